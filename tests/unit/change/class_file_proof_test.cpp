#include <string>

#include "change/class_edits.hpp"
#include "class_file_fixture.hpp"
#include "fixture.hpp"

using namespace bumpgate;
using namespace bumpgate::change_test;

namespace {

const Kinds own{"version.own"};
const Kinds sibling{"version.sibling"};
const Kinds binary{"binary"};

change::Vocabulary listed(std::vector<std::string> patterns) {
    return {change::Vocabulary::Siblings::listed, std::move(patterns)};
}

Kinds class_kinds(const ClassParts& before, const ClassParts& after) {
    return kinds_of("acme/Version.class", class_bytes(before), class_bytes(after));
}

ClassParts with_text(const std::string& text) {
    ClassParts parts;
    parts.text = text;
    return parts;
}

Kinds module_kinds(const std::string& from, const std::string& to, const ModuleParts& before,
                   const ModuleParts& after, change::Vocabulary vocabulary = {},
                   const std::string& path = "module-info.class") {
    return sdist(from, to, path, module_bytes(before), module_bytes(after), {}, std::move(vocabulary))
        .kinds(path);
}

}  // namespace

TEST_CASE("class file: a text of the constant pool that is the version moves") {
    CHECK(class_kinds(with_text("1.4.2"), with_text("1.4.3")) == own);
    CHECK(class_kinds(with_text("v1.4.2"), with_text("v1.4.3")) == own);
    CHECK(class_kinds(with_text("acme-widgets 1.4.2, built"), with_text("acme-widgets 1.4.3, built")) == own);
    CHECK(class_kinds(with_text("1.4.2 or 1.4.2"), with_text("1.4.3 or 1.4.3")) ==
          Kinds{"version.own", "version.own"});
    ClassParts before = with_text("1.4.2"), after = with_text("1.4.3");
    before.annotation = "acme-widgets:1.4.2";
    after.annotation = "acme-widgets:1.4.3";
    CHECK(class_kinds(before, after) == Kinds{"version.own", "version.own"});
}

TEST_CASE("class file: the edit is the version alone") {
    const auto release = sdist("1.4.9", "1.4.10", "a/B.class", class_bytes(with_text("v1.4.9")),
                               class_bytes(with_text("v1.4.10")));
    REQUIRE(release.kinds("a/B.class") == own);
    for (const auto& change : release.changes().items) {
        if (change.path != "a/B.class") continue;
        REQUIRE(change.old_side);
        REQUIRE(change.new_side);
        CHECK(change.old_side->text == "1.4.9");
        CHECK(change.new_side->text == "1.4.10");
    }
}

TEST_CASE("class file: whatever else differs makes it a binary change") {
    const ClassParts before;
    ClassParts honest;
    honest.text = "1.4.3";
    REQUIRE(class_kinds(before, honest) == own);
    auto after = honest;
    SECTION("a flag") {
        after.flags = 0x0031;
    }
    SECTION("a line number") {
        after.line = 8;
    }
    SECTION("a number") {
        after.number = 43;
    }
    SECTION("another text") {
        after.other = "hullo";
    }
    SECTION("another text, longer") {
        after.other = "hello!";
    }
    SECTION("a name") {
        after.field = "VERSIOM";
    }
    SECTION("an attribute that nobody knows") {
        after.unknown = "xyZ";
    }
    SECTION("one more constant") {
        after.annotation = "x";
    }
    SECTION("bytes behind the end") {
        after.behind = "x";
    }
    SECTION("another version") {
        after.text = "1.4.4";
    }
    SECTION("another spelling") {
        after.text = "1.04.03";
    }
    SECTION("a version that goes on") {
        after.text = "1.4.3.1";
    }
    SECTION("the other way round") {
        after.text = "1.4.1";
    }
    CHECK(class_kinds(before, after) == binary);
}

TEST_CASE("class file: bytes behind the end are refused on both sides") {
    auto before = with_text("1.4.2"), after = with_text("1.4.3");
    before.behind = after.behind = "x";
    CHECK(class_kinds(before, after) == binary);
}

TEST_CASE("class file: texts go by the same rules as all others") {
    CHECK(class_kinds(with_text("left-pad@1.4.2"), with_text("left-pad@1.4.3")) == binary);
    CHECK(class_kinds(with_text("11.4.2"), with_text("11.4.3")) == binary);
    CHECK(class_kinds(with_text("1.4.2rc1"), with_text("1.4.3rc1")) == binary);
    CHECK(class_kinds(with_text("1, 4, 2"), with_text("1, 4, 3")) == binary);
    // Surrogates as modified UTF-8 has them, and its NUL in two bytes: no reader of UTF-8 sees what they are.
    CHECK(class_kinds(with_text("\xED\xA0\xB5\xED\xBF\x8F"
                                "1.4.2"),
                      with_text("\xED\xA0\xB5\xED\xBF\x8F"
                                "1.4.3")) == binary);
    CHECK(class_kinds(with_text("1.4.2\xC0\x80"), with_text("1.4.3\xC0\x80")) == binary);
    CHECK(class_kinds(with_text("\xC0\x80 1.4.2 "), with_text("\xC0\x80 1.4.3 ")) == own);
}

