#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <string>

#include "catch.hpp"
#include "reading.hpp"

namespace bumpgate::test {

namespace {

namespace fs = std::filesystem;

Result<Tree> read_folder(const fs::path& path, const Limits& limits = {}) {
    return archive::read(path, limits);
}

/// Reads as a user who may not read everything, also when the tests run as root.
Result<Tree> read_unprivileged(const fs::path& path) {
    const bool root = ::geteuid() == 0;
    if (root && ::seteuid(65534) != 0) throw std::runtime_error("cannot drop privileges");
    auto tree = archive::read(path, Limits{});
    if (root && ::seteuid(0) != 0) throw std::runtime_error("cannot take privileges back");
    return tree;
}

}  // namespace

TEST_CASE("a folder is read with its folders, sorted byte-wise, links not followed") {
    const TemporaryFolder folder;
    folder.write("rel/a/b", "1");
    folder.write("rel/a-b", "2");
    folder.write("rel/Z", "3");
    folder.write("outside", "secret");
    fs::create_symlink("a", folder.path() / "rel" / "link");
    fs::permissions(folder.path() / "rel" / "Z", fs::perms(0755));
    fs::permissions(folder.path() / "rel" / "a", fs::perms(0750));
    fs::permissions(folder.path() / "rel" / "a" / "b", fs::perms(0600));
    fs::permissions(folder.path() / "rel" / "a-b", fs::perms(0644));
    const auto tree = read_folder(folder.path() / "rel");
    CHECK(hazards(tree) == "");
    CHECK(members(tree) ==
          "file 755 Z = 3\ndirectory 750 a\nfile 644 a-b = 2\nfile 600 a/b = 1\nsymlink 777 link -> a\n");
    REQUIRE(tree);
    CHECK(tree->name == "rel");
    CHECK(tree->packed.empty());
    CHECK(tree->packed_size == 3);
    CHECK(tree->unpacked_size == 3);
    CHECK(tree->layers == std::vector<Layer>{{"directory", "", "", {}}});
    CHECK(tree->members[0].uid == ::geteuid());
    CHECK(tree->members[0].mtime);
    const auto slash = read_folder(folder.path() / "rel" / "");
    REQUIRE(slash);
    CHECK(slash->name == "rel");
}

TEST_CASE("large files are mapped, small ones copied, both are whole") {
    const TemporaryFolder folder;
    const std::string large(300'000, 'x'), small(1000, 'y');
    folder.write("large", large);
    folder.write("small", small);
    folder.write("void", "");
    const auto tree = read_folder(folder.path());
    REQUIRE(tree);
    REQUIRE(tree->members.size() == 3);
    CHECK(tree->members[0].content == large);
    CHECK(tree->members[1].content == small);
    CHECK(tree->members[2].content.empty());
}

TEST_CASE("pipes, sockets and escaping links in a folder are members and hazards") {
    const TemporaryFolder folder;
    folder.write("a", "x");
    REQUIRE(::mkfifo((folder.path() / "pipe").c_str(), 0600) == 0);
    REQUIRE(::mknod((folder.path() / "sock").c_str(), S_IFSOCK | 0600, 0) == 0);
    fs::create_symlink("/etc/passwd", folder.path() / "link");
    const auto tree = read_folder(folder.path());
    CHECK(hazards(tree) == "directory 0 fifo pipe\ndirectory 0 link-escape link\ndirectory 0 socket sock\n");
    CHECK(members(tree) ==
          "file 644 a = x\nsymlink 777 link -> /etc/passwd\nfifo 600 pipe\nsocket 600 sock\n");
}

TEST_CASE("extended attributes of files and folders are read, times of chance are not") {
    const TemporaryFolder folder;
    const auto set = [&](const std::string& path, const char* name, const std::string& value) {
        return ::setxattr((folder.path() / path).c_str(), name, value.data(), value.size(), 0) == 0;
    };
    folder.write("rel/d/a", "x");
    folder.write("rel/d/plain", "x");
    fs::create_symlink("a", folder.path() / "rel/d/link");
    REQUIRE(::mkfifo((folder.path() / "rel/pipe").c_str(), 0600) == 0);
    if (!set("rel/d/a", "user.a-name-too-long-for-a-short-string", std::string("x\0\n", 3))) {
        WARN("this file system has no extended attributes");
        return;
    }
    REQUIRE(set("rel/d/a", "user.empty", ""));
    REQUIRE(set("rel/d", "user.of-the-folder", "y"));
    const auto tree = read_folder(folder.path() / "rel");
    REQUIRE(tree);
    REQUIRE(members(tree) ==
            "directory 755 d\nfile 644 d/a = x\nsymlink 777 d/link -> a\nfile 644 d/plain = x\n"
            "fifo 600 pipe\n");
    CHECK(tree->members[0].attributes == std::vector<Attribute>{{"xattr.user.of-the-folder", "y"}});
    CHECK(tree->members[1].attributes ==
          std::vector<Attribute>{{"xattr.user.a-name-too-long-for-a-short-string", std::string("x\0\n", 3)},
                                 {"xattr.user.empty", ""}});
    for (const std::size_t plain : {2U, 3U, 4U}) CHECK(tree->members[plain].attributes.empty());
    for (const auto& member : tree->members) CHECK_FALSE((member.atime || member.ctime || member.birth_time));
    Limits limits;
    limits.memory_bytes = 10;
    CHECK(error_of(read_folder(folder.path() / "rel", limits)).find("memory-bytes limit") !=
          std::string::npos);
}

TEST_CASE("attributes of a link are its own, never those of what it points to") {
    const TemporaryFolder folder;
    folder.write("rel/a", "x");
    fs::create_symlink("a", folder.path() / "rel/link");
    const auto link = folder.path() / "rel/link";
    if (::lsetxattr(link.c_str(), "trusted.note", "z", 1, 0) != 0) {
        WARN("only root may give a link an attribute, and only on some file systems");
        return;
    }
    const auto tree = read_folder(folder.path() / "rel");
    REQUIRE(tree);
    CHECK(tree->members[0].attributes.empty());
    CHECK(tree->members[1].attributes == std::vector<Attribute>{{"xattr.trusted.note", "z"}});
}

TEST_CASE("a file or folder that cannot be read is an error that names it") {
    const TemporaryFolder folder;
    folder.write("rel/d/secret", "x");
    fs::permissions(folder.path(), fs::perms(0755));
    fs::permissions(folder.path() / "rel/d/secret", fs::perms(0));
    CHECK(error_of(read_unprivileged(folder.path() / "rel")) ==
          "io: rel: member d/secret: cannot open: Permission denied");
    fs::permissions(folder.path() / "rel/d", fs::perms(0));
    CHECK(error_of(read_unprivileged(folder.path() / "rel")) ==
          "io: rel: member d: cannot open: Permission denied");
    CHECK(read_unprivileged(folder.path() / "rel/d").error().code == ErrorCode::io);
    fs::permissions(folder.path() / "rel/d", fs::perms(0700));
}

TEST_CASE("an empty folder is an error") {
    const TemporaryFolder folder;
    fs::create_directory(folder.path() / "none");
    CHECK(error_of(read_folder(folder.path() / "none")) == "empty: none: the folder is empty");
}

TEST_CASE("limits hold for folders") {
    const TemporaryFolder folder;
    folder.write("rel/a", "hello");
    folder.write("rel/b", "world");
    Limits limits;
    limits.members = 1;
    CHECK(error_of(read_folder(folder.path() / "rel", limits)) ==
          "limit: rel: member b: members limit of 1 exceeded: next is b");
    limits = {};
    limits.member_bytes = 4;
    CHECK(error_of(read_folder(folder.path() / "rel", limits)) ==
          "limit: rel: member a: member-bytes limit of 4 exceeded: 5 bytes in member a");
    limits = {};
    limits.total_bytes = 9;
    CHECK(error_of(read_folder(folder.path() / "rel", limits)) ==
          "limit: rel: member b: total-bytes limit of 9 exceeded: at member b");
}

TEST_CASE("a folder may be given through a symbolic link, which names it") {
    const TemporaryFolder folder;
    folder.write("real/a", "x");
    fs::create_symlink("real", folder.path() / "alias");
    const auto tree = read_folder(folder.path() / "alias");
    CHECK(members(tree) == "file 644 a = x\n");
    REQUIRE(tree);
    CHECK(tree->name == "alias");
}

}  // namespace bumpgate::test
