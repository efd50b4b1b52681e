#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"
#include "release/scheme.hpp"

// What tests of version schemes ask of them.
namespace bumpgate::release {

inline const Scheme& scheme_called(std::string_view id) {
    const auto* scheme = find_scheme(id);
    REQUIRE(scheme != nullptr);
    return *scheme;
}

inline Version version(const Scheme& scheme, std::string_view text) {
    const auto parsed = scheme.parse(text);
    INFO(text);
    REQUIRE(parsed);
    return *parsed;
}

/// Every version of the list is below all that follow it.
inline void check_ascending(std::string_view id, const std::vector<std::string>& texts) {
    const auto& scheme = scheme_called(id);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        for (std::size_t j = 0; j < texts.size(); ++j) {
            INFO(id << ": " << texts[i] << " and " << texts[j]);
            CHECK((scheme.compare(version(scheme, texts[i]), version(scheme, texts[j])) == (i <=> j)));
        }
    }
}

inline void check_equal(std::string_view id, const std::vector<std::string>& texts) {
    const auto& scheme = scheme_called(id);
    for (const auto& text : texts) {
        INFO(id << ": " << text << " and " << texts.front());
        CHECK((scheme.compare(version(scheme, text), version(scheme, texts.front())) == 0));
    }
}

inline void check_refused(std::string_view id, const std::vector<std::string>& texts) {
    for (const auto& text : texts) {
        INFO(id << ": \"" << text << "\"");
        CHECK_FALSE(scheme_called(id).parse(text));
    }
}

struct Pair {
    std::string from;
    std::string to;
};

inline void check_normal_forms(std::string_view id, const std::vector<Pair>& rows) {
    const auto& scheme = scheme_called(id);
    for (const auto& row : rows) CHECK(scheme.normal_form(version(scheme, row.from)) == row.to);
}

struct StepRow {
    std::string from;
    std::string to;
    std::string step;
};

inline void check_steps(std::string_view id, const std::vector<StepRow>& rows) {
    const auto& scheme = scheme_called(id);
    for (const auto& row : rows) {
        INFO(id << ": " << row.from << " to " << row.to);
        CHECK(to_string(step_between(scheme, version(scheme, row.from), version(scheme, row.to))) ==
              row.step);
    }
}

}  // namespace bumpgate::release
