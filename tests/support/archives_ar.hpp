#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// ar archives byte by byte; see archives.hpp.
namespace bumpgate::test {

/// One header of an ar archive and what stands behind it.
struct ArEntry {
    std::string name{};  ///< as it stands in the field: "a.o/", "//", "/0", "#1/20"
    std::string content{};
    std::string date = "0", uid = "0", gid = "0", mode = "100644";
    std::optional<std::string> size{};  ///< what the header states, if not the content's size
    std::string end = "`\n";
    char padding = '\n';
};

inline std::string ar_entry(const ArEntry& entry) {
    const auto field = [](std::string text, std::size_t width) {
        text.resize(width, ' ');
        return text;
    };
    auto bytes = field(entry.name, 16) + field(entry.date, 12) + field(entry.uid, 6) + field(entry.gid, 6);
    bytes += field(entry.mode, 8) + field(entry.size.value_or(std::to_string(entry.content.size())), 10);
    bytes += entry.end + entry.content;
    if (entry.content.size() % 2 != 0) bytes += entry.padding;
    return bytes;
}

inline std::string ar(const std::vector<ArEntry>& entries) {
    std::string bytes = "!<arch>\n";
    for (const auto& entry : entries) bytes += ar_entry(entry);
    return bytes;
}

inline ArEntry ar_file(std::string name, std::string content = {}) {
    ArEntry entry;
    entry.name = std::move(name);
    entry.content = std::move(content);
    return entry;
}

/// GNU's table of long names, which leaves the other fields blank.
inline ArEntry ar_names(std::string content) {
    auto entry = ar_file("//", std::move(content));
    entry.date = entry.uid = entry.gid = entry.mode = "";
    return entry;
}

}  // namespace bumpgate::test
