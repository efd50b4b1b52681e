#include "archive/pax_attributes.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "archive/findings.hpp"
#include "base/base64.hpp"
#include "base/text.hpp"

namespace bumpgate::archive {

namespace {

constexpr std::string_view selinux = "xattr.security.selinux";

struct WholeKey {
    std::string_view key, name;
};
// star(5), "SCHILY" keywords; RHT is GNU tar's.
constexpr std::array whole_keys = std::to_array<WholeKey>({
    {"RHT.security.selinux", selinux},
    {"SCHILY.acl.access", "acl.access"},
    {"SCHILY.acl.ace", "acl.nfs4"},
    {"SCHILY.acl.default", "acl.default"},
    {"SCHILY.fflags", "flags"},
});
constexpr std::string_view raw_prefix = "SCHILY.xattr.";
constexpr std::string_view encoded_prefix = "LIBARCHIVE.xattr.";

std::optional<unsigned> digit_value(char c) {
    const char small = to_lower(c);
    if (is_digit(small)) return static_cast<unsigned>(small - '0');
    if (small >= 'a' && small <= 'f') return static_cast<unsigned>(small - 'a' + 10);
    return std::nullopt;
}

/// RFC 3986, 2.1.
std::optional<std::string> percent_decoded(std::string_view text) {
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            bytes += text[i];
            continue;
        }
        if (text.size() - i < 3) return std::nullopt;
        const auto high = digit_value(text[i + 1]), low = digit_value(text[i + 2]);
        if (!high || !low) return std::nullopt;
        bytes += static_cast<char>(*high << 4 | *low);
        i += 2;
    }
    return bytes;
}

/// RFC 4648, 4, with padding or, as libarchive writes it, without.
std::optional<std::string> unpadded_decoded(std::string_view text) {
    std::string padded(text);
    while (!text.ends_with('=') && padded.size() % 4 != 0) padded += '=';
    return base64_decoded(padded);
}

/// SELinux's own value ends in a NUL, which GNU tar leaves out in its old spelling.
std::string_view telling(const Attribute& attribute) {
    std::string_view value = attribute.value;
    if (attribute.name == selinux && value.ends_with('\0')) value.remove_suffix(1);
    return value;
}

}  // namespace

std::optional<Attribute> pax_attribute(const PaxRecord& record) {
    for (const auto& row : whole_keys) {
        if (row.key == record.key) return Attribute{std::string(row.name), std::string(record.value)};
    }
    if (record.key.starts_with(raw_prefix) && record.key.size() > raw_prefix.size()) {
        return Attribute{"xattr." + std::string(record.key.substr(raw_prefix.size())),
                         std::string(record.value)};
    }
    if (!record.key.starts_with(encoded_prefix)) return std::nullopt;
    const auto name = percent_decoded(record.key.substr(encoded_prefix.size()));
    auto value = unpadded_decoded(record.value);
    if (!name || name->empty() || !value) return std::nullopt;
    return Attribute{"xattr." + *name, *std::move(value)};
}

PaxAttributes pax_attributes(const std::vector<PaxRecord>& records) {
    PaxAttributes result;
    auto& list = result.attributes;
    for (const auto& record : records) {
        if (auto attribute = pax_attribute(record)) list.push_back(*std::move(attribute));
    }
    std::stable_sort(list.begin(), list.end(),
                     [](const Attribute& a, const Attribute& b) { return a.name < b.name; });
    const auto repeats = [&](const Attribute& first, const Attribute& next) {
        if (first.name != next.name) return false;
        if (telling(first) != telling(next)) {
            result.conflicts.push_back(in_quotes(first.name) + ": " + describe_bytes(first.value) + " and " +
                                       describe_bytes(next.value));
        }
        return true;
    };
    list.erase(std::unique(list.begin(), list.end(), repeats), list.end());
    return result;
}

}  // namespace bumpgate::archive
