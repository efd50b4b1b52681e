#include "change/kinds.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "catch.hpp"

using namespace bumpgate::change;

namespace {

constexpr std::array constants{kind::version_own,
                               kind::version_sibling,
                               kind::version_weak,
                               kind::version_stale,
                               kind::version_mixed,
                               kind::version_reused,
                               kind::version_downgrade,
                               kind::version_lag,
                               kind::version_part,
                               kind::dependency_sibling,
                               kind::dependency_version,
                               kind::dependency_added,
                               kind::dependency_removed,
                               kind::listing_derived,
                               kind::digest_derived,
                               kind::digest_mismatch,
                               kind::digest_sibling,
                               kind::exec_surface,
                               kind::changelog_entry,
                               kind::key_order,
                               kind::tool_version,
                               kind::date,
                               kind::year,
                               kind::commit,
                               kind::text,
                               kind::text_whitespace,
                               kind::text_line_ending,
                               kind::text_encoding,
                               kind::text_deceptive,
                               kind::binary,
                               kind::binary_version,
                               kind::derived_map,
                               kind::file_added,
                               kind::file_removed,
                               kind::file_renamed,
                               kind::file_type,
                               kind::file_mode,
                               kind::file_link,
                               kind::file_owner,
                               kind::file_time,
                               kind::container_order,
                               kind::container_compression,
                               kind::container_format,
                               kind::container_header,
                               kind::container_header_version,
                               kind::identity_conflict};

/// Everything that `allowed` covers, of all kinds there are and a hazard.
std::vector<std::string> covered_by(std::string_view allowed) {
    std::vector<std::string> covered;
    for (const auto& row : all_kinds()) {
        if (kind_covers(allowed, row.id)) covered.emplace_back(row.id);
    }
    if (kind_covers(allowed, "hazard.tar-trailing-data")) covered.emplace_back("hazard.tar-trailing-data");
    return covered;
}

using Kinds = std::vector<std::string>;

}  // namespace

TEST_CASE("kinds: every constant has a row, rows are sorted, single and told") {
    for (const auto id : constants) {
        INFO(id);
        REQUIRE(find_kind(id) != nullptr);
        CHECK(find_kind(id)->id == id);
    }
    const auto rows = all_kinds();
    const auto not_ascending = [](const KindInfo& left, const KindInfo& right) {
        return left.id >= right.id;
    };
    CHECK(std::adjacent_find(rows.begin(), rows.end(), not_ascending) == rows.end());
    for (const auto& row : rows) {
        INFO(row.id);
        CHECK_FALSE(row.title.empty());
        CHECK(row.meaning.ends_with('.'));
    }
    CHECK(find_kind("version.other") == nullptr);
    CHECK(find_kind("") == nullptr);
}

TEST_CASE("kinds: the parent of every kind is a row too") {
    for (const auto& row : all_kinds()) {
        INFO(row.id);
        const auto dot = row.id.rfind('.');
        if (dot != std::string_view::npos) CHECK(find_kind(row.id.substr(0, dot)) != nullptr);
    }
}

TEST_CASE("kinds: a kind without children covers itself alone") {
    for (const auto id : constants) {
        if (id == kind::text || id == kind::binary || id == kind::container_header) continue;
        INFO(id);
        CHECK(covered_by(id) == Kinds{std::string(id)});
    }
}

TEST_CASE("kinds: what parents cover") {
    CHECK(covered_by("version") == Kinds{"version.own", "version.sibling"});
    CHECK(covered_by("text") == Kinds{"text", "text.encoding", "text.line-ending", "text.whitespace"});
    CHECK(covered_by("binary") == Kinds{"binary", "binary.version"});
    CHECK(covered_by("derived") == Kinds{"derived", "derived.map"});
    CHECK(covered_by("container.header") == Kinds{"container.header", "container.header.version"});
    CHECK(covered_by("container") == Kinds{"container", "container.compression", "container.format",
                                           "container.header", "container.header.version",
                                           "container.order"});
    CHECK(covered_by("file") == Kinds{"file", "file.added", "file.link", "file.mode", "file.owner",
                                      "file.removed", "file.renamed", "file.time", "file.type",
                                      "file.xattr"});
    CHECK(covered_by("listing") == Kinds{"listing", "listing.derived"});
}

TEST_CASE("kinds: parents that allow nothing by themselves") {
    for (const char* parent :
         {"changelog", "dependency", "digest", "exec", "hazard", "identity", "key", "tool"}) {
        INFO(parent);
        CHECK(covered_by(parent).empty());
    }
    CHECK(covered_by("hazard.tar-trailing-data") == Kinds{"hazard.tar-trailing-data"});
}

TEST_CASE("kinds: any covers all but findings, hazards, deceptive text and what nobody compared") {
    Kinds expected;
    for (const auto& row : all_kinds()) {
        const std::string id(row.id);
        const Kinds never{"hazard",     "identity.conflict", "text.deceptive",
                          "uncompared", "version.downgrade", "version.reused"};
        if (std::find(never.begin(), never.end(), id) == never.end()) expected.push_back(id);
    }
    CHECK(covered_by("any") == expected);
}

TEST_CASE("kinds: a part of a name is no parent") {
    CHECK(covered_by("").empty());
    CHECK(covered_by("vers").empty());
    CHECK(covered_by("file.").empty());
    CHECK(covered_by("container.head").empty());
    CHECK_FALSE(kind_covers("file.added", "file.added2"));
    CHECK_FALSE(kind_covers("version.own", "version"));
}
