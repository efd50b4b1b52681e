#include "base/date.hpp"

#include "catch.hpp"

namespace bumpgate {

TEST_CASE("dates are read in one form only, and only days that exist") {
    CHECK(to_string(*parse_date("2026-12-31")) == "2026-12-31");
    CHECK(to_string(*parse_date("2028-02-29")) == "2028-02-29");
    for (const auto* wrong :
         {"2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "20261231", "2026-12-31T00", "26-12-31",
          "1969-12-31", "2026/12/31", " 2026-12-31", "+026-12-31", ""}) {
        INFO(wrong);
        CHECK(!parse_date(wrong));
    }
}

TEST_CASE("a year after a day") {
    CHECK(to_string(a_year_after(*parse_date("2026-11-26"))) == "2027-11-26");
    CHECK(to_string(a_year_after(*parse_date("2028-02-29"))) == "2029-02-28");
    CHECK(to_string(a_year_after(*parse_date("2027-02-28"))) == "2028-02-28");
}

TEST_CASE("days between two dates") {
    CHECK(days_between(*parse_date("2026-12-31"), *parse_date("2027-01-01")) == 1);
    CHECK(days_between(*parse_date("2028-03-01"), *parse_date("2028-02-28")) == -2);
}

}  // namespace bumpgate
