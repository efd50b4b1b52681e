#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/glob.hpp"
#include "base/result.hpp"
#include "policy/yaml.hpp"

// Typed reading of nodes: each function either returns what it was asked for or says where and why not.
// `what` is how messages call the value ("level", "a pattern"). Private to this folder.
namespace bumpgate::policy {

/// Keys of one kind of map.
struct Keys {
    std::string_view owner;                   ///< "a rule", for messages
    std::span<const std::string_view> known;  ///< may stand here
};

/// A map all of whose keys are known.
[[nodiscard]] Result<void> check_map(const SourceText& source, const Node& node, const Keys& keys);

/// A map, whatever its keys.
[[nodiscard]] Result<void> check_is_map(const SourceText& source, const Node& node, std::string_view what);

/// A list of at least one item. `example`: an item, for lists of anything but words; they have at most 1000.
[[nodiscard]] Result<void> check_is_list(const SourceText& source, const Node& node, std::string_view what,
                                         std::string_view example = {});

/// The value under a key of a map, or nullptr.
[[nodiscard]] const Node* find(const Node& map, std::string_view key);

/// A string. A plain scalar that looks like a boolean, a number or null is refused.
[[nodiscard]] Result<std::string> read_string(const SourceText& source, const Node& node,
                                              std::string_view what);

/// A list of at least one string, no two alike.
[[nodiscard]] Result<std::vector<std::string>> read_strings(const SourceText& source, const Node& node,
                                                            std::string_view what);

/// `true` or `false`, plain.
[[nodiscard]] Result<bool> read_bool(const SourceText& source, const Node& node, std::string_view what);

/// The place in `words` of the word that stands here.
[[nodiscard]] Result<std::size_t> read_word(const SourceText& source, const Node& node, std::string_view what,
                                            std::span<const std::string_view> words);

/// A list of path patterns (base/glob.hpp).
[[nodiscard]] Result<GlobList> read_globs(const SourceText& source, const Node& node);

/// A list of patterns over package names (`name_matches`).
[[nodiscard]] Result<std::vector<std::string>> read_name_globs(const SourceText& source, const Node& node,
                                                               std::string_view what);

}  // namespace bumpgate::policy
