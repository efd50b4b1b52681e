#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <exception>
#include <sstream>

#include "release/fields.hpp"

namespace bumpgate::release {
namespace {

/// Longer ones are no manifests, and yaml-cpp is slow.
constexpr std::size_t longest = std::size_t{4} << 20;

/// Leaves the library's parser; nothing outside of this file sees it.
struct Refused : std::exception {};

/// Hears the events in order: the library's own nodes hide a key that stands twice. An alias has no value
/// here, so that aliases of aliases cost nothing.
class Listener : public YAML::EventHandler {
  public:
    Fields fields;

    void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& /*mark*/, YAML::anchor_t /*anchor*/) override { scalar({}); }
    void OnAlias(const YAML::Mark& /*mark*/, YAML::anchor_t /*anchor*/) override { scalar({}); }
    void OnScalar(const YAML::Mark& /*mark*/, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                  const std::string& value) override {
        scalar(value);
    }
    void OnSequenceStart(const YAML::Mark& /*mark*/, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                         YAML::EmitterStyle::value /*style*/) override {
        enter(false);
    }
    void OnSequenceEnd() override { leave(); }
    void OnMapStart(const YAML::Mark& /*mark*/, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                    YAML::EmitterStyle::value /*style*/) override {
        enter(true);
    }
    void OnMapEnd() override { leave(); }

  private:
    /// A map or list that is being read; in a map keys and values take turns.
    struct Frame {
        bool map;
        bool wants_key;
    };

    void scalar(const std::string& value) {
        if (!frames_.empty() && frames_.back().wants_key) {
            path_.back() = value;
            frames_.back().wants_key = false;
            return;
        }
        fields.push_back({path_, value});
        if (fields.size() > most_fields) throw Refused();
        end_value();
    }

    /// A map or list as a key has no name that anything could be found by.
    void enter(bool map) {
        if (frames_.size() >= deepest_field || (!frames_.empty() && frames_.back().wants_key))
            throw Refused();
        frames_.push_back({map, map});
        path_.emplace_back();
    }

    void leave() {
        frames_.pop_back();
        path_.pop_back();
        end_value();
    }

    void end_value() {
        if (frames_.empty() || !frames_.back().map) return;
        frames_.back().wants_key = true;
        path_.back().clear();
    }

    std::vector<Frame> frames_;
    std::vector<std::string> path_;
};

}  // namespace

std::optional<Fields> read_yaml_fields(std::string_view text) {
    if (text.size() > longest) return std::nullopt;
    try {
        std::istringstream stream{std::string(text)};
        YAML::Parser parser(stream);
        Listener listener;
        Listener second;
        if (!parser.HandleNextDocument(listener) || parser.HandleNextDocument(second)) return std::nullopt;
        return std::move(listener.fields);
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

}  // namespace bumpgate::release
