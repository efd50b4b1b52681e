#include <algorithm>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "archives_ar.hpp"
#include "archives_cpio.hpp"
#include "archives_disk.hpp"
#include "archives_lzma.hpp"
#include "archives_rpm.hpp"
#include "archives_streams.hpp"
#include "catch.hpp"
#include "reading.hpp"

// One byte of an archive changes: the tree shows it, or there is none.
namespace bumpgate::test {

namespace {

struct Sample {
    std::string name, bytes;
};

std::string sample_cpio(CpioKind kind) {
    auto folder = cpio_file("d");
    folder.mode = 040755;
    auto link = cpio_file("d/l", "abc");
    link.mode = 0120777;
    auto first = cpio_file("h1", ""), last = cpio_file("h2", "linked");
    first.links = last.links = 2;
    first.inode = last.inode = 7;
    auto file = cpio_file("abc", "hello");
    file.uid = 1000;
    file.mtime = 1700000000;
    return cpio({folder, file, link, first, last}, kind);
}

std::vector<Sample> samples() {
    const auto small = tar({tar_file("a", "x")});
    std::string digits;
    for (int i = 100; i < 250; ++i) digits += std::to_string(i);
    return {
        {"ar", ar({ar_file("/", "sym"), ar_names("a-name-of-more-than-16.o/\n"), ar_file("a/", "x"),
                   ar_file("/0", "yz")})},
        {"BSD ar", ar({ar_file("#1/20", std::string("seventeen-letters\0\0\0x", 21)), ar_file("b", "y")})},
        {"deb",
         ar({ar_file("debian-binary", "2.0\n"), ar_file("control.tar", small), ar_file("data.tar", small)})},
        {"newc", sample_cpio(CpioKind::newc)},
        {"crc", sample_cpio(CpioKind::crc)},
        {"odc", sample_cpio(CpioKind::odc)},
        {"binary", sample_cpio(CpioKind::little)},
        {"big-endian binary", sample_cpio(CpioKind::big)},
        {"rpm", rpm(cpio({cpio_file("a", "hello")}))},
        {"7z", seven_zip("a", "hello", "gap")},
        {"lz4", lz4("hello, world", 12)},
        {"lzip", lzip("hello, world")},
        {"compress", compress(digits, 300)},
    };
}

using MemberKey = std::tuple<std::string, MemberType, std::uint32_t, std::int64_t, std::int64_t, std::int64_t,
                             std::string, std::string>;

/// Everything of a tree that a comparison looks at.
struct Seen {
    std::vector<Layer> layers;
    std::vector<MemberKey> members;
    std::vector<std::tuple<std::string, std::string, std::string, std::string>> hazards;
    friend bool operator==(const Seen&, const Seen&) = default;
};

Seen seen(const Tree& tree) {
    Seen result;
    result.layers = tree.layers;
    for (const auto& nested : tree.nested) {
        result.layers.insert(result.layers.end(), nested.layers.begin(), nested.layers.end());
    }
    for (const auto& member : tree.members) {
        result.members.emplace_back(member.path, member.type, member.mode, member.uid.value_or(-1),
                                    member.gid.value_or(-1), member.mtime ? member.mtime->seconds : -1,
                                    member.link_target, std::string(member.content));
    }
    for (const auto& hazard : tree.hazards) {
        result.hazards.emplace_back(hazard.id, hazard.member, hazard.container, hazard.detail);
    }
    return result;
}

}  // namespace

TEST_CASE("a changed byte shows in the tree, wherever it stands") {
    std::mt19937 random(20240229);
    std::size_t trees = 0;
    for (const auto& sample : samples()) {
        INFO(sample.name);
        const auto before = read_bytes(sample.bytes);
        REQUIRE(before);
        const auto old_seen = seen(*before);
        const auto rounds = std::max<std::size_t>(1000 / sample.bytes.size(), 1);
        for (std::size_t i = 0; i < sample.bytes.size() * rounds; ++i) {
            const auto at = i % sample.bytes.size();
            auto bytes = sample.bytes;
            // Mostly near values, which keep numbers numbers.
            const auto change = random() % 2 == 0 ? 1U << random() % 8U : 1U + random() % 255U;
            bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ change);
            const auto after = read_bytes(bytes);
            INFO("byte " << at << " xor " << change);
            if (after && seen(*after) == old_seen) CHECK(false);
            if (after) ++trees;
        }
    }
    CHECK(trees > 1000);
}

}  // namespace bumpgate::test
