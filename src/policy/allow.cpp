// One entry of `allow:`: a kind, a kind narrowed, a key or a line.
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "change/kinds.hpp"
#include "policy/fields.hpp"
#include "policy/kind_names.hpp"
#include "policy/sections.hpp"

namespace bumpgate::policy {

namespace {

// In the order of `ValueAs`.
constexpr std::array as_words = std::to_array<std::string_view>({"any", "commit", "date", "tool", "version"});
constexpr std::array key_keys = std::to_array<std::string_view>({"key", "as"});
constexpr std::array line_keys = std::to_array<std::string_view>({"added", "removed"});

/// Which narrowings a kind takes.
struct Narrowing {
    std::string_view kind;
    std::array<std::string_view, 3> keys;
    std::size_t count;
};
constexpr std::array narrowings = std::to_array<Narrowing>({
    {change::kind::dependency_added, {"names"}, 1},
    {change::kind::dependency_removed, {"names"}, 1},
    {change::kind::dependency_sibling, {"names", "within"}, 2},
    {change::kind::dependency_version, {"names", "within", "down"}, 3},
    {change::kind::file_added, {"content"}, 1},
});

Result<void> read_within(const SourceText& source, const Node& node, Allow& allow) {
    std::vector<std::string_view> limits(upward_steps().begin(), upward_steps().end());
    limits.emplace_back("any");
    const auto word = limits[TRY(read_word(source, node, "within", limits))];
    allow.within_any = word == "any";
    if (!allow.within_any) allow.within = release::step_from_string(word);
    return {};
}

/// No longer than what the report shows of a change, for no more is compared.
constexpr std::size_t longest_content = 4096;

Result<void> read_content(const SourceText& source, const Node& node, Allow& allow) {
    allow.content = TRY(read_string(source, node, "content"));
    if (!allow.content->empty() && allow.content->size() <= longest_content) return {};
    return refuse(source, node.spot, "content must be 1 to 4096 bytes",
                  "it is all that the file may hold, to the last line end");
}

Result<void> read_narrowing(const SourceText& source, const Node& key, const Node& node, Allow& allow) {
    const auto keys = narrowing_keys(allow.kind);
    if (keys.empty()) {
        return refuse(source, key.spot, "the kind " + quoted_word(allow.kind) + " cannot be narrowed",
                      "write it as a word: " + allow.kind);
    }
    CHECK_OK(check_map(source, node, {allow.kind, keys}));
    if (const auto* names = find(node, "names")) allow.names = TRY(read_name_globs(source, *names, "names"));
    if (const auto* within = find(node, "within")) CHECK_OK(read_within(source, *within, allow));
    if (const auto* down = find(node, "down")) allow.down = TRY(read_bool(source, *down, "down"));
    if (const auto* content = find(node, "content")) CHECK_OK(read_content(source, *content, allow));
    return {};
}

/// RFC 6901: "~1" is a slash and "~0" a tilde within a component.
std::optional<std::vector<std::string>> unescape_pointer(std::string_view pointer) {
    if (!pointer.starts_with('/')) return std::nullopt;
    std::vector<std::string> path;
    for (const auto part : split(pointer.substr(1), '/')) {
        std::string component;
        for (std::size_t i = 0; i < part.size(); ++i) {
            if (part[i] != '~') {
                component += part[i];
                continue;
            }
            if (++i == part.size() || (part[i] != '0' && part[i] != '1')) return std::nullopt;
            component += part[i] == '0' ? '~' : '/';
        }
        path.push_back(std::move(component));
    }
    return path;
}

Result<KeyEntry> read_key(const SourceText& source, const Node& node) {
    CHECK_OK(check_map(source, node, {"an entry with a key", key_keys}));
    if (find(node, "key") == nullptr)
        return refuse(source, node.spot, "an \"as\" without \"key\"",
                      "for example {key: /gitHead, as: commit}");
    const auto& pointer = *find(node, "key");
    KeyEntry entry;
    entry.pointer = TRY(read_string(source, pointer, "key"));
    auto path = unescape_pointer(entry.pointer);
    if (!path) {
        return refuse(source, pointer.spot, quoted_word(entry.pointer) + " is no path of keys",
                      "it starts with \"/\", for example /repository/url; \"~1\" is a slash within a key and "
                      "\"~0\" a tilde");
    }
    entry.path = *std::move(path);
    const auto* as = find(node, "as");
    if (as == nullptr)
        return refuse(source, node.spot, "a key without \"as\"",
                      "say what its value is: as: " + join(as_words, ", "));
    entry.as = static_cast<ValueAs>(TRY(read_word(source, *as, "as", as_words)));
    return entry;
}

Result<Regex> read_regex(const SourceText& source, const Node& node, std::string_view what) {
    auto regex = Regex::compile(TRY(read_string(source, node, what)));
    if (!regex) return refuse(source, node.spot, regex.error().message, regex.error().hint);
    return regex;
}

Result<LineEntry> read_line(const SourceText& source, const Node& node) {
    const auto& body = *find(node, "line");
    CHECK_OK(check_map(source, body, {"line", line_keys}));
    LineEntry entry;
    if (const auto* added = find(body, "added")) entry.added = TRY(read_regex(source, *added, "added"));
    if (const auto* removed = find(body, "removed"))
        entry.removed = TRY(read_regex(source, *removed, "removed"));
    if (!entry.added && !entry.removed) {
        return refuse(source, body.spot, "a \"line\" that says nothing",
                      "give it added, removed or both: a regular expression for the whole line");
    }
    return entry;
}

Result<void> check_one_key(const SourceText& source, const Node& node) {
    if (node.keys.size() == 1) return {};
    const auto spot = node.keys.empty() ? node.spot : node.keys[1].spot;
    return refuse(source, spot, "an entry of allow names exactly one kind", "make it an entry of its own");
}

}  // namespace

std::span<const std::string_view> narrowing_keys(std::string_view kind) {
    const auto* const row = std::ranges::find(narrowings, kind, &Narrowing::kind);
    if (row == narrowings.end()) return {};
    return std::span(row->keys).first(row->count);
}

std::span<const std::string_view> value_words() {
    return as_words;
}

std::string_view to_string(ValueAs as) {
    return as_words[static_cast<std::size_t>(as)];
}

Result<Allow> read_allow(const SourceText& source, const Node& node) {
    Allow allow;
    if (node.type != Node::Type::map) {
        allow.kind = TRY(read_allowed_kind(source, node, "an entry of allow"));
        return allow;
    }
    if (find(node, "key") != nullptr || find(node, "as") != nullptr) {
        allow.kind = "key";
        allow.key = TRY(read_key(source, node));
        return allow;
    }
    CHECK_OK(check_one_key(source, node));
    if (find(node, "line") != nullptr) {
        allow.kind = "line";
        allow.line = TRY(read_line(source, node));
        return allow;
    }
    allow.kind = TRY(read_allowed_kind(source, node.keys[0], "a kind"));
    CHECK_OK(read_narrowing(source, node.keys[0], node.items[0], allow));
    return allow;
}

}  // namespace bumpgate::policy
