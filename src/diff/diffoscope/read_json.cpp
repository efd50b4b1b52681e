#include <nlohmann/json.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "diff/diffoscope/read.hpp"

namespace bumpgate::diff::diffoscope {
namespace {

constexpr std::size_t deepest = 100;  // nodes in each other; diffoscope itself stops at 50 containers

Failure not_a_report(const std::string& what) {
    return fail(ErrorCode::corrupt, "this is not a JSON report of diffoscope: " + what,
                "write it again with `diffoscope --json FILE OLD NEW`");
}

/// What may stand under a key.
enum class Value { version, text, flag, text_or_null, texts, nodes };

struct Key {
    std::string_view name;
    Value value;
    bool required;
};
constexpr std::array keys = std::to_array<Key>({
    {"diffoscope-json-version", Value::version, false},
    {"source1", Value::text, true},
    {"source2", Value::text, true},
    {"comments", Value::texts, false},
    {"has_internal_linenos", Value::flag, false},
    {"unified_diff", Value::text_or_null, true},
    {"details", Value::nodes, false},
});

/// An object that is being read, and what was seen of it.
struct Frame {
    Node node;
    std::array<bool, keys.size()> seen{};
    std::size_t key = keys.size();  ///< whose value comes next
    bool in_list = false;           ///< within "comments" or "details"
};

/// Takes the parser's events and builds nodes; what does not belong there ends the parse. Nothing is nested
/// in the machine's stack.
class Builder final : public nlohmann::json_sax<nlohmann::json> {
  public:
    [[nodiscard]] const std::string& problem() const { return problem_; }
    [[nodiscard]] std::uint64_t version() const { return version_; }
    [[nodiscard]] bool has_version() const { return has_version_; }
    [[nodiscard]] bool is_done() const { return done_; }
    Node take() { return std::move(root_); }

    bool null() override { return expects(Value::text_or_null, false) || refuse("null"); }
    bool boolean(bool value) override {
        if (!expects(Value::flag, false)) return refuse("true or false");
        frames_.back().node.has_internal_linenos = value;
        return true;
    }
    bool number_integer(number_integer_t /*value*/) override { return refuse("a number"); }
    bool number_float(number_float_t /*value*/, const string_t& /*text*/) override {
        return refuse("a number");
    }
    bool number_unsigned(number_unsigned_t value) override {
        if (!expects(Value::version, false) || frames_.size() > 1) return refuse("a number");
        version_ = value;
        has_version_ = true;
        return true;
    }
    bool binary(binary_t& /*value*/) override { return refuse("bytes"); }

    bool string(string_t& value) override {
        if (frames_.empty() || done_) return refuse("a string");
        auto& frame = frames_.back();
        if (expects(Value::texts, true)) {
            frame.node.comments.push_back(std::move(value));
            return true;
        }
        if (expects(Value::text_or_null, false)) {
            frame.node.unified_diff = std::move(value);
            return true;
        }
        if (!expects(Value::text, false)) return refuse("a string");
        (keys[frame.key].name == "source1" ? frame.node.source1 : frame.node.source2) = std::move(value);
        return true;
    }

    bool start_object(std::size_t /*elements*/) override {
        if (done_ || (!frames_.empty() && !expects(Value::nodes, true))) return refuse("an object");
        if (frames_.size() == deepest)
            return complain("more than " + std::to_string(deepest) + " nodes in each other");
        frames_.emplace_back();
        return true;
    }

    bool key(string_t& name) override {
        auto& frame = frames_.back();
        for (std::size_t i = 0; i < keys.size(); ++i) {
            if (keys[i].name != name) continue;
            if (frame.seen[i]) return complain("the key " + in_quotes(name) + " stands there twice");
            frame.seen[i] = true;
            frame.key = i;
            return true;
        }
        return complain("the key " + in_quotes(name) + " is not known");
    }

    bool end_object() override {
        for (std::size_t i = 0; i < keys.size(); ++i) {
            if (keys[i].required && !frames_.back().seen[i])
                return complain("a node without " + in_quotes(keys[i].name));
        }
        Node node = std::move(frames_.back().node);
        frames_.pop_back();
        if (frames_.empty()) {
            root_ = std::move(node);
            done_ = true;
        } else {
            frames_.back().node.details.push_back(std::move(node));
        }
        return true;
    }

    bool start_array(std::size_t /*elements*/) override {
        if (!expects(Value::texts, false) && !expects(Value::nodes, false)) return refuse("a list");
        frames_.back().in_list = true;
        return true;
    }
    bool end_array() override {
        frames_.back().in_list = false;
        return true;
    }

    bool parse_error(std::size_t position, const std::string& /*token*/,
                     const nlohmann::detail::exception& /*exception*/) override {
        return complain("byte " + std::to_string(position) + " is no JSON");
    }

  private:
    [[nodiscard]] bool expects(Value value, bool in_list) const {
        if (frames_.empty() || done_) return false;
        const auto& frame = frames_.back();
        return frame.key < keys.size() && keys[frame.key].value == value && frame.in_list == in_list;
    }

    bool refuse(const char* what) {
        const bool at_key = !frames_.empty() && frames_.back().key < keys.size();
        return complain(std::string(what) + " is not expected" +
                        (at_key ? " at " + in_quotes(keys[frames_.back().key].name) : std::string(" there")));
    }
    bool complain(std::string what) {
        if (problem_.empty()) problem_ = std::move(what);
        return false;
    }

    std::vector<Frame> frames_;
    Node root_;
    bool done_ = false, has_version_ = false;
    std::uint64_t version_ = 0;
    std::string problem_;
};

}  // namespace

bool is_json_report(std::string_view text) {
    constexpr std::size_t start = 4096;  // more blanks than anybody writes
    const auto object = trim(text.substr(0, start));
    return object.starts_with('{') && trim(object.substr(1)).starts_with("\"diffoscope-json-version\"");
}

Result<Node> read_json(std::string_view text, const Limits& limits) {
    if (text.size() > limits.report_bytes)
        return limit_exceeded("report-bytes", limits.report_bytes,
                              "the report has " + std::to_string(text.size()));
    Builder builder;
    const bool parsed = nlohmann::json::sax_parse(text, &builder);
    if (!parsed || !builder.is_done())
        return not_a_report(builder.problem().empty() ? "it is no JSON" : builder.problem());
    if (!builder.has_version()) return not_a_report("it does not state its version");
    if (builder.version() != 1) {
        return fail(
            ErrorCode::unsupported,
            "version " + std::to_string(builder.version()) + " of diffoscope's JSON is not known here",
            "compare the releases themselves with `bumpgate check`");
    }
    return builder.take();
}

}  // namespace bumpgate::diff::diffoscope
