#include "change/dates.hpp"

#include "fixture.hpp"

namespace bumpgate::change_test {

namespace {

Kinds on_line(const std::string& from, const std::string& to) {
    return kinds_of("a.txt", "x\n" + from + "\ny\n", "x\n" + to + "\ny\n");
}

bool is_date(const std::string& from, const std::string& to) {
    return on_line("Built: " + from, "Built: " + to) == Kinds{"date"};
}

}  // namespace

TEST_CASE("date: a later one in the same format") {
    CHECK(is_date("2025-10-13", "2025-11-01"));
    CHECK(is_date("2025/10/13", "2025/11/01"));
    CHECK(is_date("2025-10-13T14:36:45Z", "2025-10-13T14:36:46Z"));
    CHECK(is_date("2025-10-13 14:36", "2025-10-14 09:01"));
    CHECK(is_date("2025-10-13T14:36:45.123+02:00", "2025-10-13T14:36:45.124+02:00"));
    CHECK(is_date("2025-10-13T14:36:45+02:00", "2025-10-13T13:36:46+01:00"));
    CHECK(is_date("2025-10-13T14\\:36\\:45Z", "2025-10-14T01\\:02\\:03Z"));
    CHECK(is_date("20251013T143645Z", "20251113T143645Z"));
    CHECK(is_date("Mon, 13 Oct 2025 14:36:45 GMT", "Fri, 07 Nov 2025 01:02:03 GMT"));
    CHECK(is_date("Mon, 13 Oct 2025 14:36:45 +0000", "Fri, 7 Nov 2025 01:02:03 +0000"));
    CHECK(is_date("Mon Oct 13 14:36:45 2025", "Fri Nov  7 01:02:03 2025"));
    CHECK(is_date("Mon Oct 13 14:36:45 UTC 2025", "Fri Nov  7 01:02:03 UTC 2025"));
    CHECK(is_date("Sep 1, 2025", "Oct 13, 2025"));
    CHECK(is_date("May 1, 2025", "June 13, 2025"));
    CHECK(is_date("October 2025", "November 2025"));
    CHECK(is_date("13 October 2025", "1 November 2025"));
    CHECK(on_line("_Sep 1, 2025_", "_Oct 13, 2025_") == Kinds{"text"});  // part of a longer word
    CHECK(on_line("date = 2025-10-13.", "date = 2025-10-14.") == Kinds{"date"});
    CHECK(on_line("from 2025-10-13 to 2025-10-20", "from 2025-11-13 to 2025-11-20") == Kinds{"date", "date"});
}

TEST_CASE("date: what is none") {
    CHECK(!is_date("2025-10-13", "2025-10-12"));                                // earlier
    CHECK(!is_date("2025-10-13T14:36:45+01:00", "2025-10-13T15:36:44+02:00"));  // an earlier instant
    CHECK(!is_date("2025-10-13", "2025-02-30"));                                // no day
    CHECK(!is_date("2025-10-13", "2026-13-01"));                                // no month
    CHECK(!is_date("2025-10-13", "2025/10/14"));                                // other format
    CHECK(!is_date("2025-10-13", "2025-10-13 12:00"));                          // other precision
    CHECK(!is_date("2025-10-13T14:36:45.1Z", "2025-10-13T14:36:45.12Z"));
    CHECK(!is_date("2025-10-13T14:36:45Z", "2025-10-14T14:36:45+00:00"));
    CHECK(!is_date("Sep 01, 2025", "Oct 2, 2025"));          // other padding
    CHECK(!is_date("Mon, 13 Oct 2025", "Mon, 7 Nov 2025"));  // a Friday
    CHECK(!is_date("2025-10-13 (Mon)", "2025-11-07 (Mon)"));
    CHECK(!is_date("Oct 13, 2025", "November 13, 2025"));
    CHECK(!is_date("1760366205", "1760366206"));  // a bare epoch number
    CHECK(!is_date("2025-10-13", "9999-10-13"));
    CHECK(on_line("acme-2025-10-13", "acme-2025-10-14") == Kinds{"text"});
    CHECK(on_line("x/2025-10-13/y", "x/2025-10-14/y") == Kinds{"text"});
    CHECK(on_line("2025-10-13-rc", "2025-10-14-rc") == Kinds{"text"});
    CHECK(on_line("built 2025-10-13 by a", "built 2025-10-14 by b") == Kinds{"date", "text"});
}

TEST_CASE("date: what another kind has a part of is none") {
    CHECK(sdist("7", "8", "a.txt", "Oct 7, 2025\n", "Nov 8, 2025\n").kinds("a.txt") ==
          Kinds{"text", "version.weak"});
}

TEST_CASE("year: not beyond the newest member's by more than one, where times are real") {
    const auto kinds = [](const std::string& year, std::int64_t time) {
        const auto side = [&](const std::string& version, const std::string& end) {
            return Side{"acme-widgets-" + version,
                        {{"PKG-INFO", pkg_info("acme-widgets", version)},
                         {"LICENSE", "Copyright 2020-" + end + " Acme\n", MemberType::file, 0644, "", time}}};
        };
        return Case(side("1.4.2", "2024"), side("1.4.3", year)).kinds("LICENSE");
    };
    constexpr std::int64_t in_2025 = 1'760'366'205, of_npm = 499'162'500;
    CHECK(kinds("2025", in_2025) == Kinds{"year"});
    CHECK(kinds("2026", in_2025) == Kinds{"year"});
    CHECK(kinds("2027", in_2025) == Kinds{"text"});
    CHECK(kinds("2027", of_npm) == Kinds{"year"});
}

TEST_CASE("date: the calendar") {
    const auto seconds = [](std::string_view text) { return change::read_dates(text, 0).at(0).seconds; };
    CHECK(seconds("1970-01-01") == 0);
    CHECK(seconds("2000-02-29T00:00:01Z") == 951'782'401);
    CHECK(seconds("2025-10-13T14:36:45Z") == 1'760'366'205);
    CHECK(seconds("2025-10-13T14:36:45+02:00") == 1'760'359'005);
    CHECK(change::read_dates("2100-02-29", 0).empty());
    CHECK(change::read_dates("2025-10-13T24:00Z", 0).empty());
    CHECK(change::year_of(1'760'366'205) == 2025);
    CHECK(change::year_of(0) == 1970);
    CHECK(change::year_of(1'735'689'599) == 2024);
    CHECK(change::year_of(1'735'689'600) == 2025);
}

TEST_CASE("year: copyright years go on") {
    const auto year = [](const std::string& from, const std::string& to) {
        return on_line("Copyright (c) " + from + " Acme", "Copyright (c) " + to + " Acme");
    };
    CHECK(year("2024", "2025") == Kinds{"year"});
    CHECK(year("2024", "2024-2025") == Kinds{"year"});
    CHECK(year("2019-2024", "2019-2025") == Kinds{"year"});
    CHECK(year("2019 - 2024", "2019 - 2025") == Kinds{"year"});
    CHECK(year("2019\xE2\x80\x93"
               "2024",
               "2019\xE2\x80\x93"
               "2025") == Kinds{"year"});
    CHECK(year("2019, 2024", "2019, 2024, 2025") == Kinds{"year"});
    CHECK(year("2019, 2024", "2019, 2024-2025") == Kinds{"year"});
    CHECK(on_line("\xC2\xA9 2024 Acme", "\xC2\xA9 2025 Acme") == Kinds{"year"});
    CHECK(year("2025", "2024") == Kinds{"text"});
    CHECK(year("2019-2024", "2020-2025") == Kinds{"text"});
    CHECK(year("2019-2024", "2025") == Kinds{"text"});
    CHECK(year("2019-2025", "2019-2024") == Kinds{"text"});
    CHECK(year("2019, 2024", "2020, 2024, 2025") == Kinds{"text"});
    CHECK(year("1999, 2019, 2024", "1999, 2018, 2025") == Kinds{"text"});
    CHECK(year("2019, 2024", "2025, 2024") == Kinds{"text"});
    CHECK(year("2024", "20255") == Kinds{"text"});
    CHECK(year("2024", "2025 Evil") != Kinds{"year"});
    CHECK(on_line("limit 2024", "limit 2025") == Kinds{"text"});
    CHECK(on_line("limit a 2024 x", "copyright a 2025 x") == Kinds{"text"});
    CHECK(on_line("Copyright x2024", "Copyright x2025") == Kinds{"text"});
    CHECK(on_line("Copyright 2024/a", "Copyright 2025/a") == Kinds{"text"});
}

}  // namespace bumpgate::change_test
