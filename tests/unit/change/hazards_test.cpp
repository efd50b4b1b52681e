#include <set>

#include "archive/read.hpp"
#include "archives_folder.hpp"
#include "change/change.hpp"
#include "diff/diff.hpp"
#include "fixture.hpp"
#include "hazard_examples.hpp"

// Every hazard of the table is found when it is new, told as existing when both sides have it, and found when
// what it hides changes, each next to an ordinary change.
namespace bumpgate::change_test {
namespace {

using namespace test;
using State = HazardFinding::State;

/// A package with an ordinary file, and an archive that is opened whether it changed or not: a part of a
/// .deb.
std::string package(const std::string& ordinary, const std::string& archive) {
    return ar({ar_file("debian-binary", "2.0\n"),
               ar_file("control.tar", tar({tar_file("control", ordinary)})), ar_file("data.tar", archive)});
}

Changes classified(const std::string& old_bytes, const std::string& new_bytes) {
    const TemporaryFolder folder;
    const auto old_path = folder.write("old/acme-1.4.2", old_bytes);
    auto trees = archive::read_both(old_path, folder.write("new/acme-1.4.3", new_bytes), Limits());
    if (!trees) FAIL(trees.error().describe());
    release::Overrides overrides;
    overrides.old_version = "1.4.2";
    overrides.new_version = "1.4.3";
    overrides.scheme = "semver";
    auto release = release::identify(*trees, overrides);
    REQUIRE(release);
    auto diff = diff::compare(*trees, *release, Limits());
    REQUIRE(diff);
    auto changes = change::classify(*diff, *trees, *release, {}, Limits());
    REQUIRE(changes);
    const auto checked = change::check_invariants(*changes, *diff, *trees, *release);
    if (!checked) FAIL(checked.error().describe());
    return *std::move(changes);
}

std::set<State> states_of(const Changes& changes, std::string_view id) {
    std::set<State> states;
    for (const auto& finding : changes.hazards) {
        if (finding.hazard.id == id) states.insert(finding.state);
    }
    return states;
}

bool has_ordinary_change(const Changes& changes) {
    return std::any_of(changes.items.begin(), changes.items.end(), [](const Change& change) {
        return change.path == "control/control" && change.old_side && change.new_side;
    });
}

/// These hide nothing that could change; what a further stream holds is content, and compared as such.
bool hides_nothing(std::string_view id) {
    return id == "tar-missing-end" || id == "zip-overlap" || id == "compressed-second-stream";
}

}  // namespace

TEST_CASE("every hazard is told as new, existing or changed, next to an ordinary change") {
    const auto clean = tar({tar_file("plain", "x")});
    const auto examples = hazard_examples("x");
    const auto others = hazard_examples("y");
    for (std::size_t i = 0; i < examples.size(); ++i) {
        const auto& id = examples[i].id;
        INFO(id);
        const auto introduced = classified(package("old\n", clean), package("new\n", examples[i].bytes));
        CHECK(states_of(introduced, id) == std::set{State::introduced});
        CHECK(has_ordinary_change(introduced));
        const auto existing =
            classified(package("old\n", examples[i].bytes), package("new\n", examples[i].bytes));
        CHECK(states_of(existing, id) == std::set{State::existing});
        CHECK(has_ordinary_change(existing));
        const auto gone = classified(package("old\n", examples[i].bytes), package("new\n", clean));
        CHECK(states_of(gone, id) == std::set{State::gone});
        if (hides_nothing(id)) continue;
        const auto altered =
            classified(package("old\n", examples[i].bytes), package("new\n", others[i].bytes));
        CHECK(states_of(altered, id).contains(State::introduced));
        CHECK(has_ordinary_change(altered));
    }
}

}  // namespace bumpgate::change_test
