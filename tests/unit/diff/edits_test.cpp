#include <functional>

#include "archive/read.hpp"
#include "archives.hpp"
#include "archives_ar.hpp"
#include "archives_cpio.hpp"
#include "archives_disk.hpp"
#include "archives_folder.hpp"
#include "archives_lzma.hpp"
#include "archives_rpm.hpp"
#include "archives_streams.hpp"
#include "fixture.hpp"
#include "release/identity.hpp"

// A change of one byte in any member, of any size and entropy, in an archive of any format and under any
// renaming of the root, is reported, and so is nothing else.
namespace bumpgate::diff {
namespace {

using namespace test;
using diff_test::Random;

struct Content {
    std::string name, bytes;
};
using Contents = std::vector<Content>;

struct Format {
    std::string_view name;
    std::string (*pack)(const Contents& files, const std::string& root);
    bool one_file = false;  ///< holds one, under a name of its own
    bool rooted = true;     ///< has folders
};

std::string tar_of(const Contents& files, const std::string& root) {
    std::vector<TarEntry> entries;
    for (const auto& file : files) entries.push_back(tar_file(root + file.name, file.bytes));
    return tar(entries);
}

std::string zip_of(const Contents& files, const std::string& root) {
    std::vector<ZipEntry> entries;
    for (const auto& file : files) {
        entries.push_back(zip_file(root + file.name, file.bytes));
        entries.back().method = file.bytes.size() % 2 == 0 ? 8 : 0;
    }
    return zip(entries);
}

std::string cpio_of(const Contents& files, const std::string& root, CpioKind kind) {
    std::vector<CpioEntry> entries;
    for (const auto& file : files) entries.push_back(cpio_file(root + file.name, file.bytes));
    return cpio(entries, kind);
}

std::string ar_of(const Contents& files, const std::string&) {
    std::vector<ArEntry> entries;
    for (const auto& file : files) entries.push_back(ar_file(file.name, file.bytes));
    return ar(entries);
}

std::string deb_of(const Contents& files, const std::string&) {
    return ar({ar_file("debian-binary", "2.0\n"),
               ar_file("control.tar.gz", gzip(tar({tar_file("./control", "Package: a\n")}))),
               ar_file("data.tar.xz", xz(tar_of(files, "./")))});
}

std::string gem_of(const Contents& files, const std::string&) {
    return tar({tar_file("metadata.gz", gzip("---\n")), tar_file("data.tar.gz", gzip(tar_of(files, ""))),
                tar_file("checksums.yaml.gz", gzip("---\n"))});
}

const std::vector<Format>& formats() {
    static const std::vector<Format> all{
        {"tar", tar_of},
        {"tar.gz", [](const Contents& files, const std::string& root) { return gzip(tar_of(files, root)); }},
        {"tar.xz", [](const Contents& files, const std::string& root) { return xz(tar_of(files, root)); }},
        {"tar.zst", [](const Contents& files, const std::string& root) { return zstd(tar_of(files, root)); }},
        {"tar.lz4", [](const Contents& files, const std::string& root) { return lz4(tar_of(files, root)); }},
        {"tar.lz", [](const Contents& files, const std::string& root) { return lzip(tar_of(files, root)); }},
        {"tar.lzma",
         [](const Contents& files, const std::string& root) { return lzma(tar_of(files, root)); }},
        {"tar.Z",
         [](const Contents& files, const std::string& root) { return compress(tar_of(files, root)); }},
        {"zip", zip_of},
        {"cpio",
         [](const Contents& files, const std::string& root) { return cpio_of(files, root, CpioKind::newc); }},
        {"old cpio",
         [](const Contents& files, const std::string& root) { return cpio_of(files, root, CpioKind::odc); }},
        {"ar", ar_of, false, false},
        {"deb", deb_of, false, false},
        {"gem", gem_of, false, false},
        {"rpm",
         [](const Contents& files, const std::string&) {
             return rpm(gzip(cpio_of(files, "./", CpioKind::newc)));
         },
         false, false},
        {"7z", [](const Contents& files, const std::string&) { return seven_zip("f", files[0].bytes); }, true,
         false},
        {"iso9660", [](const Contents& files, const std::string&) { return iso("F", files[0].bytes); }, true,
         false},
        {"zip in tar.gz",
         [](const Contents& files, const std::string& root) {
             return gzip(tar({tar_file(root + "in.zip", zip_of(files, "")), tar_file(root + "other", "o")}));
         }},
        {"tar.gz in zip in tar",
         [](const Contents& files, const std::string& root) {
             return tar({tar_file(root + "z.zip", zip({zip_file("t.tgz", gzip(tar_of(files, "")))})),
                         tar_file(root + "o", "o")});
         }},
    };
    return all;
}

/// All sizes around borders, and all entropies.
std::string random_bytes(Random& random) {
    constexpr std::size_t sizes[] = {1, 2, 7, 60, 511, 512, 513, 1023, 1024, 1500};
    const auto size = sizes[random.below(std::size(sizes))];
    const auto letters = std::size_t{1} << random.below(9);
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>('!' + random.below(letters));
    return bytes;
}

Contents random_files(Random& random, const Format& format) {
    Contents files;
    const auto count = format.one_file ? 1 : 2 + random.below(5);
    for (std::size_t i = 0; i < count; ++i)
        files.push_back(
            {(format.rooted && i % 2 == 0 ? "d/f" : "f") + std::to_string(i), random_bytes(random)});
    return files;
}

struct Sides {
    Trees trees;
    Diff diff;
};

Sides compare_bytes_of(const std::string& old_bytes, const std::string& new_bytes) {
    const TemporaryFolder folder;
    const auto old_path = folder.write("old/release", old_bytes);
    auto trees = archive::read_both(old_path, folder.write("new/release", new_bytes), Limits());
    if (!trees) FAIL(trees.error().describe());
    const auto release = release::identify(*trees, {});
    REQUIRE(release);
    auto diff = compare(*trees, *release, Limits());
    REQUIRE(diff);
    const auto checked = check(*diff, *trees);
    if (!checked) FAIL(checked.error().describe());
    return {*std::move(trees), *std::move(diff)};
}

/// The new paths whose contents differ, archives around them left out.
std::vector<std::string> changed_contents(const Sides& sides) {
    std::vector<std::string> paths;
    for (const auto& pair : sides.diff.pairs) {
        const bool differs = pair.status != PairStatus::identical;
        if (!differs || (pair.content && pair.content->nested)) continue;
        paths.push_back(
            sides.trees.new_tree.members[pair.new_member ? *pair.new_member : *pair.old_member].path);
    }
    return paths;
}

}  // namespace

TEST_CASE("no edit of one byte is lost, in no format") {
    Random random(20240229);
    for (const auto& format : formats()) {
        for (int round = 0; round < 60; ++round) {
            auto files = random_files(random, format);
            const auto before = format.pack(files, "acme-1.4.2/");
            auto& edited = files[random.below(files.size())];
            edited.bytes[random.below(edited.bytes.size())] ^= static_cast<char>(1U << random.below(7));
            const auto sides = compare_bytes_of(
                before, format.pack(files, random.one_in(2) ? "acme-1.4.2/" : "acme-1.4.3/"));
            INFO(format.name << " round " << round << " " << edited.name);
            const auto changed = changed_contents(sides);
            REQUIRE(changed.size() == 1);
            if (!format.one_file) CHECK(changed[0].ends_with(edited.name));
        }
    }
}

TEST_CASE("without an edit nothing differs, in no format, whatever the root is called") {
    Random random(7);
    for (const auto& format : formats()) {
        for (int round = 0; round < 5; ++round) {
            const auto files = random_files(random, format);
            const auto sides =
                compare_bytes_of(format.pack(files, "acme-1.4.2/"), format.pack(files, "acme-1.4.3/"));
            INFO(format.name);
            CHECK(changed_contents(sides).empty());
        }
    }
}

TEST_CASE("an old file shipped under another name does not hide what changed") {
    for (const auto& format : formats()) {
        if (format.one_file) continue;
        const Contents before{{"fa", "honest\n"}, {"fb", "other\n"}};
        const Contents after{{"fa", "evil!!\n"}, {"fb", "other\n"}, {"fdecoy", "honest\n"}};
        const auto sides = compare_bytes_of(format.pack(before, "r/"), format.pack(after, "r/"));
        const auto changed = changed_contents(sides);
        INFO(format.name);
        REQUIRE(changed.size() == 2);
        CHECK(changed[0].ends_with("fa"));
        CHECK(changed[1].ends_with("fdecoy"));
    }
}

}  // namespace bumpgate::diff
