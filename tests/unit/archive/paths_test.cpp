#include <string>

#include "archive/path_tree.hpp"
#include "catch.hpp"
#include "reading.hpp"

// Names and links that mean different things to different systems, in any container.
namespace bumpgate::test {

namespace {

std::string hazards_of_path(const std::string& path) {
    return hazards(tar({tar_file(path, "x")}));
}

std::string hazards_of_link(const std::string& path, const std::string& target) {
    return hazards(tar({tar_link('2', path, target)}));
}

}  // namespace

TEST_CASE("dangerous paths are found") {
    CHECK(hazards_of_path("/etc/passwd") == "tar 0 path-absolute /etc/passwd\n");
    CHECK(hazards_of_path("C:/windows") == "tar 0 path-absolute C:/windows\n");
    CHECK(hazards_of_path("a/../../b") == "tar 0 path-dotdot a/../../b\n");
    CHECK(hazards_of_path("a//b") == "tar 0 path-empty-component a//b\n");
    CHECK(hazards_of_path("a/./b") == "tar 0 path-empty-component a/./b\n");
    CHECK(hazards_of_path("././b") == "tar 0 path-empty-component ././b\n");
    CHECK(hazards_of_path("a\\b") == "tar 0 path-backslash a\\\\b\n");
    CHECK(hazards_of_path("a\nb") == "tar 0 path-control a\\nb\n");
    CHECK(hazards_of_path("a\x1b[2J") == "tar 0 path-control a\\x1B[2J\n");
    CHECK(hazards_of_path("a\xc2\x85") == "tar 0 path-control a\\u{0085}\n");
    CHECK(hazards_of_path("gpj.\xe2\x80\xae.exe") == "tar 0 path-deceptive gpj.\\u{202E}.exe\n");
    CHECK(hazards_of_path("a\xe2\x80\x8b") == "tar 0 path-deceptive a\\u{200B}\n");
    CHECK(hazards_of_path("a\xff") == "tar 0 path-not-utf8 a\\xFF\n");
    CHECK(hazards_of_path("a./b") == "tar 0 path-trailing a./b\n");
    CHECK(hazards_of_path("a ") == "tar 0 path-trailing a \n");
    CHECK(hazards_of_path("src/aux.c") == "tar 0 path-reserved-name src/aux.c\n");
    CHECK(hazards_of_path("NUL") == "tar 0 path-reserved-name NUL\n");
}

TEST_CASE("plain paths are not found") {
    for (const std::string path : {"a", "a/b.c", ".hidden", "...", "a..b", "auxiliary", "com10", "d/con-fig",
                                   "a b", "\xc3\xa4/\xe6\x97\xa5", "@scope/x", "C", "a:b/c"}) {
        INFO(path);
        CHECK((hazards_of_path(path) == "" || path == "..." || path == "a:b/c"));
    }
}

TEST_CASE("paths that show as others are found") {
    CHECK(hazards_of_path("a!/b") == "tar 0 path-nesting-mark a!/b\n");
    CHECK(hazards(tar({tar_folder("a!/")})) == "");
    CHECK(hazards_of_path("a!b/c!") == "");
    const auto confusable = [](const std::string& path) {
        return hazards_of_path(path).find("path-confusable") != std::string::npos;
    };
    CHECK(confusable("lib/s\xd0\xb5tup.py"));                  // Cyrillic e
    CHECK(confusable("setup.\xd1\x80y"));                      // Cyrillic er
    CHECK(confusable("\xd1\x81\xd0\xbe\xd1\x80\xd1\x83.js"));  // Cyrillic all over: "copy"
    CHECK(confusable("\xce\xbfpen"));                          // Greek omicron
    CHECK(confusable("\xd0\xbf\xce\xbf"));                     // Cyrillic and Greek
    std::string marks = "a";
    for (int i = 0; i < 30; ++i) marks += "\xcc\x81";
    CHECK_FALSE(confusable(marks));
    CHECK(confusable(marks + "\xcc\x81"));
    for (const std::string path :
         {"\xd0\xa0\xd0\xbe\xd1\x81\xd1\x81\xd0\xb8\xd1\x8f.txt",  // a Russian word
          "\xd0\xb1\xd0\xbe\xd1\x80_\xd1\x81\xd0\xbe.ru",          // plainly Russian by its first letter
          "\xce\xbcm", "\xce\x94x", "cos\xce\xb8", "\xce\xb1", "test_\xce\xb1\xce\xb2.py", "na\xc3\xafve",
          "\xe6\x97\xa5\xe6\x9c\xac"
          "a",
          "\xce\xbb\xcf\x8c\xce\xb3\xce\xbf\xcf\x82.md"}) {
        INFO(printable(path));
        CHECK_FALSE(confusable(path));
    }
}

TEST_CASE("paths that are equal once normalised are found, folders included") {
    const std::string composed = "\xc3\xa4", decomposed = "a\xcc\x88";
    CHECK(hazards(tar({tar_file(composed), tar_file(decomposed)})) ==
          "tar 512 path-unicode-collision a\xcc\x88\n");
    CHECK(hazards(tar({tar_file("d/" + composed + "/x"), tar_file("d/" + decomposed + "/y")})) ==
          "tar 512 path-unicode-collision d/a\xcc\x88/y\n");
    // Case beyond ASCII.
    CHECK(hazards(tar({tar_file("\xc3\xa4"), tar_file("\xc3\x84")})) ==
          "tar 512 path-unicode-collision \xc3\x84\n");
    // The order of marks.
    CHECK(hazards(tar({tar_file("a\xcc\xa3\xcc\x81"), tar_file("a\xcc\x81\xcc\xa3")})) ==
          "tar 512 path-unicode-collision a\xcc\x81\xcc\xa3\n");
    CHECK(hazards(tar({tar_file(composed + "/x"), tar_file(composed + "/y"), tar_file("a/x")})) == "");
    CHECK(hazards(tar({tar_file("\xef\xac\x81"), tar_file("\xef\xac\x82")})) == "");  // two ligatures
}

TEST_CASE("a path that occurs twice is found, with a leading dot and slash or without") {
    CHECK(hazards(tar({tar_file("a"), tar_file("b"), tar_file("a")})) == "tar 1024 duplicate-member a\n");
    CHECK(hazards(tar({tar_file("a"), tar_file("./a")})) == "tar 512 duplicate-member ./a\n");
    CHECK(members(tar({tar_file("a", "1"), tar_file("a", "2")})) == "file 644 a = 1\nfile 644 a = 2\n");
}

TEST_CASE("paths that differ only in case are found, folders included") {
    CHECK(hazards(tar({tar_file("a/README"), tar_file("a/readme")})) ==
          "tar 512 path-case-collision a/readme\n");
    CHECK(hazards(tar({tar_file("Lib/a"), tar_file("lib/b")})) == "tar 512 path-case-collision lib/b\n");
    CHECK(detail(tar({tar_file("Lib/a"), tar_file("lib/b")})) == "\"lib\" and \"Lib\"");
    CHECK(hazards(tar({tar_file("lib/a"), tar_file("lib/b"), tar_folder("lib/")})) == "");
}

TEST_CASE("links that leave the release are found") {
    CHECK(hazards_of_link("d/l", "../a") == "");
    CHECK(hazards_of_link("d/l", "./x/../y") == "");
    CHECK(hazards_of_link("l", "..") == "tar 0 link-escape l\n");
    CHECK(hazards_of_link("d/l", "../../a") == "tar 0 link-escape d/l\n");
    CHECK(hazards_of_link("l", "/etc/passwd") == "tar 0 link-escape l\n");
    CHECK(hazards_of_link("l", "d/../../a") == "tar 0 link-escape l\n");
    CHECK(hazards_of_link("d/l", "..\\..\\a") == "tar 0 link-escape d/l\n");
    CHECK(hazards(tar({tar_link('1', "d/h", "../a")})) == "tar 0 link-escape d/h\n");
    CHECK(hazards(tar({tar_link('1', "d/h", "a")})) == "");
    CHECK(hazards_of_link("./d/l", "../a") == "");
    CHECK(hazards_of_link("./l", "../a") == "tar 0 link-escape ./l\n");
}

TEST_CASE("a way through another link is found") {
    // d/e is not below d once it is followed.
    CHECK(hazards(tar({tar_link('2', "d/e", "."), tar_link('2', "l", "d/e/../..")})) ==
          "tar 512 link-escape l\n");
    CHECK(hazards(tar({tar_link('2', "d", "e"), tar_file("d/x", "y")})) == "tar 512 link-escape d/x\n");
    CHECK(hazards(tar({tar_file("./d/x", "y"), tar_link('2', "d", "e")})) == "tar 0 link-escape ./d/x\n");
    CHECK(hazards(tar({tar_link('2', "d", "e"), tar_file("dd/x", "y")})) == "");
}

TEST_CASE("setuid and setgid are found; the sticky bit and a folder's are not") {
    auto file = tar_file("a", "x");
    file.mode = 04755;
    CHECK(hazards(tar({file})) == "tar 0 setuid a\n");
    CHECK(detail(tar({file})) == "setuid");
    file.mode = 06755;
    CHECK(detail(tar({file})) == "setuid and setgid");
    file.mode = 01755;
    CHECK(hazards(tar({file})) == "");
    auto folder = tar_folder("d/");
    folder.mode = 02755;
    CHECK(hazards(tar({folder})) == "");
}

TEST_CASE("paths of thousands of components cost no more than their length") {
    std::string path;
    while (path.size() < 4000) path += "a/";
    path += "b";
    auto entry = tar_link('2', path.substr(0, 100), "c");
    entry.format = TarFormat::gnu;
    CHECK(hazards(tar({gnu_long('L', path), entry})) == "");

    archive::PathTree tree;
    auto node = archive::PathTree::root;
    for (const auto component : split(path, '/')) node = tree.add(node, component);
    CHECK(tree.count() == 2002);  // one a component, and the root
    CHECK(tree.add(archive::PathTree::root, "a") == 1);
    CHECK(tree.find(1, "a") == 2);
    CHECK(tree.find(1, "b") == archive::PathTree::none);
    CHECK(tree.find(archive::PathTree::none, "a") == archive::PathTree::none);
}

}  // namespace bumpgate::test
