#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "change/derived/rpm.hpp"
#include "change/kinds.hpp"
#include "change/rpm_lines.hpp"

// The signature header: digests and sizes of header and payload (rpm.org, "Package tags", "Signatures and
// digests"). What is signed with a key cannot be computed.
namespace bumpgate::change::derived {
namespace {

constexpr std::size_t lead_size = 96, intro_size = 16, index_entry_size = 16, alignment = 8;

std::uint64_t big_number(std::string_view bytes) {
    std::uint64_t value = 0;
    for (const char byte : bytes) value = value << 8U | static_cast<unsigned char>(byte);
    return value;
}

/// "RPM Package format", "Header format": magic and version, four reserved bytes, the number of tags, the
/// size of the store.
std::optional<std::size_t> header_length(std::string_view bytes) {
    constexpr std::string_view magic = "\x8e\xad\xe8\x01";
    if (bytes.size() < intro_size || !bytes.starts_with(magic)) return std::nullopt;
    // Two numbers of 32 bits: far from the end of 64.
    const auto length =
        intro_size + big_number(bytes.substr(8, 4)) * index_entry_size + big_number(bytes.substr(12, 4));
    if (length > bytes.size()) return std::nullopt;
    return static_cast<std::size_t>(length);
}

enum class Over { header, header_and_payload, archive };

struct Row {
    std::string_view tag, algorithm;  ///< no algorithm: the size
    Over over;
};
constexpr std::array rows = std::to_array<Row>({
    {"SHA1HEADER", "sha1", Over::header},
    {"SHA256HEADER", "sha256", Over::header},
    {"SHA3_256HEADER", "sha3-256", Over::header},
    {"SIGMD5", "md5", Over::header_and_payload},
    {"SIGSIZE", "", Over::header_and_payload},
    {"LONGSIGSIZE", "", Over::header_and_payload},
    {"PAYLOADSIZE", "", Over::archive},
    {"LONGARCHIVESIZE", "", Over::archive},
});

/// The bytes that a row speaks of; nothing if they are not at hand.
std::optional<std::string_view> bytes_of(const Contents& side, Over over) {
    if (over == Over::archive) return side.part("payload.cpio");
    const auto bytes = rpm_bytes(side);
    if (!bytes) return std::nullopt;
    return over == Over::header ? bytes->header : bytes->both;
}

std::optional<std::string> value_of(const Row& row, std::string_view bytes) {
    if (row.algorithm.empty()) return std::to_string(bytes.size());
    const auto raw = digest(row.algorithm, bytes);
    return raw ? std::optional(hex(*raw)) : std::nullopt;
}

}  // namespace

std::optional<RpmBytes> split_rpm(std::string_view package) {
    if (package.size() < lead_size) return std::nullopt;
    const auto behind_lead = package.substr(lead_size);
    const auto signature = header_length(behind_lead);
    if (!signature) return std::nullopt;
    const auto start = (*signature + alignment - 1) / alignment * alignment;
    if (start > behind_lead.size()) return std::nullopt;
    const auto both = behind_lead.substr(start);
    const auto header = header_length(both);
    if (!header) return std::nullopt;
    return RpmBytes{both.substr(0, *header), both.substr(*header), both};
}

std::optional<RpmBytes> rpm_bytes(const Contents& side) {
    return split_rpm(side.archive == nullptr ? side.tree.package : side.archive->package);
}

Verification verify_rpm_signature(const Contents& /*old_side*/, const Member* /*old_file*/,
                                  const Contents& side, const Member& file) {
    const RpmLines lines(file.content);
    std::vector<Place> places;
    for (const auto& row : rows) {
        const auto line = lines.line(row.tag, 0);
        const auto bytes = bytes_of(side, row.over);
        const auto value = bytes ? value_of(row, *bytes) : std::nullopt;
        if (!line || !value || lines.count(row.tag) != 1) continue;
        Place place{line->begin, line->end, kind::digest_derived, {}};
        if (line->value != *value)
            place.problem = std::string(row.tag) + " is " + excerpt(line->value, 80) + ", but " + *value +
                            " follows from the package.";
        places.push_back(std::move(place));
    }
    std::sort(places.begin(), places.end(),
              [](const Place& left, const Place& right) { return left.begin < right.begin; });
    return some(std::move(places));
}

}  // namespace bumpgate::change::derived
