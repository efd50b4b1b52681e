#include <algorithm>
#include <set>
#include <string>

#include "catch.hpp"
#include "hazard_examples.hpp"
#include "reading.hpp"

// The table that reports and `explain` read, and that every row of it can be found.
namespace bumpgate::test {

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
    const auto examples = hazard_examples("x");
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
