#include "archive/hazard_words.hpp"

#include <algorithm>

#include "archive/hazard_table.hpp"
#include "catch.hpp"

namespace bumpgate::archive {
namespace {

TEST_CASE("Every hazard has words, and no other") {
    CHECK(std::ranges::equal(hazard_rows, all_hazard_words(), {}, &HazardInfo::id, &HazardWords::id));
    CHECK(find_hazard_words("setuid")->id == "setuid");
    CHECK(find_hazard_words("hazard.setuid") == nullptr);
}

TEST_CASE("Words of a hazard are whole") {
    for (const auto& row : all_hazard_words()) {
        INFO(row.id);
        CHECK(row.why.ends_with('.'));
        CHECK(row.fix.ends_with('.'));
        CHECK(row.why.size() > 30);
        CHECK(row.example.size() > 5);
    }
}

}  // namespace
}  // namespace bumpgate::archive
