#include <string>

#include "archive/tar_names.hpp"
#include "catch.hpp"
#include "reading.hpp"

// The blocks of extended headers and GNU long names have fields of their own, which no tool shows.
namespace bumpgate::test {

namespace {

const std::string long_path = std::string(60, 'd') + "/" + std::string(90, 'f');

TarEntry member() {
    auto file = tar_file("dir/a", "x");
    file.mode = 0751;
    file.uid = 1001;
    file.gid = 127;
    file.mtime = 12345;
    file.user = "runner";
    file.group = "docker";
    return file;
}

/// An extended header with a record that says nothing.
TarEntry extension(const std::function<void(TarEntry&)>& change) {
    auto entry = tar_file("././@PaxHeader", pax_record("path", "dir/a"));
    entry.type = 'x';
    change(entry);
    return entry;
}

std::string found(const std::function<void(TarEntry&)>& change) {
    return hazards(tar({extension(change), member()}));
}

std::string named(const std::string& name) {
    return found([&](TarEntry& entry) { entry.path = name; });
}

const std::string hazard = " tar-extension-header dir/a\n";

}  // namespace

TEST_CASE("an extended header's fields may be constants or the member's own") {
    CHECK(found([](TarEntry&) {}) == "");
    for (const std::uint32_t mode : {0U, 0600U, 0644U, 0666U, 0751U, 0100644U}) {
        CHECK(found([=](TarEntry& entry) { entry.mode = mode; }) == "");
    }
    CHECK(found([](TarEntry& entry) {
              entry.uid = 1001;
              entry.gid = 127;
              entry.mtime = 12345;
              entry.user = "runner";
              entry.group = "docker";
          }) == "");
    CHECK(found([](TarEntry& entry) { entry.user = "root", entry.group = "wheel"; }) == "");
    CHECK(found([](TarEntry& entry) { entry.link = "PaxHeader"; }) == "");  // tar-stream
}

TEST_CASE("anything else in an extended header's fields is found") {
    CHECK(found([](TarEntry& entry) { entry.mode = 0123; }) == "tar 100" + hazard);
    CHECK(found([](TarEntry& entry) { entry.mode = 040644; }) == "tar 100" + hazard);
    CHECK(found([](TarEntry& entry) { entry.uid = 7; }) == "tar 108" + hazard);
    CHECK(found([](TarEntry& entry) { entry.gid = 7; }) == "tar 116" + hazard);
    CHECK(found([](TarEntry& entry) { entry.mtime = 7; }) == "tar 136" + hazard);
    CHECK(found([](TarEntry& entry) { entry.link = "payload"; }) == "tar 157" + hazard);
    CHECK(found([](TarEntry& entry) { entry.user = "payload"; }) == "tar 265" + hazard);
    CHECK(found([](TarEntry& entry) { entry.group = "payload"; }) == "tar 297" + hazard);
    const auto no_number = extension([](TarEntry& entry) {
        entry.edit = [](std::string& header) { header.replace(136, 12, "payload     "); };
    });
    CHECK(hazards(tar({tar_file("first"), no_number, member()})) == "tar 648" + hazard);
    const auto bytes = tar({extension([](TarEntry& entry) { entry.path = "payload"; }), member()});
    CHECK(hazards(bytes) == "tar 0" + hazard);
    CHECK(detail(bytes) == "name: 7 bytes: \"payload\"");
    // What always had to be empty.
    CHECK(found([](TarEntry& entry) {
              entry.edit = [](std::string& header) { header.replace(329, 7, "0000017"); };
          }) == "tar 329 tar-reserved\n");
}

TEST_CASE("an extended header may have any name that a writer gives it") {
    for (const std::string name :
         {"", "././@PaxHeader", "PaxHeader", "PaxHeader/@PaxHeader", "dir/PaxHeaders/a", "dir/PaxHeaders.0/a",
          "dir/PaxHeaders.31337/a", "dir/PaxHeader/a", "PaxHeader/a", "./PaxHeaders.X/dir/a"}) {
        INFO(name);
        CHECK(named(name) == "");
    }
    for (const std::string name :
         {"a", "dir/a", "dir/PaxHeaders/b", "evil/PaxHeaders/a", "dir/PaxHeaders.x/a", "dir/PaxHeaders./a",
          "dir/PaxHeadersX/a", "dir/PaxHeaders/", "PaxHeaders", "./PaxHeaders.X/dir/b",
          "pax_global_header"}) {
        INFO(name);
        CHECK(named(name) == "tar 0" + hazard);
    }
}

TEST_CASE("git's names are digests of what they stand for") {
    // "blob 1", a NUL and "x"
    const std::string blob = "c1b0730d013ed8e6c4f6f4b4ebbf5c1ac1a1fbcb";
    const auto tree =
        read_bytes(tar({extension([&](TarEntry& entry) { entry.path = blob + ".paxheader"; }), member()}));
    CHECK(hazards(tree).substr(0, 5) != "error");
    using archive::is_git_name;
    // git hash-object of "hello\n"
    const std::string hello = "ce013625030ba8dba906f756967f9e9ca394464a";
    CHECK(is_git_name(hello + ".data", ".data", {MemberType::file, "hello\n"}));
    CHECK_FALSE(is_git_name(hello + ".data", ".data", {MemberType::file, "hello"}));
    CHECK_FALSE(is_git_name(hello + ".data", ".paxheader", {MemberType::file, "hello\n"}));
    CHECK_FALSE(is_git_name("payload.data", ".data", {MemberType::file, "hello\n"}));
    CHECK(is_git_name(hello + ".data", ".data", {MemberType::directory, ""}));
}

TEST_CASE("GNU's long names and link targets stand in blocks of the same kind") {
    auto file = member();
    file.format = TarFormat::gnu;
    file.path = long_path.substr(0, 100);
    auto name = gnu_long('L', long_path);
    CHECK(hazards(tar({name, file})) == "");
    name.user = "root";
    name.group = "root";
    name.mode = 0;
    CHECK(hazards(tar({name, file})) == "");
    name.mtime = 7;
    CHECK(hazards(tar({name, file})) == "tar 136 tar-extension-header " + long_path + "\n");
    name.mtime = 0;
    name.edit = [](std::string& header) { header.replace(345, 12, octal(7, 12)); };
    CHECK(hazards(tar({name, file})) == "tar 345 tar-extension-header " + long_path + "\n");
    name.edit = [](std::string& header) { header.replace(357, 7, "payload"); };
    CHECK(hazards(tar({name, file})) == "tar 357 tar-extension-header " + long_path + "\n");
    auto link = tar_link('2', "l", long_path.substr(0, 99));
    link.format = TarFormat::gnu;
    auto target = gnu_long('K', long_path);
    target.link = long_path.substr(0, 100);  // libarchive
    CHECK(hazards(tar({target, link})) == "");
    target.link = "payload";
    CHECK(hazards(tar({target, link})) == "tar 157 tar-extension-header l\n");
}

TEST_CASE("a header's own name must be what its long name starts with") {
    const auto with = [](const std::string& path) {
        auto file = tar_file(path, "x");
        file.format = TarFormat::gnu;
        return hazards(tar({gnu_long('L', long_path), file}));
    };
    const auto conflict = "tar 1024 tar-pax-conflict " + long_path + "\n";
    CHECK(with(long_path.substr(0, 100)) == "");
    CHECK(with(long_path.substr(0, 99)) == "");
    CHECK(with("@PathCut/_pc_crc32/0123ABCD/" + std::string(72, 'f')) == "");
    CHECK(with("evil") == conflict);
    CHECK(with(long_path.substr(0, 50)) == conflict);
    CHECK(with("@PathCut/_pc_crc32/evil0000/" + std::string(72, 'f')) == conflict);
    auto link = tar_link('2', "l", "evil");
    link.format = TarFormat::gnu;
    CHECK(hazards(tar({gnu_long('K', long_path), link})) == "tar 1024 tar-pax-conflict l\n");
}

TEST_CASE("a header's own name must be made of the pax path, also where ustar cannot hold it") {
    const auto with = [](const std::string& pax, const std::string& path) {
        auto file = tar_file(path, "x");
        file.pax = pax_record("path", pax);
        return hazards(tar({file}));
    };
    const std::string path = "d/\xc3\xbcn\xc3\xaf.txt";
    for (const std::string& name :
         {path, std::string("d/?n?.txt"), std::string("d/n.txt"), std::string("d/|no.txt")}) {
        INFO(name);
        CHECK(with(path, name) == "");
    }
    CHECK(with(path, "d/evil.txt").find("tar-pax-conflict") != std::string::npos);
    CHECK(with(std::string(300, 'x'), std::string(100, 'x')) == "");
    CHECK(with(std::string(300, 'x'), "evil").find("tar-pax-conflict") != std::string::npos);
    // libarchive: whole folders in front, the start of the name behind.
    const auto deep = std::string(80, 'a') + "/" + std::string(80, 'b') + "/" + std::string(200, 'c');
    CHECK(archive::is_shortened_name(std::string(80, 'a') + "/" + std::string(99, 'c'), deep));
    CHECK_FALSE(archive::is_shortened_name(std::string(80, 'b') + "/" + std::string(99, 'c'), deep));
    CHECK_FALSE(archive::is_shortened_name(std::string(80, 'a') + "/" + std::string(9, 'c'), deep));
    CHECK(archive::is_extension_name(std::string(80, 'a') + "/PaxHeader/" + std::string(88, 'c'), deep));
    CHECK(archive::is_extension_name(deep.substr(0, 100), deep));
    CHECK_FALSE(archive::is_extension_name(deep.substr(0, 60), deep));
}

TEST_CASE("a global header's fields are looked at as well") {
    auto global = tar_file("pax_global_header", pax_record("comment", std::string(40, '7')));
    global.type = 'g';
    global.mode = 0666;
    global.mtime = 12345;
    global.user = global.group = "root";
    CHECK(hazards(tar({global, member()})) == "");
    CHECK(hazards(tar({member(), global})) == "tar 1160 tar-extension-header\n");  // whose time is that?
    global.path = "payload";
    CHECK(hazards(tar({global, member()})) == "tar 0" + hazard);
}

}  // namespace bumpgate::test
