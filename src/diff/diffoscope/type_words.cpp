#include "diff/diffoscope/type_words.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "diff/diffoscope/calendar.hpp"

namespace bumpgate::diff::diffoscope {
namespace {

/// How words begin, and the format that they mean.
struct FormatWords {
    std::string_view begin, format;
};
constexpr std::array formats = std::to_array<FormatWords>({
    {"gzip compressed data", "gzip"},
    {"bzip2 compressed data", "bzip2"},
    {"XZ compressed data", "xz"},
    {"Zstandard compressed data", "zstd"},
    {"LZ4 compressed data", "lz4"},
    {"lzip compressed data", "lzip"},
    {"POSIX tar archive", "tar"},
    {"tar archive", "tar"},
    {"Zip archive data", "zip"},
    {"Java archive data", "zip"},
    {"Debian binary package", "ar"},
});

/// Words for how hard something was packed, and on which system.
constexpr std::array packing =
    std::to_array<std::string_view>({"max compression", "max speed", "from ", "block size = ", "checksum ",
                                     "Dictionary ID", "compression method="});

constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::optional<std::int64_t> number(std::string_view digits) {
    std::int64_t value = 0;
    const auto* const end = digits.data() + digits.size();
    const auto [stop, problem] = std::from_chars(digits.data(), end, value);
    return problem == std::errc{} && stop == end && value >= 0 ? std::optional(value) : std::nullopt;
}

/// "Thu Jul  6 04:38:09 2023", in UTC.
std::optional<std::int64_t> seconds_of(std::string_view text) {
    std::vector<std::string_view> words;
    for (const auto word : split(text, ' ')) {
        if (!word.empty()) words.push_back(word);
    }
    if (words.size() != 5) return std::nullopt;
    const auto* const month = std::find(months.begin(), months.end(), words[1]);
    const auto clock = split(words[3], ':');
    if (month == months.end() || clock.size() != 3) return std::nullopt;
    const auto day = number(words[2]), hour = number(clock[0]), minute = number(clock[1]),
               second = number(clock[2]), year = number(words[4]);
    if (!day || !hour || !minute || !second || !year || *year < 1970 || *year > 2200 || *day < 1 || *day > 31)
        return std::nullopt;
    return days_to(*year, month - months.begin() + 1, *day) * 86400 + *hour * 3600 + *minute * 60 + *second;
}

void add(std::string& list, std::string_view item) {
    if (!list.empty()) list += ", ";
    list += item;
}

void add_item(std::string_view item, Layer& layer) {
    constexpr std::string_view time = "last modified: ";
    if (item.starts_with(time)) {
        if (const auto seconds = seconds_of(item.substr(time.size()))) {
            layer.time = seconds;
            return;
        }
    }
    const bool packed = std::any_of(packing.begin(), packing.end(),
                                    [&](std::string_view known) { return item.starts_with(known); });
    add(packed ? layer.compression : layer.header, item);
}

}  // namespace

Layer layer_of(std::string_view words) {
    Layer layer;
    const auto* const row = std::find_if(formats.begin(), formats.end(), [&](const FormatWords& known) {
        return words.starts_with(known.begin);
    });
    if (row == formats.end()) {
        layer.format = std::string(words);
        return layer;
    }
    layer.format = row->format;
    auto rest = words.substr(row->begin.size());
    const auto flavour = rest.substr(0, rest.find(','));  // " (GNU)"
    if (!trim(flavour).empty()) add(layer.compression, trim(flavour));
    rest.remove_prefix(flavour.size());
    while (!rest.empty()) {
        rest.remove_prefix(std::min(rest.find_first_not_of(", "), rest.size()));
        const bool quoted = rest.starts_with("was \"");
        const auto close = quoted ? rest.find('"', 5) : std::string_view::npos;
        const auto end = close == std::string_view::npos ? std::min(rest.find(','), rest.size()) : close + 1;
        if (end > 0) add_item(rest.substr(0, end), layer);
        rest.remove_prefix(end);
    }
    return layer;
}

}  // namespace bumpgate::diff::diffoscope