TEST_CASE("class file: a text that is a name is no version") {
    auto before = with_text("1.4.2"), after = with_text("1.4.3");
    before.field_is_named_by_text = after.field_is_named_by_text = true;
    CHECK(class_kinds(before, after) == binary);
    ClassParts plain, renamed;
    plain.field = "v1.4.2";
    renamed.field = "v1.4.3";
    CHECK(class_kinds(plain, renamed) == binary);
    // Nobody knows what it is for.
    auto idle = with_text("1.4.2"), idle_moved = with_text("1.4.3");
    idle.unused = "acme-widgets 1.4.2";
    idle_moved.unused = "acme-widgets 1.4.3";
    CHECK(class_kinds(idle, idle_moved) == binary);
    idle_moved.text = "1.4.2";
    CHECK(class_kinds(idle, idle_moved) == binary);
    ModuleParts both, moved;
    moved.version = "1.4.3";
    both.version_is_main_class_text = moved.version_is_main_class_text = true;
    CHECK(module_kinds("1.4.2", "1.4.3", both, moved) == binary);
}

TEST_CASE("class file: the version of a module may be short, as its place says what it is") {
    ModuleParts before{"9.7"}, after{"9.7.1"};
    CHECK(module_kinds("9.7", "9.7.1", before, after) == own);
    CHECK(module_kinds("9.7", "9.7.1", before, after, {}, "META-INF/versions/9/module-info.class") == own);
    CHECK(module_kinds("9.7", "9.7.1", before, after, {}, "shaded/module-info.class") == binary);
    CHECK(module_kinds("7", "8", {"7"}, {"8"}) == own);
    CHECK(module_kinds("7", "8", {"7"}, {"9"}) == binary);
    CHECK(module_kinds("1.4.2", "1.4.3", {"1.4.2 "}, {"1.4.3 "}) == binary);
    // Elsewhere a short one needs words around it.
    const auto other_class = [](const std::string& from, const std::string& to) {
        return sdist("9.7", "9.7.1", "A.class", class_bytes(with_text(from)), class_bytes(with_text(to)))
            .kinds("A.class");
    };
    CHECK(other_class("9.7", "9.7.1") == binary);
    CHECK(other_class("version 9.7", "version 9.7.1") == own);
}

TEST_CASE("class file: a flag or an export more in a module is no version") {
    ModuleParts before, after;
    after.version = "1.4.3";
    REQUIRE(module_kinds("1.4.2", "1.4.3", before, after) == own);
    after.required_flags = 0x0020;
    CHECK(module_kinds("1.4.2", "1.4.3", before, after) == binary);
    after.required_flags = 0;
    after.exports = true;
    CHECK(module_kinds("1.4.2", "1.4.3", before, after) == binary);
}

TEST_CASE("class file: the version of a required module moves if it is a sibling") {
    const ModuleParts shared{"1.4.2", "acme.core", "1.4.2"}, shared_moved{"1.4.3", "acme.core", "1.4.3"};
    CHECK(module_kinds("1.4.2", "1.4.3", shared, shared_moved, listed({"acme.core"})) == sibling);
    CHECK(module_kinds("1.4.2", "1.4.3", shared, shared_moved) == binary);
    CHECK(module_kinds("1.4.2", "1.4.3", shared, shared_moved, listed({"acme.other"})) == binary);
    ModuleParts before{"1.4.2", "jakarta.mail", "2.1.0"}, after{"1.4.3", "jakarta.mail", "2.1.0"};
    CHECK(module_kinds("1.4.2", "1.4.3", before, after) == own);
}

TEST_CASE("class file: a module below the Maven group is a sibling if a dependency of the group is") {
    release::Release release;
    release.name = "org.acme:widgets";
    release.old_identity.dependencies = release.new_identity.dependencies = {"org.acme:core"};
    const Trees trees{};
    const std::vector<release::Spelling> spellings;
    const auto kinship = [&](const change::Vocabulary& vocabulary, std::string_view module) {
        const change::Names names(release, vocabulary);
        const change::Folders folders(trees, release, names);
        return change::kinship_of_module({trees, release, names, folders, spellings}, module);
    };
    using change::Kinship;
    CHECK(kinship(listed({"org.acme:*"}), "org.acme") == Kinship::sibling);
    CHECK(kinship(listed({"org.acme:*"}), "org.acme.core") == Kinship::sibling);
    CHECK(kinship(listed({"org.acme:*"}), "org.acmelike") == Kinship::other);
    CHECK(kinship(listed({"org.acme:*"}), "jakarta.mail") == Kinship::other);
    CHECK(kinship(listed({"org.other:*"}), "org.acme.core") == Kinship::other);
    CHECK(kinship({change::Vocabulary::Siblings::none, {}}, "org.acme.core") == Kinship::other);
}

