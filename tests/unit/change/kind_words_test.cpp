#include "change/kind_words.hpp"

#include <algorithm>
#include <string>

#include "base/text.hpp"
#include "catch.hpp"
#include "change/kinds.hpp"

namespace bumpgate::change {
namespace {

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

TEST_CASE("Every kind has words, and no other") {
    CHECK(std::ranges::equal(all_kinds(), all_kind_words(), {}, &KindInfo::id, &KindWords::id));
    CHECK(find_kind_words("version.own")->id == "version.own");
    CHECK(find_kind_words("version.owned") == nullptr);
}

TEST_CASE("Words of a kind are whole") {
    for (const auto& row : all_kind_words()) {
        INFO(row.id);
        for (const auto sentence : {row.why, row.fix, row.lets}) {
            CHECK(sentence.ends_with('.'));
            CHECK(is_ascii(sentence));
        }
        CHECK(row.why.size() > 30);
        CHECK(row.example.size() > 10);
        CHECK(row.allow.empty() == (row.lets.starts_with("Nothing allows it")));
        CHECK((row.allow.empty() || row.allow.ends_with('\n')));
    }
}

TEST_CASE("What an entry of a kind allows, allows that kind") {
    for (const auto& row : all_kind_words()) {
        if (row.allow.empty() || !kind_covers(row.id, row.id) || !row.allow.starts_with("rules:")) continue;
        INFO(row.id);
        const bool names_it = row.allow.find(row.id) != std::string_view::npos;
        CHECK((names_it || row.allow.find("{key:") != std::string_view::npos));
    }
}

TEST_CASE(
    "Only findings about the release and what nobody compared cannot be waived, and nothing allows them") {
    for (const auto& row : all_kinds()) {
        INFO(row.id);
        const bool is_finding = row.id == kind::version_downgrade || row.id == kind::version_reused ||
                                row.id == kind::identity_conflict || row.id == kind::uncompared;
        CHECK(can_be_waived(row.id) == !is_finding);
        if (is_finding) CHECK(find_kind_words(row.id)->allow.empty());
    }
}

}  // namespace
}  // namespace bumpgate::change
