#include <functional>
#include <string>

#include "archives_cpio.hpp"
#include "catch.hpp"
#include "reading.hpp"

// cpio archives of all five kinds.
namespace bumpgate::test {

namespace {

using namespace std::string_literals;

constexpr CpioKind kinds[] = {CpioKind::newc, CpioKind::crc, CpioKind::odc, CpioKind::little, CpioKind::big};

CpioEntry changed(CpioEntry entry, const std::function<void(CpioEntry&)>& change) {
    change(entry);
    return entry;
}

CpioEntry of_mode(std::string name, std::uint32_t mode, std::string content = {}) {
    return changed(cpio_file(std::move(name), std::move(content)),
                   [=](CpioEntry& entry) { entry.mode = mode; });
}

CpioEntry link_of(std::string name, std::string content) {
    return changed(cpio_file(std::move(name), std::move(content)), [](CpioEntry& entry) { entry.links = 2; });
}

const CpioEntry plain = cpio_file("abc", "hello");

}  // namespace

TEST_CASE("cpio archives of every kind") {
    auto owned = cpio_file("d/file", "hello");
    owned.mode = 0100755;
    owned.uid = 1000;
    owned.gid = 100;
    owned.mtime = 1700000000;
    for (const auto kind : kinds) {
        INFO(static_cast<int>(kind));
        const auto tree =
            read_bytes(cpio({of_mode("d", 040755), owned, of_mode("d/link", 0120777, "file")}, kind));
        CHECK(members(tree) == "directory 755 d\nfile 755 d/file = hello\nsymlink 777 d/link -> file\n");
        CHECK(hazards(tree) == "");
        REQUIRE(tree);
        CHECK(tree->layers.front().format == "cpio");
        CHECK(tree->members[1].mtime == Timestamp{1700000000, 0});
        CHECK(tree->members[1].uid == 1000);
        CHECK(tree->members[1].gid == 100);
    }
}

TEST_CASE("hard links in a cpio archive have one content") {
    const auto last = read_bytes(cpio({link_of("a", ""), cpio_file("b", "x"), link_of("c", "hello")}));
    CHECK(members(last) == "file 644 a = hello\nfile 644 b = x\nhardlink 644 c -> a\n");
    CHECK(hazards(last) == "");
    const auto each = read_bytes(cpio({link_of("a", "hello"), link_of("c", "hello")}, CpioKind::odc));
    CHECK(members(each) == "file 644 a = hello\nhardlink 644 c -> a\n");
    CHECK(hazards(each) == "");
    for (const auto kind : {CpioKind::newc, CpioKind::odc}) {
        const auto bytes = cpio({link_of("a", "first"), link_of("c", "second")}, kind);
        CHECK(members(bytes) == "file 644 a = second\nhardlink 644 c -> a\n");
        CHECK(detail(bytes) == "another link brought 5 bytes: \"first\"");
    }
    auto socket = link_of("c", "");
    socket.mode = 0140644;
    CHECK(detail(cpio({link_of("a", ""), socket})) == "a link of another type, socket");
    const auto twice = cpio({link_of("a", "same"), link_of("c", "same")});
    CHECK(hazards(twice) == "cpio 116 cpio-content c\n");
}

TEST_CASE("devices, pipes and sockets in a cpio archive") {
    const auto device = changed(of_mode("dev", 020600), [](CpioEntry& entry) { entry.special = 3; });
    const auto bytes = cpio({device, of_mode("pipe", 010644), of_mode("sock", 0140755)});
    CHECK(members(bytes) == "char-device 600 dev -> 0:3\nfifo 644 pipe\nsocket 755 sock\n");
    CHECK(hazards(bytes) == "cpio 0 device-node dev\ncpio 116 fifo pipe\ncpio 232 socket sock\n");
}

TEST_CASE("numbers that no member shows are part of the layer") {
    const auto header = [](const CpioEntry& entry) {
        const auto tree = read_bytes(cpio({entry, plain}));
        return tree ? tree->layers.front().header : "error";
    };
    const auto first = header(plain);
    CHECK(first.substr(0, 58) ==
          "newc, upper case; device, inode and link numbers sha256 " + first.substr(56, 2));
    CHECK(header(changed(plain, [](CpioEntry& entry) { entry.device = 7; })) != first);
    CHECK(header(changed(plain, [](CpioEntry& entry) { entry.links = 2; })) != first);
    CHECK(header(changed(plain, [](CpioEntry& entry) { entry.content = "other"; })) == first);
}

TEST_CASE("every byte of a cpio archive is accounted for") {
    const auto with = [](const std::function<void(CpioEntry&)>& change) {
        return cpio({changed(plain, change)});
    };
    CHECK(hazards(with([](CpioEntry& entry) { entry.after_name = "\0x\0"s; })) ==
          "cpio 114 cpio-name-after-nul abc\n");
    CHECK(hazards(with([](CpioEntry& entry) { entry.padding = 'x'; })) ==
          "cpio 114 cpio-padding abc\ncpio 121 cpio-padding abc\n");
    CHECK(hazards(with([](CpioEntry& entry) { entry.checksum = 1; })) == "cpio 0 cpio-header abc\n");
    CHECK(hazards(with([](CpioEntry& entry) { entry.special = 1; })) == "cpio 0 cpio-header abc\n");
    CHECK(hazards(cpio({of_mode("abc", 040755, "hello")})) == "cpio 0 cpio-content abc\n");
    auto lower = cpio_file("b", std::string(10, 'x'));
    lower.upper_case = false;
    CHECK(hazards(cpio({changed(plain, [](CpioEntry& entry) { entry.uid = 10; }), lower})) ==
          "cpio 124 cpio-header b\ncpio 248 cpio-header TRAILER!!!\n");
}

TEST_CASE("what stands in and behind the end mark of a cpio archive") {
    auto end = cpio_end();
    end.uid = 5;
    const auto member = cpio_member(plain, CpioKind::newc);
    const auto bytes = member + cpio_member(end, CpioKind::newc);
    CHECK(hazards(bytes) == "cpio 124 cpio-header TRAILER!!!\n");
    CHECK(hazards(cpio({plain}) + std::string(400, '\0')) == "");
    CHECK(hazards(cpio({plain}) + std::string(4, '\0') + cpio({plain})) == "cpio 252 cpio-trailing-data\n");
    CHECK(error_of(member).substr(0, 19) == "truncated: release:");
    CHECK(error_of(cpio({})).substr(0, 6) == "empty:");
}

TEST_CASE("cpio archives that give no verdict") {
    CHECK(error_of(cpio({changed(plain, [](CpioEntry& entry) { entry.checksum = 1; })}, CpioKind::crc)) ==
          "corrupt: release: the checksum of \"abc\" is wrong");
    CHECK(error_of(cpio({of_mode("abc", 0644)})).substr(0, 17) == "corrupt: release:");
    CHECK(error_of(patched(cpio({plain, plain}), 130, "x")).substr(0, 17) == "corrupt: release:");
    CHECK(error_of(cpio({changed(plain, [](CpioEntry& entry) { entry.size = 0xffffffff; })})).substr(0, 9) ==
          "truncated");
    CHECK(error_of(cpio_member(plain, CpioKind::newc) + cpio({plain}, CpioKind::odc)).substr(0, 17) ==
          "corrupt: release:");
}

TEST_CASE("a cpio archive cut anywhere gives an error or is none") {
    for (const auto kind : kinds) {
        const auto bytes = cpio({plain, link_of("b", "x"), of_mode("l", 0120777, "abc")}, kind);
        for (std::size_t length = 0; length < bytes.size(); ++length) {
            INFO(static_cast<int>(kind) << " " << length);
            const auto tree = read_bytes(bytes.substr(0, length));
            CHECK((!tree || tree->layers.front().format == "file"));
        }
    }
}

}  // namespace bumpgate::test
