#include "policy/yaml.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <istream>
#include <map>
#include <optional>
#include <sstream>

#include "base/text.hpp"
#include "policy/yaml_bytes.hpp"
#include "policy/yaml_flow.hpp"
#include "policy/yaml_refusal.hpp"

namespace bumpgate::policy {

namespace {

/// Leaves yaml-cpp's parser; caught in `read_yaml`.
struct Stop {
    Spot spot;
    std::string message;
    std::string note;
};

[[noreturn]] void stop(Spot spot, std::string message, std::string note) {
    throw Stop{spot, std::move(message), std::move(note)};
}

/// The bytes of a quoted scalar on its first line, for the caret.
std::size_t quoted_length(std::string_view text, std::size_t offset) {
    const char quote = text[offset];
    for (auto at = offset + 1; at < text.size() && text[at] != '\n'; ++at) {
        if (text[at] == quote) return at + 1 - offset;
        if (text[at] == '\\' && quote == '"') ++at;
    }
    return 1;
}

/// The escape \N or \_ of a scalar in double quotes: yaml-cpp makes one byte of them that is not UTF-8, where
/// YAML (1.2.2, 5.7) means U+0085 and U+00A0.
Spot broken_escape(std::string_view text, std::size_t offset) {
    for (auto at = offset; at + 1 < text.size(); ++at) {
        if (text[at] != '\\') continue;
        if (text[at + 1] == 'N' || text[at + 1] == '_') return {at, 2};
        ++at;
    }
    return {offset, 1};
}

/// Builds our own tree from yaml-cpp's events: they show what its nodes hide (anchors, tags, doubles), and
/// nothing is ever expanded.
class Builder : public YAML::EventHandler {
  public:
    Builder(std::string_view text, const YamlBounds& bounds) : text_(text), bounds_(bounds) {}

    [[nodiscard]] const std::optional<Node>& root() const { return root_; }

