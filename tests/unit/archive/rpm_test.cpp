#include <string>

#include "archives_cpio.hpp"
#include "archives_rpm.hpp"
#include "catch.hpp"
#include "reading.hpp"

// rpm packages: headers as text, the payload's members, and bytes that nobody accounts for.
namespace bumpgate::test {

namespace {

using namespace std::string_literals;

const std::string& payload() {
    static const std::string bytes = cpio({cpio_file("./usr/a", "hello")});
    return bytes;
}

std::string content_of(const Result<Tree>& tree, std::string_view path) {
    if (!tree) return "error: " + tree.error().describe();
    for (const auto& member : tree->members) {
        if (member.path == path) return std::string(member.content);
    }
    return "no such member";
}

std::string text_of(const RpmEntry& entry) {
    const auto tree =
        read_bytes(rpm_with(payload(), [&](RpmOptions& options) { options.header.push_back(entry); }));
    const auto text = content_of(tree, "header");
    const auto start = text.find("BUILDTIME: 7\n");
    return start == std::string::npos ? text : text.substr(start + 13);
}

}  // namespace

TEST_CASE("an rpm's headers are text, and its payload the package's members") {
    const auto tree = read_bytes(rpm(payload()));
    CHECK(content_of(tree, "signature") == "SIGSIZE: 258\nSHA1HEADER: abc\n");
    CHECK(content_of(tree, "header") == "NAME: acme\nVERSION: 1.0\nRELEASE: 1\nBUILDTIME: 7\n");
    CHECK(content_of(tree, "data/usr/a") == "hello");
    CHECK(hazards(tree) == "");
    REQUIRE(tree);
    CHECK(tree->members.size() == 3);
    CHECK(tree->layers.front().format == "rpm");
    CHECK(tree->layers.front().compression == "none");
    CHECK(tree->layers.front().header == "lead 3.0, type 0, architecture 1, system 1, signature type 5");
}

TEST_CASE("an rpm's payload is unpacked, and how it was packed is told") {
    const auto tree = read_bytes(rpm(gzip(payload())));
    CHECK(content_of(tree, "data/usr/a") == "hello");
    CHECK(hazards(tree) == "");
    REQUIRE(tree);
    CHECK(tree->layers.front().compression == "gzip: XFL 0, OS 3");
}

TEST_CASE("an rpm's own bytes are at hand, whatever it is packed in") {
    const auto bytes = rpm(gzip(payload()));
    const auto alone = read_bytes(bytes);
    REQUIRE(alone);
    CHECK(alone->package == bytes);
    const auto packed = read_bytes(gzip(bytes));
    REQUIRE(packed);
    CHECK(packed->package == bytes);
    // A small one is copied, a large one keeps the store that it was unpacked to.
    for (const std::size_t size : {std::size_t{5}, std::size_t{3} << 20U}) {
        const auto large = rpm(cpio({cpio_file("./usr/a", std::string(size, 'a'))}));
        const auto within = read_bytes(tar({tar_file("a.rpm", large), tar_file("b.rpm.gz", gzip(large))}));
        REQUIRE(within);
        CHECK(within->package.empty());
        std::size_t found = 0;
        for (const auto& nested : within->nested) {
            if (nested.layers.back().format == "rpm") ++found;
            CHECK(nested.package == (nested.layers.back().format == "rpm" ? large : ""));
        }
        CHECK(found == 2);
    }
    CHECK(read_bytes(gzip(tar({tar_file("a", "b")})))->package.empty());
}

TEST_CASE("tags of every type as text") {
    CHECK(text_of({1049, 8, "a\0b\0"s, 2, {}, {}}) == "REQUIRENAME: a\nREQUIRENAME: b\n");
    CHECK(text_of({1030, 3, "\x81\xa4\x41\xed"s, 2, {}, {}}) == "FILEMODES: 33188\nFILEMODES: 16877\n");
    CHECK(text_of({5009, 5, "\0\0\0\1\0\0\0\0"s, 1, {}, {}}) == "LONGSIZE: 4294967296\n");
    CHECK(text_of({1146, 7, "\x01\xff"s, 2, {}, {}}) == "SOURCEPKGID: 01ff\n");
    CHECK(text_of({1005, 9, "two\nlines\\\0"s, 1, {}, {}}) == "DESCRIPTION: two\\nlines\\\\\n");
    CHECK(text_of({4242, 6, "x\0"s, 1, {}, {}}) == "TAG 4242 (string): x\n");
    CHECK(text_of({4242, 1, "\7"s, 1, {}, {}}) == "TAG 4242 (char): 7\n");
    CHECK(text_of({1020, 8, "x\0"s, 1, {}, {}}) == "URL (string array): x\n");
}

TEST_CASE("tags whose text is longer than a piece of it") {
    const std::string umlauts = "x" + [] {
        std::string text;
        for (int i = 0; i < 100'000; ++i) text += "\xc3\xa4";
        return text;
    }();
    CHECK(text_of({1005, 9, umlauts + '\0', 1, {}, {}}) == "DESCRIPTION: " + umlauts + "\n");
    std::string lines;
    for (int i = 0; i < 100'000; ++i) lines += "FILESTATES: 1\n";
    CHECK(text_of({1029, 1, std::string(100'000, '\1'), 100'000, {}, {}}) == lines);
    Limits limits;
    limits.total_bytes = 1'000'000;
    const auto large = rpm_with(payload(), [](RpmOptions& options) {
        options.header.push_back({1029, 1, std::string(100'000, '\1'), 100'000, {}, {}});
    });
    CHECK(error_of(large, limits).substr(0, 15) == "limit: release:");
}

TEST_CASE("every byte of an rpm is accounted for") {
    const auto with = [](const std::function<void(RpmOptions&)>& change) {
        return rpm_with(payload(), change);
    };
    CHECK(hazards(with([](RpmOptions& options) { options.lead_name = "other-1.0-1"; })) ==
          "rpm 10 rpm-lead\n");
    CHECK(hazards(with([](RpmOptions& options) { options.lead_name = "acme-1.0-1\0x"s; })) ==
          "rpm 20 rpm-lead\n");
    CHECK(hazards(with([](RpmOptions& options) { options.lead_reserved[3] = 'x'; })) == "rpm 80 rpm-lead\n");
    CHECK(hazards(with([](RpmOptions& options) {
              options.signature.push_back({1004, 7, "x", 1, {}, {}});
              options.padding = 'x';
          })) == "rpm 169 rpm-padding\n");
    CHECK(hazards(with([](RpmOptions& options) { options.header_options.reserved = "\0\0x\0"s; })) ==
          "rpm 156 rpm-padding\n");
    CHECK(detail(with([](RpmOptions& options) { options.header[1].before = "x"; })) == "1 byte: \"x\"");
    CHECK(detail(with([](RpmOptions& options) { options.header_options.rest = "x"; })) == "1 byte: \"x\"");
    CHECK(detail(with([](RpmOptions& options) { options.header[1].before = "\0"s; })) == "1 byte, all zero");
    CHECK(detail(with([](RpmOptions& options) {
              options.header[1].offset = 7;
              options.header[2].offset = 5;
              options.header[1].data = "1\0"s;
              options.header[2].data = "1.0\0"s;
          })).substr(0, 11) == "data in ano");
}

TEST_CASE("a payload that is not what the rpm's header says") {
    const auto stated = [](const std::string& bytes) {
        return rpm_with(bytes,
                        [](RpmOptions& options) { options.header.push_back(rpm_text_tag(1125, "xz")); });
    };
    CHECK(hazards(stated(xz(payload()))) == "");
    CHECK(detail(stated(gzip(payload()))) == "the header states \"xz\", the payload is gzip");
    CHECK(detail(stated(payload())) == "the header states \"xz\", the payload is cpio");
    CHECK(detail(rpm(gzip(payload()) + "x")) == "gzip-trailing-data in gzip: 1 byte: \"x\"");
    CHECK(members(rpm("no cpio")).find("payload.cpio = no cpio") != std::string::npos);
}

TEST_CASE("an rpm header that is wrong gives no verdict") {
    const auto with = [](const RpmEntry& entry) {
        return error_of(rpm_with(payload(), [&](RpmOptions& options) { options.header.push_back(entry); }))
            .substr(0, 42);
    };
    const std::string wrong = "corrupt: release: the rpm header is wrong:";
    CHECK(with({1, 10, "x\0"s, 1, {}, {}}) == wrong);
    CHECK(with({1, 6, "x\0"s, 0, {}, {}}) == wrong);
    CHECK(with({1, 6, "x\0"s, 2, {}, {}}) == wrong);
    CHECK(with({1, 6, "x", 1, {}, {}}) == wrong);
    CHECK(with({1, 8, "x\0"s, 0xffffffff, {}, {}}) == wrong);
    CHECK(with({1, 5, std::string(8, 'x'), 0xffffffff, {}, {}}) == wrong);
    CHECK(with({1, 4, std::string(4, 'x'), 1, {}, 1}) == wrong);
    CHECK(with({1, 6, "x\0"s, 1, {}, 0}) == wrong);
    CHECK(with({1, 6, "x\0"s, 1, {}, 0xffffffff}) == wrong);
    CHECK(error_of(patched(rpm(payload()), 96, "x")).substr(0, 42) == wrong);
}

TEST_CASE("an rpm cut anywhere gives an error or lacks members") {
    const auto bytes = rpm(payload());
    for (std::size_t length = 4; length < bytes.size(); ++length) {
        INFO(length);
        const auto tree = read_bytes(bytes.substr(0, length));
        CHECK((!tree || content_of(tree, "data/usr/a") == "no such member"));
    }
    CHECK(error_of(bytes.substr(0, 90)).substr(0, 19) == "truncated: release:");
    CHECK(error_of(bytes.substr(0, 120)).substr(0, 19) == "truncated: release:");
    CHECK(error_of(bytes.substr(0, bytes.size() - payload().size())).substr(0, 19) == "truncated: release:");
}

}  // namespace bumpgate::test
