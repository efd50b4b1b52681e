#include "policy/fields.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace bumpgate::policy {

namespace {

constexpr std::size_t most_items = 1000;  // of what is compared with one another: rules, waivers

std::string_view type_name(const Node& node) {
    switch (node.type) {
        case Node::Type::null:
            return "nothing";
        case Node::Type::list:
            return "a list";
        case Node::Type::map:
            return "a map";
        case Node::Type::scalar:
            break;
    }
    return "a single value";
}

Failure wrong_type(const SourceText& source, const Node& node, std::string_view what, std::string_view wanted,
                   std::string_view note) {
    return refuse(source, node.spot,
                  std::string(what) + " must be " + std::string(wanted) + ", and this is " +
                      std::string(type_name(node)),
                  note);
}

/// What to write where a list belongs.
std::string how_to_list(const Node& node, std::string_view example) {
    if (!example.empty()) return "each item starts with a dash: - " + std::string(example);
    const auto word = trim(node.text);
    if (!node.quoted && word.starts_with('-')) return "put a blank behind the dash";
    const bool is_short =
        node.type == Node::Type::scalar && word.size() <= 40 && word.find('\n') == std::string_view::npos;
    return is_short ? "write [" + yaml_string(word) + "]" : "write [...]";
}

bool contains(std::span<const std::string_view> words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

Result<void> check_key(const SourceText& source, const Node& key, const Keys& keys) {
    if (contains(keys.known, key.text)) return {};
    auto note = did_you_mean(key.text, keys.known);
    if (note.empty()) note = std::string(keys.owner) + " has " + join(keys.known, ", ");
    return refuse(source, key.spot, "unknown key " + quoted_word(key.text), note);
}

Result<void> check_pattern(const SourceText& source, const Node& node, std::string_view pattern) {
    const auto glob = Glob::compile(pattern);
    if (!glob) return refuse(source, node.spot, glob.error().message, glob.error().hint);
    return {};
}

}  // namespace

const Node* find(const Node& map, std::string_view key) {
    const auto found = std::ranges::find(map.keys, key, &Node::text);
    return found == map.keys.end() ? nullptr : &map.items[static_cast<std::size_t>(found - map.keys.begin())];
}

Result<void> check_is_map(const SourceText& source, const Node& node, std::string_view what) {
    if (node.type != Node::Type::map) return wrong_type(source, node, what, "a map", "write NAME: VALUE");
    return {};
}

Result<void> check_map(const SourceText& source, const Node& node, const Keys& keys) {
    CHECK_OK(check_is_map(source, node, keys.owner));
    for (const auto& key : node.keys) CHECK_OK(check_key(source, key, keys));
    return {};
}

Result<void> check_is_list(const SourceText& source, const Node& node, std::string_view what,
                           std::string_view example) {
    if (node.type != Node::Type::list)
        return wrong_type(source, node, what, "a list", how_to_list(node, example));
    if (node.items.empty()) {
        return refuse(source, node.spot, std::string(what) + " must not be an empty list",
                      "leave the key out, or say what is meant");
    }
    if (!example.empty() && node.items.size() > most_items) {
        return refuse(source, node.items[most_items].spot,
                      std::string(what) + " has more than " + std::to_string(most_items) + " items",
                      "put some of them into a policy of their own, and extend it");
    }
    return {};
}

Result<std::string> read_string(const SourceText& source, const Node& node, std::string_view what) {
    if (node.type == Node::Type::null)
        return wrong_type(source, node, what, "a string", "write one; quote it if it is \"null\" or \"~\"");
    if (node.type != Node::Type::scalar)
        return wrong_type(source, node, what, "a string",
                          "write one value, in quotes if it starts with \"[\" or \"{\"");
    const auto taken = node.quoted ? std::string_view{} : taken_for(node.text);
    if (!taken.empty()) {
        return refuse(
            source, node.spot,
            std::string(what) + " must be a string, and YAML may read this as " + std::string(taken),
            "quote it: \"" + printable(node.text) + "\"");
    }
    return node.text;
}

Result<std::vector<std::string>> read_strings(const SourceText& source, const Node& node,
                                              std::string_view what) {
    CHECK_OK(check_is_list(source, node, what));
    std::vector<std::string> strings;
    std::set<std::string_view> seen;
    for (const auto& item : node.items) {
        strings.push_back(TRY(read_string(source, item, "an entry of " + std::string(what))));
        if (!seen.insert(item.text).second)
            return refuse(source, item.spot, quoted_word(item.text) + " stands here twice", "keep one");
    }
    return strings;
}

Result<bool> read_bool(const SourceText& source, const Node& node, std::string_view what) {
    if (node.type == Node::Type::scalar && !node.quoted) {
        if (node.text == "true") return true;
        if (node.text == "false") return false;
    }
    return refuse(source, node.spot, std::string(what) + " must be a boolean",
                  "write true or false, without quotes");
}

Result<std::size_t> read_word(const SourceText& source, const Node& node, std::string_view what,
                              std::span<const std::string_view> words) {
    if (node.type != Node::Type::scalar)
        return wrong_type(source, node, what, "one of " + join(words, ", "), "");
    const auto found = std::ranges::find(words, node.text);
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    auto note = did_you_mean(node.text, words);
    if (note.empty()) note = "it is one of " + join(words, ", ");
    return refuse(source, node.spot, std::string(what) + " cannot be " + quoted_word(node.text), note);
}

Result<GlobList> read_globs(const SourceText& source, const Node& node) {
    const auto patterns = TRY(read_strings(source, node, "files"));
    for (std::size_t i = 0; i < patterns.size(); ++i) {
        const std::string_view pattern = patterns[i];
        CHECK_OK(check_pattern(source, node.items[i], pattern.substr(pattern.starts_with('!') ? 1 : 0)));
    }
    if (patterns.front().starts_with('!')) {
        return refuse(source, node.items.front().spot,
                      "the first pattern takes back what nothing has matched yet",
                      "begin with what is meant, for example \"**\"");
    }
    auto list = GlobList::compile(patterns);
    if (!list) return refuse(source, node.spot, list.error().message, list.error().hint);
    return list;
}

Result<std::vector<std::string>> read_name_globs(const SourceText& source, const Node& node,
                                                 std::string_view what) {
    auto patterns = TRY(read_strings(source, node, what));
    for (std::size_t i = 0; i < patterns.size(); ++i)
        CHECK_OK(check_pattern(source, node.items[i], patterns[i]));
    return patterns;
}

}  // namespace bumpgate::policy