TEST_CASE("class file: a whole text that stays at the old version is stale if another one moved") {
    ClassParts before = with_text("acme-widgets 1.4.2"), after = with_text("acme-widgets 1.4.3");
    before.other = after.other = "1.4.2";
    CHECK(class_kinds(before, after) == Kinds{"version.own", "version.mixed"});
    before.other = after.other = "v1.4.2";
    CHECK(class_kinds(before, after) == Kinds{"version.own", "version.mixed"});
    before.other = after.other = "since 1.4.2";
    CHECK(class_kinds(before, after) == own);
    before.other = after.other = "1.4.20";
    CHECK(class_kinds(before, after) == own);
    // Not if none moved.
    CHECK(kinds_of("A.class", class_bytes(with_text("1.4.2")), class_bytes(with_text("1.4.2"))).empty());
}

TEST_CASE("class file: the version of the module itself is stale where nothing in the file moved") {
    const ModuleParts same{"1.4.2"}, shorter{"9.7"};
    CHECK(module_kinds("1.4.2", "1.4.3", same, same) == Kinds{"version.stale"});
    CHECK(module_kinds("9.7", "9.7.1", shorter, shorter) == Kinds{"version.stale"});
    const std::string versions = "META-INF/versions/9/module-info.class";
    CHECK(module_kinds("1.4.2", "1.4.3", same, same, {}, versions) == Kinds{"version.stale"});
    CHECK(module_kinds("1.4.2", "1.4.3", same, same, {}, "shaded/module-info.class").empty());
    CHECK(module_kinds("1.4.3", "1.4.4", same, same).empty());
    // A requirement may stay, and so may what only a value states.
    const ModuleParts required{"1.4.1", "acme.core", "1.4.2"};
    CHECK(module_kinds("1.4.2", "1.4.3", required, required, listed({"acme.core"})).empty());
}

TEST_CASE("class file: a third party's required version is not stale") {
    // Two constants say 1.4.2, as no javac would write them.
    const auto with_value = [](const std::string& own_version, const std::string& required) {
        Pool pool;
        const auto self = pool.class_of("module-info");
        const auto name = pool.utf8("Module");
        const auto widgets = pool.module("acme.widgets");
        const auto other = pool.module(required);
        const auto version = pool.utf8(own_version);
        const auto other_version = pool.utf8("1.4.2");
        const auto body = u2(widgets) + u2(0) + u2(version) + u2(1) + u2(other) + u2(0) + u2(other_version) +
                          u2(0) + u2(0) + u2(0) + u2(0);
        return pool.head() + u2(0x8000) + u2(self) + u2(0) + u2(0) + u2(0) + u2(0) + u2(1) +
               attribute(name, body);
    };
    const auto kinds = [&](const std::string& required) {
        return sdist("1.4.2", "1.4.3", "module-info.class", with_value("1.4.2", required),
                     with_value("1.4.3", required), {}, listed({"acme.core"}))
            .kinds("module-info.class");
    };
    CHECK(kinds("jakarta.mail") == own);
    CHECK(kinds("acme.core") == Kinds{"version.own", "version.mixed"});
}

TEST_CASE("class file: the invariants set the lengths anew and notice what is not told") {
    auto before = with_text("v1.4.9 "), after = with_text("v1.4.10 ");
    before.annotation = "1.4.9";
    after.annotation = "1.4.10";
    const auto made = sdist("1.4.9", "1.4.10", "A.class", class_bytes(before), class_bytes(after));
    REQUIRE(made.kinds("A.class") == Kinds{"version.own", "version.own"});
    const auto holds = [&](const Changes& changes) {
        return change::check_invariants(changes, made.diff(), made.trees(), made.release()).has_value();
    };
    CHECK(holds(made.changes()));
    for (std::size_t i = 0; i < made.changes().items.size(); ++i) {
        if (made.changes().items[i].path != "A.class") continue;
        auto more = made.changes();  // one edit behind the pool, which nothing makes true
        more.items.push_back(more.items[i]);
        more.items.back().old_side->span.offset += class_bytes(before).size() / 2;
        more.items.back().new_side->span.offset += class_bytes(before).size() / 2;
        CHECK_FALSE(holds(more));
        auto less = made.changes();
        less.items.erase(less.items.begin() + static_cast<std::ptrdiff_t>(i));
        CHECK_FALSE(holds(less));
        for (const int moved : {0, 1, 2, 3}) {
            auto forged = made.changes();
            auto& change = forged.items[i];
            if (moved == 0) ++change.new_side->span.length;
            if (moved == 1) --change.new_side->span.offset;
            if (moved == 2) ++change.old_side->span.length;
            if (moved == 3) --change.old_side->span.offset;
            INFO(moved);
            CHECK_FALSE(holds(forged));
        }
    }
}
