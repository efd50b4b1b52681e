#include "release/words.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace bumpgate::release {
namespace {

constexpr auto table = std::to_array<VersionWord>({
    {"a", true},      {"alpha", true},     {"b", true},        {"beta", true},    {"c", true},
    {"canary", true}, {"cr", true},        {"dev", true},      {"final", false},  {"ga", false},
    {"m", true},      {"milestone", true}, {"next", true},     {"nightly", true}, {"p", false},
    {"patch", false}, {"post", false},     {"pre", true},      {"preview", true}, {"r", false},
    {"rc", true},     {"rev", false},      {"snapshot", true}, {"sp", false},
});

}  // namespace

std::span<const VersionWord> version_words() {
    return table;
}

const VersionWord* find_version_word(std::string_view word) {
    const auto small = to_lower(word);
    const auto* row = std::ranges::find(table, std::string_view(small), &VersionWord::word);
    return row == table.end() ? nullptr : row;
}

}  // namespace bumpgate::release
