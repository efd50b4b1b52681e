#include <algorithm>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "catch.hpp"
#include "reading.hpp"

// One byte of a tar or zip archive changes: the tree shows it, or there is none.
namespace bumpgate::test {

namespace {

using namespace std::string_literals;

struct Sample {
    std::string name, bytes;
};

std::string sample_pax() {
    auto file = tar_file("d/a", "hello");
    file.user = "eve";
    file.pax = pax_record("mtime", "7.5") + pax_record("atime", "8") +
               pax_record("SCHILY.xattr.user.n", "v") + pax_record("LIBARCHIVE.xattr.user.m", "eA") +
               pax_record("SCHILY.acl.access", "u::r");
    file.mtime = 7;
    auto sparse = tar_file("GNUSparseFile.1/s", "1\n1000\n4\n");
    sparse.content.resize(512);
    sparse.content += "data";
    sparse.pax = pax_record("GNU.sparse.major", "1") + pax_record("GNU.sparse.minor", "0") +
                 pax_record("GNU.sparse.name", "s") + pax_record("GNU.sparse.realsize", "2000");
    return tar({tar_folder("d/"), file, tar_link('2', "l", "d/a"), tar_link('1', "h", "d/a"), sparse});
}

std::string sample_gnu() {
    auto file = tar_file(std::string(100, 'l'), "hello");
    file.format = TarFormat::gnu;
    file.edit = [](std::string& header) { header.replace(345, 24, octal(7, 12) + octal(8, 12)); };
    auto sparse = tar_file("s", "data");
    sparse.type = 'S';
    sparse.format = TarFormat::gnu;
    sparse.edit = [](std::string& header) {
        header.replace(386, 24, octal(1000, 12) + octal(4, 12));
        header.replace(483, 12, octal(2000, 12));
    };
    return tar({gnu_long('L', std::string(120, 'l')), file, sparse});
}

std::string sample_zip() {
    auto deflated = zip_file("b", "hello");
    deflated.method = 8;
    deflated.descriptor = ZipDescriptor::plain;
    auto timed = zip_file("c", "x");
    timed.date = 33;
    timed.extra = extra_field(0x5455, "\1" + little(7, 4)) + extra_field(0x7875, "\1\2ab\2cd");
    timed.central_extra = timed.extra;
    auto wide = zip_file("w", "x");
    wide.zip64 = true;
    ZipOptions options;
    options.zip64 = true;
    return zip({zip_file("a", "x"), deflated, timed, wide}, options);
}

using MemberKey = std::tuple<std::string, MemberType, std::uint32_t, std::int64_t, std::int64_t, std::string,
                             std::string, std::string, std::string>;

std::string time_text(const std::optional<Timestamp>& time) {
    return time ? std::to_string(time->seconds) + "." + std::to_string(time->nanoseconds) + " " : "none ";
}

/// Everything of a tree that a comparison looks at.
struct Seen {
    std::vector<Layer> layers;
    std::vector<MemberKey> members;
    std::vector<std::vector<Attribute>> attributes;
    std::vector<std::tuple<std::string, std::string, std::string>> hazards;
    friend bool operator==(const Seen&, const Seen&) = default;
};

Seen seen(const Tree& tree) {
    Seen result;
    result.layers = tree.layers;
    for (const auto& member : tree.members) {
        result.members.emplace_back(
            member.path, member.type, member.mode, member.uid.value_or(-1), member.gid.value_or(-1),
            member.user + ":" + member.group,
            time_text(member.mtime) + time_text(member.atime) + time_text(member.ctime) + member.sparse_map,
            member.link_target, std::string(member.content));
        result.attributes.push_back(member.attributes);
    }
    for (const auto& hazard : tree.hazards) {
        result.hazards.emplace_back(hazard.id, hazard.member, hazard.detail);
    }
    return result;
}

/// The header's checksum is set right again, since it would hide everything else.
void sign_headers(std::string& bytes, std::size_t at) {
    const auto block = at / 512 * 512;
    auto header = bytes.substr(block, 512);
    if (at - block >= 148 && at - block < 156) return;
    sign_tar_header(header);
    bytes.replace(block, 512, header);
}

/// Versions and DOS attributes of a zip's headers, and the bits that fill up the first byte of a stored block
/// of deflate (RFC 1951, 3.2.4).
bool is_free_in_zip(const std::string& bytes, std::size_t at) {
    const auto follows = [&](const std::string& magic, std::size_t offset) {
        return at >= offset && bytes.substr(at - offset, 4) == magic;
    };
    return follows("PK\3\4", 4) || follows("PK\1\2", 4) || follows("PK\1\2", 5) || follows("PK\1\2", 6) ||
           follows("PK\1\2", 38) || follows("PK\6\6", 12) || follows("PK\6\6", 13) || follows("PK\6\6", 14) ||
           follows("PK\3\4", 31);
}

/// What writers are free in: the byte that ends a number, the type's bits in a mode, GNU tar's process id.
bool is_free(const Sample& sample, std::size_t at, const std::string& changed) {
    if (sample.name == "zip") return is_free_in_zip(sample.bytes, at);
    const auto in_block = at % 512;
    const std::string ends = " \0"s;
    const bool ends_number =
        ends.find(sample.bytes[at]) != std::string::npos && ends.find(changed[at]) != std::string::npos;
    const bool type_bits = in_block >= 100 && in_block < 103;
    const bool process_id = sample.bytes.substr(at < 14 ? 0 : at - 14, 14) == "GNUSparseFile.";
    const bool shorter = changed[at] == ' ' && sample.bytes.substr(at, 2) == "0\0"s;  // of a zero
    return ends_number || type_bits || process_id || shorter;
}

}  // namespace

TEST_CASE("a changed byte of a tar or zip archive shows in the tree, wherever it stands") {
    std::mt19937 random(20240229);
    const std::vector<Sample> samples{{"ustar", tar({tar_file("a", "hello"), tar_folder("d/")})},
                                      {"pax", sample_pax()},
                                      {"gnu", sample_gnu()},
                                      {"zip", sample_zip()}};
    for (const auto& sample : samples) {
        INFO(sample.name);
        const auto before = read_bytes(sample.bytes);
        REQUIRE(before);
        const auto old_seen = seen(*before);
        std::string unseen;
        for (std::size_t i = 0; i < sample.bytes.size(); ++i) {
            const auto at = i % sample.bytes.size();
            auto bytes = sample.bytes;
            const auto change = random() % 2 == 0 ? 1U << random() % 8U : 1U + random() % 255U;
            bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ change);
            if (sample.name != "zip" && sample.bytes.substr(at / 512 * 512 + 257, 5) == "ustar")
                sign_headers(bytes, at);
            const auto after = read_bytes(bytes);
            if (after && !is_free(sample, at, bytes) && seen(*after) == old_seen)
                unseen += std::to_string(at) +
                          (sample.name == "zip" ? "" : " = " + std::to_string(at % 512)) + " xor " +
                          std::to_string(change) + "\n";
        }
        CHECK(unseen == "");
    }
}

}  // namespace bumpgate::test
