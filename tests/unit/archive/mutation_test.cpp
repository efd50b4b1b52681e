#include <random>
#include <string>

#include "archives_ar.hpp"
#include "archives_cpio.hpp"
#include "archives_disk.hpp"
#include "archives_lzma.hpp"
#include "archives_rpm.hpp"
#include "archives_streams.hpp"
#include "catch.hpp"
#include "reading.hpp"

// Small archives of every format, damaged at random: a tree or an error, never a crash. The sanitizer builds
// watch.
namespace bumpgate::test {

namespace {

std::string sample_tar() {
    auto sparse = tar_file("s", "data");
    sparse.type = 'S';
    sparse.format = TarFormat::gnu;
    sparse.edit = [](std::string& header) {
        header.replace(386, 24, octal(1000, 12) + octal(4, 12));
        header.replace(483, 12, octal(1004, 12));
    };
    auto pax = tar_file("p", "x");
    pax.pax = pax_record("path", std::string(120, 'p')) + pax_record("mtime", "1.5");
    return tar({tar_folder("d/"), tar_file("d/a", "hello"), gnu_long('L', std::string(120, 'l')),
                tar_file("l", "y"), sparse, pax, tar_link('2', "d/s", "../a"), tar_link('1', "h", "d/a")});
}

std::string sample_zip() {
    auto deflated = zip_file("b", "hello");
    deflated.method = 8;
    deflated.descriptor = ZipDescriptor::plain;
    auto wide = zip_file("c", "x");
    wide.zip64 = true;
    wide.extra = extra_field(0x5455, "\3aaaabbbb");
    ZipOptions options;
    options.zip64 = true;
    options.comment = "c";
    return zip({zip_file("a", "x"), deflated, wide}, options);
}

std::vector<std::string> samples() {
    GzipOptions options;
    options.name = "n";
    options.extra = "x";
    options.header_crc = true;
    const auto small = tar({tar_file("a", "x")});
    const auto old = cpio({cpio_file("d/a", "hello"), cpio_file("b")}, CpioKind::odc);
    const auto package = ar({ar_file("debian-binary", "2.0\n"), ar_file("control.tar.gz", gzip(small)),
                             ar_file("data.tar.xz", xz(small))});
    const auto library =
        ar({ar_names("a-long-name-of-a-file/\n"), ar_file("/0", "x"), ar_file("#1/4", "nameyz")});
    return {sample_tar(),
            sample_zip(),
            gzip(small, options),
            xz(small),
            zstd(small),
            package,
            library,
            old,
            cpio({cpio_file("d/a", "hello")}),
            rpm(gzip(old)),
            seven_zip("a", "x"),
            iso("A", "x"),
            lz4(small),
            lzip(small),
            lzma(small),
            compress(small)};
}

class Damage {
  public:
    explicit Damage(unsigned seed) : random_(seed) {}

    std::string operator()(std::string bytes) {
        switch (pick(4)) {
            case 0:
                return bytes.substr(0, pick(bytes.size()));
            case 1:
                return splice(bytes);
            default:
                break;
        }
        for (auto count = 1 + pick(4); count-- > 0;) {
            bytes[pick(bytes.size())] = static_cast<char>(pick(4) == 0 ? 0xff : pick(256));
        }
        return bytes;
    }

    /// Damage behind a right checksum, which chance would never make.
    std::string in_header(std::string bytes) {
        const auto at = pick(bytes.size() / 512) * 512;
        auto header = bytes.substr(at, 512);
        for (auto count = 1 + pick(3); count-- > 0;) {
            header[pick(512)] = "01777\xff\x80 A"[pick(9)];
        }
        sign_tar_header(header);
        return bytes.replace(at, 512, header);
    }

    std::size_t pick(std::size_t below) { return random_() % below; }

  private:
    std::string splice(const std::string& bytes) {
        const auto from = pick(bytes.size()), to = pick(bytes.size());
        return bytes.substr(0, from) + bytes.substr(to);
    }

    std::mt19937 random_;
};

/// Uses everything a tree holds, so that a dangling view shows.
std::size_t walk(const Tree& tree) {
    std::size_t sum = 0;
    for (const auto& member : tree.members) {
        for (const char c : member.content) sum += static_cast<unsigned char>(c);
        sum += member.path.size();
    }
    for (const auto& hazard : tree.hazards) sum += hazard.detail.size();
    return sum;
}

}  // namespace

TEST_CASE("the samples for damage are honest") {
    for (const auto& sample : samples()) CHECK(read_bytes(sample).has_value());
}

TEST_CASE("damaged archives are read or refused, never a crash") {
    const TemporaryFolder folder;
    Limits limits;
    limits.total_bytes = 1 << 20;
    limits.member_bytes = 1 << 20;
    const auto all = samples();
    Damage damage(20240229);
    std::size_t trees = 0, errors = 0, sum = 0;
    for (int round = 0; round < 4000; ++round) {
        const auto& sample = all[damage.pick(all.size())];
        const bool signed_header = sample.size() % 512 == 0 && damage.pick(2) == 0;
        auto tree = archive::read(
            folder.write("x", signed_header ? damage.in_header(sample) : damage(sample)), limits);
        if (tree) sum += walk(*tree);
        ++(tree ? trees : errors);
        if (!tree) CHECK(tree.error().code != ErrorCode::internal);
        if (!tree) CHECK_FALSE(tree.error().message.empty());
    }
    CHECK(trees > 100);
    CHECK(errors > 100);
    CHECK(sum > 0);
}

}  // namespace bumpgate::test
