#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// rpm packages byte by byte; see archives.hpp.
namespace bumpgate::test {

/// An unsigned number in `count` bytes, most significant first.
inline std::string big(std::uint64_t value, std::size_t count) {
    std::string bytes;
    for (auto i = count; i-- > 0;) bytes += static_cast<char>(value >> (8 * i) & 0xffU);
    return bytes;
}

struct RpmEntry {
    std::uint32_t tag = 0, type = 6;
    std::string data{};
    std::uint32_t count = 1;
    std::string before{};                   ///< bytes in front of its data that belong to no tag
    std::optional<std::uint32_t> offset{};  ///< what the index states, if not the truth
};

inline RpmEntry rpm_text_tag(std::uint32_t tag, std::string text) {
    RpmEntry entry;
    entry.tag = tag;
    entry.data = std::move(text) + '\0';
    return entry;
}

struct RpmHeaderOptions {
    std::string reserved = std::string(4, '\0');
    std::string rest{};  ///< behind the data of the last tag
};

inline std::string rpm_header(const std::vector<RpmEntry>& entries, const RpmHeaderOptions& options = {}) {
    std::string index, store;
    for (const auto& entry : entries) {
        const std::size_t size = entry.type == 3 ? 2 : entry.type == 4 ? 4 : entry.type == 5 ? 8 : 1;
        store.append((size - store.size() % size) % size, '\0');
        store += entry.before;
        const auto offset = entry.offset.value_or(static_cast<std::uint32_t>(store.size()));
        index += big(entry.tag, 4) + big(entry.type, 4) + big(offset, 4) + big(entry.count, 4);
        store += entry.data;
    }
    store += options.rest;
    return "\x8e\xad\xe8\x01" + options.reserved + big(entries.size(), 4) + big(store.size(), 4) + index +
           store;
}

struct RpmOptions {
    std::string lead_name = "acme-1.0-1";
    std::string lead_reserved = std::string(16, '\0');
    char padding = '\0';
    std::vector<RpmEntry> signature{{1000, 4, std::string("\0\0\1\2", 4), 1, {}, {}},
                                    {269, 6, std::string("abc\0", 4), 1, {}, {}}};
    std::vector<RpmEntry> header{rpm_text_tag(1000, "acme"),
                                 rpm_text_tag(1001, "1.0"),
                                 rpm_text_tag(1002, "1"),
                                 {1006, 4, std::string("\0\0\0\7", 4), 1, {}, {}}};
    RpmHeaderOptions header_options{};
};

inline std::string rpm(const std::string& payload, const RpmOptions& options = {}) {
    auto name = options.lead_name;
    name.resize(66, '\0');
    auto bytes = "\xed\xab\xee\xdb" + std::string("\3\0", 2) + big(0, 2) + big(1, 2) + name + big(1, 2) +
                 big(5, 2) + options.lead_reserved;
    bytes += rpm_header(options.signature);
    bytes.append((8 - bytes.size() % 8) % 8, options.padding);  // the lead is twelve times eight
    return bytes + rpm_header(options.header, options.header_options) + payload;
}

inline std::string rpm_with(const std::string& payload, const std::function<void(RpmOptions&)>& change) {
    RpmOptions options;
    change(options);
    return rpm(payload, options);
}

}  // namespace bumpgate::test