    void OnDocumentStart(const YAML::Mark& mark) override {
        const auto spot = spot_of(mark);
        if (root_) refuse_second(spot);
    }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        const auto spot = spot_of(mark);
        refuse_properties(spot, "?", anchor);
        Node node = new_node(Node::Type::null, spot);
        // An empty value has no place of its own: show the key.
        if (!open_.empty() && awaits_value()) {
            node.spot = open_.back().node.keys.back().spot;
            check_colon(node.spot);
        }
        add(std::move(node));
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
        stop(spot_of(mark), "an alias: a policy says everything where it stands",
             "write the value out, or quote a pattern that starts with \"*\"");
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        auto spot = spot_of(mark);
        const char first = spot.offset < text_.size() ? text_[spot.offset] : '\0';
        const bool quoted = first == '"' || first == '\'' || first == '|' || first == '>';
        refuse_properties(spot, tag == "!" && quoted ? "?" : tag, anchor);
        // At the end of the input yaml-cpp takes what there is.
        if ((first == '"' || first == '\'') && end_of_quoted(text_, spot.offset) == std::string_view::npos)
            stop(spot, "a quote that is not closed", "add the closing quote");
        if (!is_utf8(value)) {
            stop(broken_escape(text_, spot.offset), "an escape that is not read here",
                 "write \\x85 for \\N and \\xA0 for \\_");
        }
        spot.length = scalar_length(spot.offset, value, first);
        Node node = new_node(Node::Type::scalar, spot);
        node.text = value;
        node.quoted = quoted;
        add(std::move(node));
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override {
        check_flow(mark, style);
        open(Node::Type::list, mark, tag, anchor);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override {
        check_flow(mark, style);
        open(Node::Type::map, mark, tag, anchor);
    }
    void OnMapEnd() override { close(); }

  private:
    struct Frame {
        Node node;
        std::map<std::string, Spot, std::less<>> seen;  ///< a map's keys so far
    };

    [[nodiscard]] Spot spot_of(const YAML::Mark& mark) const {
        const auto offset = mark.pos < 0 ? text_.size() : static_cast<std::size_t>(mark.pos);
        return {std::min(offset, text_.size()), 1};
    }

    [[nodiscard]] std::size_t scalar_length(std::size_t offset, std::string_view value, char first) const {
        if (first == '"' || first == '\'') return quoted_length(text_, offset);
        return text_.substr(offset).starts_with(value) ? std::max<std::size_t>(value.size(), 1) : 1;
    }

    void refuse_second(Spot spot) const {
        const auto rest = text_.substr(std::min(spot.offset, text_.size()));
        if (rest.starts_with("---")) spot.length = 3;
        stop(spot, "something follows the end of the policy",
             "a file holds one policy: take out what follows, or mend its indentation");
    }

    static void refuse_properties(Spot spot, const std::string& tag, YAML::anchor_t anchor) {
        if (anchor != 0) {
            stop(spot, "an anchor: a policy says everything where it stands",
                 "take it out, or quote a value that starts with \"&\"");
        }
        if (!tag.empty() && tag != "?") {
            stop(spot, "a tag: values have the type that they look like",
                 "take it out, or quote a value that starts with \"!\"");
        }
    }

    /// Each outermost "[" or "{" is looked over as a whole before what is in it is read: yaml-cpp goes down
    /// into as many levels as there are. What else is wrong with it yaml-cpp will say.
    void check_flow(const YAML::Mark& mark, YAML::EmitterStyle::value style) {
        const auto spot = spot_of(mark);
        if (style != YAML::EmitterStyle::Flow || spot.offset < flow_end_ || spot.offset >= text_.size())
            return;
        const char first = text_[spot.offset];
        if (first != '[' && first != '{') return;
        auto look = look_over_flow(text_, spot.offset, bounds_.depth - std::min(open_.size(), bounds_.depth));
        if (look.fault && look.fault->is_depth) stop(look.fault->spot, look.fault->message, depth_note());
        flow_end_ = look.end;
        fault_ = std::move(look.fault);
    }

    /// In a collection that is not closed yaml-cpp sees keys where there are none.
    [[noreturn]] void refuse_key(Spot spot, std::string message, std::string note) const {
        if (fault_) stop(fault_->spot, fault_->message, fault_->note);
        stop(spot, std::move(message), std::move(note));
    }

    /// A word where a key belongs is a key with nothing to it, to YAML.
    void check_colon(Spot key) const {
        const auto behind = trim(text_.substr(std::min(key.offset + key.length, text_.size())));
        if (behind.starts_with(':')) return;
        refuse_key(key, "a key without its \":\"", "write NAME: VALUE");
    }

    [[nodiscard]] std::string depth_note() const {
        return "a policy has at most " + std::to_string(bounds_.depth) + " levels";
    }

    Node new_node(Node::Type type, Spot spot) {
        if (++nodes_ > bounds_.nodes) {
            stop(spot, "too many values",
                 "a policy has at most " + std::to_string(bounds_.nodes) + " keys and values");
        }
        Node node;
        node.type = type;
        node.spot = spot;
        return node;
    }

    [[nodiscard]] bool awaits_key() const {
        return !open_.empty() && open_.back().node.type == Node::Type::map && !awaits_value();
    }
    [[nodiscard]] bool awaits_value() const {
        const auto& top = open_.back().node;
        return top.type == Node::Type::map && top.keys.size() > top.items.size();
    }

    void open(Node::Type type, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
        const auto spot = spot_of(mark);
        refuse_properties(spot, tag, anchor);
        if (awaits_key()) refuse_key(spot, "a key that is a list or a map", "keys are words");
        if (open_.size() == bounds_.depth) {
            stop(spot, "nested too deeply", depth_note());
        }
        open_.push_back({new_node(type, spot), {}});
    }

    void close() {
        Node done = std::move(open_.back().node);
        open_.pop_back();
        add(std::move(done));
    }

    void add(Node node) {
        if (open_.empty()) {
            root_ = std::move(node);
        } else if (awaits_key()) {
            add_key(std::move(node));
        } else {
            open_.back().node.items.push_back(std::move(node));
        }
    }

    void add_key(Node key) {
        if (key.type != Node::Type::scalar) stop(key.spot, "a key without a name", "write NAME: VALUE");
        if (key.text == "<<")
            stop(key.spot, "a merge key: a policy says everything where it stands", "use extends");
        const auto [first, is_new] = open_.back().seen.emplace(key.text, key.spot);
        if (!is_new) {
            const auto before = text_.substr(0, first->second.offset);
            const auto line = std::count(before.begin(), before.end(), '\n') + 1;
            stop(key.spot, "the key " + quoted_word(key.text) + " stands here twice",
                 "the first is on line " + std::to_string(line) + "; keep one");
        }
        open_.back().node.keys.push_back(std::move(key));
    }

    std::string_view text_;
    YamlBounds bounds_;
    std::vector<Frame> open_;
    std::optional<Node> root_;
    std::size_t nodes_ = 0;
    std::size_t flow_end_ = 0;        ///< up to here flow collections were looked over
    std::optional<FlowFault> fault_;  ///< of the last one
};

Result<Node> build(const SourceText& source, const YamlBounds& bounds) {
    Builder builder(source.text, bounds);
    std::istringstream stream{std::string(source.text)};
    try {
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(builder)) {
        }
    } catch (const Stop& reason) {
        return refuse(source, reason.spot, reason.message, reason.note);
    } catch (const YAML::Exception& error) {
        const auto offset =
            error.mark.is_null() ? source.text.size() : static_cast<std::size_t>(error.mark.pos);
        return refuse_unreadable(source, offset, error.msg, bounds.depth);
    }
    if (!builder.root() || builder.root()->type == Node::Type::null)
        return refuse(source, {}, "the policy is empty", "the smallest one is \"version: 1\"");
    return *builder.root();
}

}  // namespace

Result<Node> read_yaml(const SourceText& source, const YamlBounds& bounds) {
    CHECK_OK(check_bytes(source, bounds.bytes));
    return build(source, bounds);
}

}  // namespace bumpgate::policy
