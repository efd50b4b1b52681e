#include <string>

#include "catch.hpp"
#include "reading.hpp"

// What a tar archive says about members besides their content: times, attributes, sparse maps.
namespace bumpgate::test {

namespace {

TarEntry with_pax(const std::string& records) {
    auto file = tar_file("a", "x");
    file.pax = records;
    return file;
}

/// "NAME = VALUE" of each attribute of the first member.
std::string attributes(const std::string& records) {
    const auto tree = read_bytes(tar({with_pax(records)}));
    if (!tree) return tree.error().describe();
    std::string text = hazards(tree);
    for (const auto& attribute : tree->members[0].attributes)
        text += printable(attribute.name) + " = " + printable(attribute.value) + "\n";
    return text;
}

std::string detail_of(const std::string& records) {
    return detail(tar({with_pax(records)}));
}

std::string xattr(const std::string& name, const std::string& value) {
    return pax_record("SCHILY.xattr." + name, value);
}

std::string encoded(const std::string& name, const std::string& value) {
    return pax_record("LIBARCHIVE.xattr." + name, value);
}

/// GNU's old sparse member: pieces in the header, `blocks` behind it.
TarEntry old_sparse(const std::string& pieces, const std::string& size, const std::string& content) {
    auto file = tar_file("s", content);
    file.type = 'S';
    file.format = TarFormat::gnu;
    file.edit = [=](std::string& header) {
        header.replace(386, pieces.size(), pieces);
        header.replace(483, 12, size);
    };
    return file;
}

std::string piece(std::uint64_t offset, std::uint64_t length) {
    return octal(offset, 12) + octal(length, 12);
}

TarEntry pax_sparse(const std::string& records, const std::string& content, const std::string& path) {
    auto file = tar_file(path, content);
    file.pax = records;
    return file;
}

TarEntry sparse_1_0(std::string map, const std::string& content) {
    map.resize(512);
    return pax_sparse(pax_record("GNU.sparse.major", "1") + pax_record("GNU.sparse.minor", "0") +
                          pax_record("GNU.sparse.name", "d/s") + pax_record("GNU.sparse.realsize", "2000"),
                      map + content, "d/GNUSparseFile.4711/s");
}

const std::string expanded = std::string(1000, '\0') + "data" + std::string(996, '\0');

void check_map(const TarEntry& entry, const std::string& map) {
    const auto tree = read_bytes(tar({entry}));
    CHECK(hazards(tree) == "");
    REQUIRE(tree);
    CHECK(tree->members[0].content == expanded);
    CHECK(tree->members[0].sparse_map == map);
}

}  // namespace

TEST_CASE("pax times are read to the nanosecond") {
    const auto tree = read_bytes(
        tar({with_pax(pax_record("mtime", "1.000000001") + pax_record("atime", "2.5") +
                      pax_record("ctime", "-1.25") + pax_record("LIBARCHIVE.creationtime", "4"))}));
    CHECK(hazards(tree) == "");
    REQUIRE(tree);
    const auto& member = tree->members[0];
    CHECK(member.mtime == Timestamp{1, 1});
    CHECK(member.atime == Timestamp{2, 500'000'000});
    CHECK(member.ctime == Timestamp{-2, 750'000'000});
    CHECK(member.birth_time == Timestamp{4, 0});
    const auto plain = read_bytes(tar({tar_file("a", "x")}));
    REQUIRE(plain);
    CHECK_FALSE(plain->members[0].atime);
    CHECK_FALSE(plain->members[0].ctime);
    CHECK_FALSE(plain->members[0].birth_time);
}

TEST_CASE("times of GNU's, star's and node-tar's headers are read") {
    auto file = tar_file("a", "x");
    file.format = TarFormat::gnu;
    file.edit = [](std::string& header) { header.replace(345, 24, octal(7, 12) + octal(8, 12)); };
    auto star = tar_file("b", "x");
    star.prefix = "dir";
    star.edit = [](std::string& header) {
        header.replace(476, 24, octal(9, 12) + octal(10, 12));
        header[487] = header[499] = ' ';
        header.replace(508, 4, std::string("tar\0", 4));
    };
    auto node = star;
    node.edit = [](std::string& header) { header.replace(476, 24, octal(9, 12) + octal(10, 12)); };
    for (const auto& entry : {file, star, node}) {
        const auto tree = read_bytes(tar({entry}));
        CHECK(hazards(tree) == "");
        REQUIRE(tree);
        const bool gnu = entry.format == TarFormat::gnu;
        CHECK(tree->members[0].path == (gnu ? "a" : "dir/b"));
        CHECK(tree->members[0].atime == Timestamp{gnu ? 7 : 9, 0});
        CHECK(tree->members[0].ctime == Timestamp{gnu ? 8 : 10, 0});
    }
    file.edit = [](std::string& header) { header.replace(345, 7, "payload"); };
    CHECK(hazards(tar({file})) == "tar 345 tar-reserved a\n");
    // Not a time: then it is hidden behind the prefix.
    star.edit = [](std::string& header) { header.replace(476, 7, "payload"); };
    CHECK(hazards(tar({star})) == "tar 476 tar-name-after-nul dir/b\n");
}

TEST_CASE("extended attributes, access lists and flags are read in every spelling") {
    CHECK(attributes(xattr("user.note", std::string("a=\n\0b", 5))) == "xattr.user.note = a=\\n\\x00b\n");
    CHECK(attributes(encoded("user.a%25b", "AP8K")) == "xattr.user.a%b = \\x00\\xFF\\n\n");
    CHECK(attributes(encoded("user.n", "aGVsbG8gd29ybGQ9JQ")) == "xattr.user.n = hello world=%\n");
    CHECK(attributes(encoded("user.n", "aGVsbG8gd29ybGQ9JQ==")) == "xattr.user.n = hello world=%\n");
    CHECK(attributes(encoded("user.n", "")) == "xattr.user.n = \n");
    CHECK(attributes(pax_record("RHT.security.selinux", "u:r:t")) == "xattr.security.selinux = u:r:t\n");
    CHECK(attributes(pax_record("SCHILY.acl.default", "d") + pax_record("SCHILY.acl.access", "a") +
                     pax_record("SCHILY.acl.ace", "n") + pax_record("SCHILY.fflags", "uappnd")) ==
          "acl.access = a\nacl.default = d\nacl.nfs4 = n\nflags = uappnd\n");
}

TEST_CASE("two spellings of one attribute are one, and a hazard if they contradict") {
    CHECK(attributes(encoded("user.n", "eA") + xattr("user.n", "x")) == "xattr.user.n = x\n");
    CHECK(attributes(pax_record("RHT.security.selinux", "u") +
                     xattr("security.selinux", std::string("u\0", 2))) == "xattr.security.selinux = u\n");
    CHECK(detail_of(encoded("user.n", "eA") + xattr("user.n", "y")) ==
          "\"xattr.user.n\": 1 byte: \"x\" and 1 byte: \"y\"");
    CHECK(detail_of(xattr("user.n", "x") + xattr("user.n", "y")).find("not one hazard") == 0);
    CHECK(attributes(xattr("user.n", "x") + xattr("user.n", "y")).find("tar 1024 tar-pax-conflict a\n") == 0);
}

TEST_CASE("attributes that cannot be decoded are unusual keys") {
    for (const auto& record : {encoded("user.n", "a"), encoded("user.n", "a!=="), encoded("user.n", "eB"),
                               encoded("user.%4", "eA"), encoded("user.%zz", "eA"), encoded("", "eA"),
                               pax_record("SCHILY.xattr.", "x")}) {
        INFO(record);
        CHECK(attributes(record) == "tar 1024 tar-pax-key a\n");
    }
}

TEST_CASE("any key that is given twice with two values is found, and both values are told") {
    CHECK(detail_of(pax_record("mtime", "1") + pax_record("mtime", "2")) ==
          "\"mtime\" twice: 1 byte: \"1\" and 1 byte: \"2\"");
    CHECK(hazards(tar({with_pax(pax_record("mtime", "1") + pax_record("mtime", "1"))})) == "");
    CHECK(detail_of(pax_record("path", "a") + pax_record("path", "")) ==
          "not one hazard:\n"
          "tar 1024 tar-pax-conflict a\ntar 1024 tar-pax-conflict a\n");
}

TEST_CASE("times and owners that pax and the header state differently are found") {
    const auto with = [](const std::string& records, const std::function<void(TarEntry&)>& change) {
        auto file = with_pax(records);
        change(file);
        return hazards(tar({file}));
    };
    const std::string found = "tar 1024 tar-pax-conflict a\n";
    for (const std::uint64_t mtime : {0U, 100U, 101U}) {  // left out, cut, rounded
        CHECK(with(pax_record("mtime", "100.7"), [=](TarEntry& file) { file.mtime = mtime; }) == "");
    }
    CHECK(with(pax_record("mtime", "100.7"), [](TarEntry& file) { file.mtime = 99; }) == found);
    CHECK(with(pax_record("uid", "7"), [](TarEntry& file) { file.uid = 7; }) == "");
    CHECK(with(pax_record("uid", "7"), [](TarEntry& file) { file.uid = 8; }) == found);
    CHECK(with(pax_record("uid", "9999999"), [](TarEntry& file) { file.uid = 8; }) == "");
    CHECK(with(pax_record("gid", "7"), [](TarEntry& file) { file.gid = 8; }) == found);
    CHECK(with(pax_record("uname", "eve"), [](TarEntry& file) { file.user = "adam"; }) == found);
    CHECK(with(pax_record("gname", "\xc3\xa4"), [](TarEntry& file) { file.group = "?"; }) == "");
    CHECK(with(pax_record("atime", "5"), [](TarEntry& file) {
              file.format = TarFormat::gnu;
              file.edit = [](std::string& header) { header.replace(345, 12, octal(6, 12)); };
          }) == found);
}

TEST_CASE("attributes count against the memory") {
    Limits limits;
    limits.memory_bytes = 4096;
    const auto small = tar({with_pax(xattr("user.n", std::string(100, 'x')))});
    const auto large = tar({with_pax(xattr("user.n", std::string(8000, 'x')))});
    CHECK(error_of(small, limits) == "no error");
    CHECK(error_of(large, limits) ==
          "limit: release: memory-bytes limit of 4096 exceeded: the attributes of the members do not fit");
}

TEST_CASE("sparse maps of all of GNU's forms are the same text") {
    check_map(old_sparse(piece(1000, 4) + piece(2000, 0), octal(2000, 12), "data"), "1000+4 2000+0");
    check_map(sparse_1_0("2\n1000\n4\n2000\n0\n", "data"), "1000+4 2000+0");
    check_map(
        pax_sparse(pax_record("GNU.sparse.size", "2000") + pax_record("GNU.sparse.numblocks", "2") +
                       pax_record("GNU.sparse.name", "d/s") + pax_record("GNU.sparse.map", "1000,4,2000,0"),
                   "data", "d/GNUSparseFile.1/s"),
        "1000+4 2000+0");
    check_map(
        pax_sparse(pax_record("GNU.sparse.size", "2000") + pax_record("GNU.sparse.numblocks", "2") +
                       pax_record("GNU.sparse.offset", "1000") + pax_record("GNU.sparse.numbytes", "4") +
                       pax_record("GNU.sparse.offset", "2000") + pax_record("GNU.sparse.numbytes", "0"),
                   "data", "d/s"),
        "1000+4 2000+0");
    const auto plain = read_bytes(tar({tar_file("a", "x")}));
    REQUIRE(plain);
    CHECK(plain->members[0].sparse_map.empty());
}

TEST_CASE("a sparse map that goes on in blocks of its own is read") {
    // Four pieces in the header, one in the block behind it.
    std::string block = piece(1000, 4);
    block.resize(512);
    auto file = old_sparse(piece(0, 0) + piece(1, 0) + piece(2, 0) + piece(3, 0) + '\1', octal(2000, 12),
                           block + "data");
    file.size = 4;
    check_map(file, "0+0 1+0 2+0 3+0 1000+4");
    // The rest of that block, and the rest of its map, must be empty.
    for (const std::size_t at : {30U, 510U}) {
        file.content = patched(block, at, "x") + "data";
        CHECK(hazards(tar({file})).find("tar-padding s\n") != std::string::npos);
    }
}

TEST_CASE("bytes of a sparse member that its map does not need are found") {
    auto file = old_sparse(piece(1000, 4), octal(2000, 12), "data");
    CHECK(hazards(tar({file})) == "");
    file.content += "payload";
    CHECK(hazards(tar({file})) == "tar 516 tar-padding s\n");
    CHECK(detail(tar({file})) == "in no piece of the sparse map: 7 bytes: \"payload\"");
    file = old_sparse(piece(1000, 4) + std::string(20, '\0') + "x", octal(2000, 12), "data");
    CHECK(hazards(tar({file})) == "tar 410 tar-padding s\n");
    file = old_sparse(piece(1000, 4) + std::string(72, '\0') + "\2", octal(2000, 12), "data");
    CHECK(hazards(tar({file})).find("tar 482 tar-padding s\n") == 0);  // a flag other than 0 and 1

    const auto map = std::string("1\n1000\n4\n");
    CHECK(hazards(tar({sparse_1_0(map, "data")})) == "");
    CHECK(hazards(tar({sparse_1_0(map + "payload", "data")})) == "tar 1545 tar-padding d/s\n");
    CHECK(detail(tar({sparse_1_0(map + "payload", "data")})).find("sparse map: 503 bytes") == 0);
    CHECK(hazards(tar({sparse_1_0(map, "dataxx")})) == "tar 2052 tar-padding d/s\n");
}

TEST_CASE("the other name of a sparse member must be the one GNU tar makes") {
    auto file = sparse_1_0("1\n1000\n4\n", "data");
    for (const std::string path : {"evil", "d/GNUSparseFile.x/s", "d/GNUSparseFile.1/t", "GNUSparseFile.1/s",
                                   "d/GNUSparseFile./s", "d/GNUSparseFile.1s"}) {
        INFO(path);
        file.path = path;
        CHECK(hazards(tar({file})) == "tar 1024 tar-pax-conflict d/s\n");
    }
}

TEST_CASE("a sparse map that cannot be right gives no verdict, a doubtful one is found") {
    for (const std::string map : {"2\n1000\n4\n1002\n1\n", "1\n1998\n4\n", "1\n1000\n5\n", "1\n1000\n", "x\n",
                                  "1\n-1\n4\n", "9999999999\n", ""}) {
        INFO(map);
        CHECK(error_of(tar({sparse_1_0(map, "data")})).find("map of ") != std::string::npos);
    }
    const auto with = [](const std::string& records) {
        return hazards(tar({pax_sparse(pax_record("GNU.sparse.size", "4") + records, "data", "s")}));
    };
    const std::string found = "tar 1024 tar-pax-conflict s\n";
    CHECK(with(pax_record("GNU.sparse.map", "0,4")) == "");
    CHECK(with("") == found);
    CHECK(with(pax_record("GNU.sparse.map", "0,4") + pax_record("GNU.sparse.numblocks", "2")) == found);
    CHECK(with(pax_record("GNU.sparse.map", "0,4") + pax_record("GNU.sparse.minor", "7")) == found);
    CHECK(with(pax_record("GNU.sparse.map", "0,4") + pax_record("GNU.sparse.offset", "0") +
               pax_record("GNU.sparse.numbytes", "4"))
              .find(found) != std::string::npos);
}

}  // namespace bumpgate::test
