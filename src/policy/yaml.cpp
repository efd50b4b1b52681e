#include "policy/yaml.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <istream>
#include <map>
#include <optional>
#include <sstream>

#include "base/text.hpp"
#include "policy/yaml_bytes.hpp"

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

/// Whether a quoted scalar ends at all: at the end of the input yaml-cpp takes what there is.
bool is_closed(std::string_view text, std::size_t offset) {
    const char quote = text[offset];
    for (auto at = offset + 1; at < text.size(); ++at) {
        const bool is_doubled = quote == '\'' && text.substr(at).starts_with("''");
        if (text[at] == quote && !is_doubled) return true;
        if (is_doubled || (text[at] == '\\' && quote == '"')) ++at;
    }
    return false;
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
        if (!open_.empty() && awaits_value()) node.spot = open_.back().node.keys.back().spot;
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
        if ((first == '"' || first == '\'') && !is_closed(text_, spot.offset))
            stop(spot, "a quote that is not closed", "add the closing quote");
        spot.length = scalar_length(spot.offset, value, first);
        Node node = new_node(Node::Type::scalar, spot);
        node.text = value;
        node.quoted = quoted;
        add(std::move(node));
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value /*style*/) override {
        open(Node::Type::list, mark, tag, anchor);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value /*style*/) override {
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
        if (awaits_key()) stop(spot, "a key that is a list or a map", "keys are words");
        if (open_.size() == bounds_.depth) {
            stop(spot, "nested too deeply",
                 "a policy has at most " + std::to_string(bounds_.depth) + " levels");
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
};

/// What yaml-cpp says, and what we say. Its own words stand in yaml-cpp/exceptions.h.
struct Rewording {
    std::string_view theirs;
    std::string_view message;
    std::string_view note;
};
constexpr std::array rewordings = std::to_array<Rewording>({
    {"alias", "an alias: a policy says everything where it stands",
     "write the value out, or quote a pattern that starts with \"*\""},
    {"referenced anchor", "an alias: a policy says everything where it stands",
     "write the value out, or quote a pattern that starts with \"*\""},
    {"anchor", "an anchor: a policy says everything where it stands",
     "take it out, or quote a value that starts with \"&\""},
    {"tag", "a tag: values have the type that they look like",
     "take it out, or quote a value that starts with \"!\""},
    {"tab", "a tab as indentation", "use spaces"},
    {"unknown token", "no value can start with this character", "quote it"},
    {"end of map flow", "a \"{\" that is not closed", "add the missing \"}\" or \",\""},
    {"end of sequence flow", "a \"[\" that is not closed", "add the missing \"]\" or \",\""},
    {"end of map not found", "a line that does not fit the map it stands in", "mend its indentation"},
    {"end of sequence not found", "a line that does not fit the list it stands in",
     "mend its indentation, or start it with \"- \""},
    {"EOF in scalar", "a quote that is not closed", "add the closing quote"},
    {"escape", "an escape that YAML does not know", "double the backslash, or use single quotes"},
    {"illegal map value", "a \": \" where no key can stand", "mend the indentation, or quote the value"},
    {"block entry", "a \"- \" where no list can start", "mend its indentation"},
});

Failure refuse_as_unreadable(const SourceText& source, const YAML::Exception& error) {
    const auto end = source.text.size();
    Spot spot{error.mark.is_null() ? end : std::min(static_cast<std::size_t>(error.mark.pos), end), 1};
    // yaml-cpp points behind the "*" of an alias.
    while (spot.offset > 0 && spot.offset < end && source.text[spot.offset - 1] == '*') --spot.offset;
    const auto line_start = source.text.substr(0, spot.offset).rfind('\n') + 1;
    const auto line = source.text.substr(line_start, source.text.find('\n', line_start) - line_start);
    const auto tab = line.find_first_not_of(' ');
    if (tab != std::string_view::npos && line[tab] == '\t')
        return refuse(source, {line_start + tab, 1}, "a tab as indentation", "use spaces");
    for (const auto& row : rewordings) {
        if (error.msg.find(row.theirs) != std::string::npos)
            return refuse(source, spot, row.message, row.note);
    }
    return refuse(source, spot, "not YAML: " + printable(error.msg),
                  "mend the indentation, or quote the value");
}

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
        return refuse_as_unreadable(source, error);
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
