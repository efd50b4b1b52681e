#include "cases.hpp"

// What the built-in policies allow and deny.
namespace bumpgate::gate_test {

TEST_CASE("built-ins: what an honest bump has passes") {
    const std::vector<Change> honest{change_of(kind::version_own, "PKG-INFO"),
                                     change_of(kind::version_own, "a/b.whl!/x.dist-info/METADATA"),
                                     change_of(kind::version_sibling, "x.txt"),
                                     moved(change_of(kind::version_own, "acme-1.4.3.pth"), "acme-1.4.2.pth"),
                                     change_of(kind::version_own, "x.pth"),
                                     change_of(kind::file_time, "x.pth"),
                                     change_of(kind::file_owner, "setup.py"),
                                     change_of(kind::container_order, ""),
                                     change_of(kind::file_time, ""),
                                     change_of("container.header.version", "")};
    for (const auto* name : {"pypi-sdist", "pypi-wheel", "npm", "source"})
        CHECK(judged(built_in(name), honest).outcome == Outcome::pass);
    CHECK(allows(built_in("pypi-sdist"), change_of(kind::listing_derived, "src/acme.egg-info/SOURCES.txt")));
    CHECK(allows(built_in("pypi-sdist"), change_of(kind::commit, "src/acme/_version.py")));
    CHECK(
        allows(built_in("pypi-wheel"), moved(change_of(kind::listing_derived, "acme-1.4.3.dist-info/RECORD"),
                                             "acme-1.4.2.dist-info/RECORD")));
    CHECK(allows(built_in("npm"), change_of(kind::commit, "package.json")));
    CHECK(!allows(built_in("npm"), change_of(kind::commit, "vendor/package.json")));
}

TEST_CASE("built-ins deny every other kind in every file") {
    for (const auto& row : policy::built_ins()) {
        const auto policy = built_in(row.name);
        for (const auto& info : change::all_kinds()) {
            const bool legal = info.id == kind::version_own || info.id == kind::version_sibling ||
                               info.id == "version.part" || info.id == kind::commit ||
                               info.id == kind::listing_derived || info.id == kind::digest_derived ||
                               info.id == kind::derived_map || info.id == kind::file_time ||
                               info.id == kind::file_owner || info.id.starts_with("container");
            if (legal) continue;
            const bool from_git = row.name == "sdist-from-git" && info.id == kind::file_added;
            for (const auto* path : {"setup.py", "a/package.json", "acme.egg-info/SOURCES.txt", "a.zip!/b"}) {
                INFO(row.name << " " << info.id << " " << path);
                const bool generated = from_git && std::string_view(path).starts_with("acme.egg-info/");
                CHECK(one(policy, change_of(info.id, path)).decision ==
                      (generated ? Decision::allowed : Decision::denied));
            }
        }
    }
}

TEST_CASE("nothing but override lifts what a re-release promises") {
    for (const auto* id : {"text",
                           "text.whitespace",
                           "binary",
                           "binary.version",
                           "file.added",
                           "file.removed",
                           "file.renamed",
                           "file.mode",
                           "dependency.added",
                           "dependency.version",
                           "dependency.sibling",
                           "changelog.entry",
                           "date",
                           "year",
                           "tool.version",
                           "key.order",
                           "digest.mismatch",
                           "version.stale",
                           "version.weak",
                           "version.lag"}) {
        INFO(id);
        const auto with = [](const std::string& more) {
            return with_rules({"{files: [\"**\"], allow: [any]" + more + "}"}, "extends: [identical]\n");
        };
        auto change = change_of(id, "a.txt");
        change.step = "patch";
        CHECK(!allows(with(""), change));
        CHECK(allows(with(", override: true"), change));
    }
}

TEST_CASE("base protects what runs by itself from a rule that matches by accident") {
    const auto with = [](const std::string& more) {
        return with_rules({"{files: [\"**\", \"**!/**\"], allow: [any]" + more + "}"}, "extends: [npm]\n");
    };
    for (const auto* path : {"a.pth", "setup.py", "package.json", "a.whl!/c/usercustomize.py"}) {
        INFO(path);
        CHECK(!allows(with(""), change_of(kind::exec_surface, path)));
        CHECK(allows(with(", override: true"), change_of(kind::exec_surface, path)));
        CHECK(!allows(with(", override: true"), change_of(kind::text_deceptive, path)));
    }
    CHECK(!allows(with_rules({files_rule("a", "text.deceptive")}, "extends: [npm]\n"),
                  change_of(kind::text_deceptive, "a")));
    CHECK(allows(with(""), change_of(kind::text, "setup.py")));
}

}  // namespace bumpgate::gate_test
