#include <algorithm>
#include <set>
#include <string>

#include "archives_ar.hpp"
#include "archives_cpio.hpp"
#include "archives_disk.hpp"
#include "archives_rpm.hpp"
#include "catch.hpp"
#include "reading.hpp"

// The table that reports and `explain` read, and that every row of it can be found.
namespace bumpgate::test {

namespace {

struct Example {
    std::string_view id;
    std::string bytes;
};

TarEntry changed(TarEntry entry, const std::function<void(TarEntry&)>& change) {
    change(entry);
    return entry;
}

GzipOptions gzip_with(const std::function<void(GzipOptions&)>& change) {
    GzipOptions options;
    change(options);
    return options;
}

ZipEntry zip_with(const std::function<void(ZipEntry&)>& change) {
    auto entry = zip_file("a", "x");
    change(entry);
    return entry;
}

const TarEntry plain = tar_file("a", "x");

std::vector<Example> tar_examples() {
    const auto edit = [](std::size_t at, const std::string& bytes) {
        return changed(plain, [&](TarEntry& entry) {
            entry.edit = [=](std::string& header) { header.replace(at, bytes.size(), bytes); };
        });
    };
    return {
        {"device-node", tar({tar_link('3', "d", "")})},
        {"duplicate-member", tar({plain, plain})},
        {"fifo", tar({tar_link('6', "p", "")})},
        {"link-escape", tar({tar_link('2', "l", "/")})},
        {"parser-disagreement", tar({changed(plain, [](TarEntry& entry) { entry.prefix = "p/"; })})},
        {"path-absolute", tar({tar_file("/a")})},
        {"path-backslash", tar({tar_file("a\\b")})},
        {"path-case-collision", tar({tar_file("a"), tar_file("A")})},
        {"path-confusable", tar({tar_file("\xd1\x81opy")})},
        {"path-control", tar({tar_file("a\r")})},
        {"path-deceptive", tar({tar_file("a\xe2\x80\xae")})},
        {"path-dotdot", tar({tar_file("../a")})},
        {"path-empty-component", tar({tar_file("a//b")})},
        {"path-nesting-mark", tar({tar_file("a!/b")})},
        {"path-not-utf8", tar({tar_file("\xc0")})},
        {"path-reserved-name", tar({tar_file("con")})},
        {"path-trailing", tar({tar_file("a.")})},
        {"path-unicode-collision", tar({tar_file("\xc3\xa4"), tar_file("a\xcc\x88")})},
        {"setuid", tar({changed(plain, [](TarEntry& entry) { entry.mode = 04755; })})},
        {"tar-extension-header",
         tar({changed(gnu_long('L', "a"), [](TarEntry& entry) { entry.mtime = 1; }), plain})},
        {"tar-link-size", tar({changed(tar_link('2', "l", "a"), [](TarEntry& entry) { entry.size = 1; })})},
        {"tar-missing-end", tar_member(plain)},
        {"tar-name-after-nul", tar({edit(50, "x")})},
        {"tar-padding", tar({changed(plain, [](TarEntry& entry) { entry.padding = 'x'; })})},
        {"tar-pax-conflict",
         tar({changed(plain, [](TarEntry& entry) { entry.pax = pax_record("path", "b"); })})},
        {"tar-pax-global",
         tar({changed(tar_file("g", pax_record("k", "v")), [](TarEntry& entry) { entry.type = 'g'; }),
              plain})},
        {"tar-pax-key", tar({changed(plain, [](TarEntry& entry) { entry.pax = pax_record("k", "v"); })})},
        {"tar-reserved", tar({edit(505, "x")})},
        {"tar-trailing-data", tar({plain}) + "x"},
        {"tar-typeflag", tar({changed(plain, [](TarEntry& entry) { entry.type = '7'; })})},
    };
}

std::vector<Example> ar_examples() {
    auto header = ar_file("a", "x"), padding = header;
    header.uid = "00";
    padding.padding = '\0';
    return {
        {"ar-header", ar({header})},
        {"ar-name-table", ar({ar_file("a"), ar_file("b/")})},
        {"ar-padding", ar({padding})},
        {"deb-member", ar({ar_file("debian-binary")})},
    };
}

std::vector<Example> cpio_examples() {
    auto content = cpio_file("a", "x"), header = content, name = content, padding = content;
    content.mode = 040755;
    header.special = 1;
    name.after_name = std::string("\0x", 2);
    padding.padding = 'x';
    return {
        {"cpio-content", cpio({content})},
        {"cpio-header", cpio({header})},
        {"cpio-name-after-nul", cpio({name})},
        {"cpio-padding", cpio({padding})},
        {"cpio-trailing-data", cpio({cpio_file("a")}) + "x"},
    };
}

std::vector<Example> package_examples() {
    const auto payload = cpio({cpio_file("a")});
    return {
        {"rpm-lead", rpm_with(payload, [](RpmOptions& options) { options.lead_name = "x"; })},
        {"rpm-padding", rpm_with(payload, [](RpmOptions& options) { options.header_options.rest = "x"; })},
        {"rpm-payload", rpm(gzip(payload) + "x")},
        {"unaudited-container", seven_zip("a", "x")},
    };
}

std::vector<Example> other_examples() {
    const auto inner = tar({plain});
    ZipOptions comment, prefix;
    comment.comment = "x";
    prefix.prefix = "x";
    return {
        {"compressed-second-stream", zstd(inner) + zstd("\0")},
        {"compressed-trailing-data", xz(inner) + std::string(4, '\0')},
        {"gzip-comment", gzip(inner, gzip_with([](GzipOptions& options) { options.comment = "x"; }))},
        {"gzip-extra", gzip(inner, gzip_with([](GzipOptions& options) { options.extra = "x"; }))},
        {"gzip-reserved-flags",
         gzip(inner, gzip_with([](GzipOptions& options) { options.more_flags = 0x80; }))},
        {"gzip-second-member", gzip(inner) + gzip("")},
        {"gzip-trailing-data", gzip(inner) + "x"},
        {"zip-comment", zip({zip_file("a")}, comment)},
        {"zip-extra-field", zip({zip_with([](ZipEntry& entry) { entry.extra = extra_field(0x4242, "x"); })})},
        {"zip-field-mismatch", zip({zip_with([](ZipEntry& entry) { entry.local_crc = 1; })})},
        {"zip-gap", zip({zip_file("a")}, prefix)},
        {"zip-name-mismatch", zip({zip_with([](ZipEntry& entry) { entry.local_path = "b"; })})},
        {"zip-reserved", zip({zip_with([](ZipEntry& entry) { entry.flags = 0x1000; })})},
        {"zip-overlap", zip({zip_file("a", "x"), zip_with([](ZipEntry& entry) { entry.offset = 0; })})},
    };
}

}  // namespace

TEST_CASE("the hazard table is sorted, and every row says what it is") {
    const auto table = archive::hazard_table();
    REQUIRE_FALSE(table.empty());
    CHECK(std::is_sorted(
        table.begin(), table.end(),
        [](const archive::HazardInfo& a, const archive::HazardInfo& b) { return a.id < b.id; }));
    for (const auto& row : table) {
        INFO(row.id);
        CHECK_FALSE(row.title.empty());
        CHECK(row.title.size() < 60);
        CHECK(row.explanation.ends_with('.'));
        CHECK(std::all_of(row.id.begin(), row.id.end(),
                          [](char c) { return is_lower(c) || is_digit(c) || c == '-'; }));
    }
}

TEST_CASE("every row of the hazard table is found in an archive made for it") {
    auto examples = tar_examples();
    for (auto more : {ar_examples(), cpio_examples(), package_examples(), other_examples()}) {
        for (auto& example : more) examples.push_back(std::move(example));
    }
    std::set<std::string_view> found{"socket"};  // only in a folder: see the directory tests
    for (const auto& example : examples) {
        INFO(example.id);
        const auto tree = read_bytes(example.bytes);
        CHECK(hazards(tree).find(" " + std::string(example.id)) != std::string::npos);
        found.insert(example.id);
    }
    for (const auto& row : archive::hazard_table()) {
        INFO(row.id);
        CHECK(found.contains(row.id));
    }
    CHECK(found.size() == archive::hazard_table().size());
}

TEST_CASE("hazards are sorted by container, offset, id and member") {
    const auto tree = read_bytes(gzip(tar({tar_file("/b."), tar_file("a//b")})) + "x");
    CHECK(hazards(tree) ==
          "gzip 2071 gzip-trailing-data\ntar 0 path-absolute /b.\ntar 0 path-trailing /b.\n"
          "tar 512 path-empty-component a//b\n");
}

}  // namespace bumpgate::test
