#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <exception>
#include <set>
#include <sstream>

#include "base/text.hpp"
#include "change/structure/builder.hpp"
#include "change/structure/yaml_text.hpp"

// YAML as yaml-cpp reads it, made strict by listening to its events: the library's own nodes keep the first
// of two equal keys. A mark's `pos` is a byte offset (behind a byte order mark, which never gets here).
namespace bumpgate::change::structure {
namespace {

/// Leaves the library's parser; nothing outside of this file sees it.
struct Refused : std::exception {};

void require(bool condition) {
    if (!condition) throw Refused();
}

class Listener : public YAML::EventHandler {
  public:
    Listener(std::string_view content, Builder& builder) : content_(content), builder_(builder) {}

    void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
    void OnDocumentEnd() override {}

    /// A null has no text that could be a version, and where it stands is not told when it is empty.
    void OnNull(const YAML::Mark& /*mark*/, YAML::anchor_t /*anchor*/) override {
        begin_value();
        end_value();
    }

    void OnAlias(const YAML::Mark& /*mark*/, YAML::anchor_t /*anchor*/) override { throw Refused(); }

    void OnScalar(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                  const std::string& value) override {
        require(mark.pos >= 0);
        const auto text = find_yaml_text(content_, static_cast<std::size_t>(mark.pos), value);
        if (expects_key()) {
            require(text.has_value());
            return take_key(*text, value);
        }
        begin_value();
        if (text)
            require(builder_.add(
                {text->begin, text->end, key_begin_.value_or(text->entry), value, text->is_string}));
        else
            require(trim(value).empty());
        end_value();
    }

    void OnSequenceStart(const YAML::Mark& /*mark*/, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                         YAML::EmitterStyle::value /*style*/) override {
        begin_value();
        frames_.push_back(Frame());
    }

    void OnSequenceEnd() override { end_collection(); }

    void OnMapStart(const YAML::Mark& /*mark*/, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                    YAML::EmitterStyle::value /*style*/) override {
        begin_value();
        frames_.push_back(Frame());
        frames_.back().is_map = true;
    }

    void OnMapEnd() override { end_collection(); }

  private:
    struct Frame {
        bool is_map = false;
        std::size_t index = 0;           ///< of the next element
        std::set<std::string> keys;      ///< seen so far
        std::optional<std::string> key;  ///< whose value comes next
        std::size_t key_begin = 0;
    };

    [[nodiscard]] bool expects_key() const {
        return !frames_.empty() && frames_.back().is_map && !frames_.back().key;
    }

    void take_key(const YamlText& text, const std::string& key) {
        auto& frame = frames_.back();
        require(key != "<<");  // a merge for some readers and a key for others
        require(frame.keys.insert(key).second);
        frame.key = key;
        frame.key_begin = text.entry;
    }

    /// Goes to the child that starts here. Null and collections as keys are refused.
    void begin_value() {
        require(!expects_key());
        key_begin_.reset();
        if (frames_.empty()) return;
        auto& frame = frames_.back();
        if (frame.is_map) key_begin_ = frame.key_begin;
        require(builder_.enter(frame.is_map ? *frame.key : std::to_string(frame.index++)));
    }

    void end_value() {
        if (frames_.empty()) return;
        frames_.back().key.reset();
        builder_.leave();
    }

    void end_collection() {
        require(!frames_.empty() && !frames_.back().key);
        frames_.pop_back();
        end_value();
    }

    std::string_view content_;
    Builder& builder_;
    std::vector<Frame> frames_;
    std::optional<std::size_t> key_begin_;
};

}  // namespace

std::optional<Document> parse_yaml(std::string_view content) {
    // yaml-cpp takes the byte 0x04 for the end of the file, and readers differ about a lone CR.
    if (has_control(content) || has_lone_cr(content)) return std::nullopt;
    try {
        std::istringstream stream{std::string(content)};
        YAML::Parser parser(stream);
        Builder builder(Format::yaml);
        Listener listener(content, builder);
        if (parser.HandleNextDocument(listener) && parser.HandleNextDocument(listener)) return std::nullopt;
        return std::move(builder).finish(content.size());
    } catch (const std::exception&) {  // YAML::Exception, Refused
        return std::nullopt;
    }
}

}  // namespace bumpgate::change::structure
