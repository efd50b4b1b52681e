#include "change/derived/derived.hpp"

#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "catch.hpp"

using namespace bumpgate;

namespace {

using Files = std::vector<std::pair<std::string, std::string>>;

std::string record_line(const std::string& path, const std::string& content,
                        const std::string& algorithm = "sha256") {
    const auto raw = digest(algorithm, content);
    REQUIRE(raw);
    return path + "," + algorithm + "=" + base64url(*raw) + "," + std::to_string(content.size());
}

/// One side: a release of acme-widgets with these files below its root.
struct Release {
    std::deque<std::string> contents;
    Tree tree;
    release::Identity identity;

    Release(std::string ecosystem, std::string version, const Files& files) {
        identity.ecosystem = std::move(ecosystem);
        identity.name = "acme-widgets";
        identity.version = std::move(version);
        if (identity.ecosystem == "pypi-sdist") identity.root = "acme-widgets-" + identity.version;
        for (const auto& [path, content] : files) add(path, content);
    }

    Member& add(const std::string& path, const std::string& content) {
        Member member;
        member.path = identity.root.empty() ? path : identity.root + "/" + path;
        contents.push_back(content);
        member.content = contents.back();
        tree.members.push_back(member);
        return tree.members.back();
    }
};

/// A tree with the same members; a Tree itself cannot be copied.
Tree view_of(const Tree& tree) {
    Tree view;
    view.members = tree.members;
    return view;
}

/// "right", or the problem of the listing at `path` of the new side.
std::string verdict(const Release& old_side, const Release& side, const std::string& path) {
    for (std::size_t i = 0; i < side.tree.members.size(); ++i) {
        if (release::below_root(side.identity, side.tree.members[i].path) != path) continue;
        const Trees trees{view_of(old_side.tree), view_of(side.tree)};
        release::Release release;
        release.old_identity = old_side.identity;
        release.new_identity = side.identity;
        const auto result = change::derived::Recomputation(trees, release).recompute(std::nullopt, i);
        if (!result) return "no listing";
        CHECK(result->whole);
        return result->problem.empty() ? "right" : result->problem;
    }
    return "no such member";
}

// ---- RECORD

const std::string info = "acme_widgets-1.4.3.dist-info";
const std::string old_info = "acme_widgets-1.4.2.dist-info";
const std::string code = "version = '1.4.3'\n";
const std::string meta = "Name: acme-widgets\n";

std::string right_record() {
    return record_line("acme/a.py", code) + "\n" + record_line(info + "/METADATA", meta) + "\n" + info +
           "/RECORD,,\n";
}

Release old_wheel(const std::string& record) {
    return {"pypi-wheel",
            "1.4.2",
            {{"acme/a.py", "old"}, {old_info + "/METADATA", "old"}, {old_info + "/RECORD", record}}};
}

std::string old_record(const std::string& algorithm = "sha256") {
    return record_line("acme/a.py", "old", algorithm) + "\n" +
           record_line(old_info + "/METADATA", "old", algorithm) + "\n" + old_info + "/RECORD,,\n";
}

/// What is said of this RECORD in a wheel with these further members.
std::string record(const std::string& text, const Files& more = {},
                   const std::string& old_text = old_record()) {
    Files files{{"acme/a.py", code}, {info + "/METADATA", meta}};
    files.insert(files.end(), more.begin(), more.end());
    files.emplace_back(info + "/RECORD", text);
    return verdict(old_wheel(old_text), Release("pypi-wheel", "1.4.3", files), info + "/RECORD");
}

bool says(const std::string& text, std::string_view part) {
    INFO(text);
    return text.find(part) != std::string::npos;
}

// ---- SOURCES.txt

const std::string sources_path = "src/acme_widgets.egg-info/SOURCES.txt";
const Files sdist_files{{"PKG-INFO", "x"},
                        {"setup.cfg", "x"},
                        {"setup.py", "x"},
                        {"src/acme/a.py", "x"},
                        {"src/acme_widgets.egg-info/PKG-INFO", "x"}};
const std::string right_sources =
    "setup.py\nsrc/acme/a.py\nsrc/acme_widgets.egg-info/PKG-INFO\nsrc/acme_widgets.egg-info/SOURCES.txt\n";

Release sdist(const std::string& version, const std::string& text, const Files& more = {},
              const std::string& path = sources_path) {
    Files files = sdist_files;
    files.insert(files.end(), more.begin(), more.end());
    files.emplace_back(path, text);
    return {"pypi-sdist", version, files};
}

std::string sources(const std::string& text, const Files& more = {},
                    const std::string& old_text = right_sources, const Files& old_more = {}) {
    return verdict(sdist("1.4.2", old_text, old_more), sdist("1.4.3", text, more), sources_path);
}

}  // namespace

TEST_CASE("listing: which members are listings") {
    const auto is_listing = [](const std::string& ecosystem, const std::string& path) {
        const Release side(ecosystem, "1.4.3", {{path, "x"}});
        return verdict(side, side, path) != "no listing";
    };
    CHECK(is_listing("pypi-wheel", "acme-1.dist-info/RECORD"));
    CHECK(is_listing("pypi-sdist", "acme.egg-info/SOURCES.txt"));
    CHECK(is_listing("pypi-sdist", "src/acme.egg-info/SOURCES.txt"));
    CHECK_FALSE(is_listing("pypi-wheel", "acme/vendor/x-1.dist-info/RECORD"));
    CHECK_FALSE(is_listing("pypi-wheel", "RECORD"));
    CHECK_FALSE(is_listing("pypi-wheel", "acme-1.dist-info/record"));
    CHECK_FALSE(is_listing("pypi-wheel", "acme.egg-info/SOURCES.txt"));
    CHECK_FALSE(is_listing("pypi-sdist", "SOURCES.txt"));
    CHECK_FALSE(is_listing("npm", "acme-1.dist-info/RECORD"));
}

TEST_CASE("listing: a RECORD that is right") {
    CHECK(record(right_record()) == "right");
    CHECK(record(replace_all(right_record(), "\n", "\r\n")) == "right");
    CHECK(record(std::string(trim(right_record()))) == "right");
    CHECK(record(replace_all(right_record(), "acme/a.py", "\"acme/a.py\"")) == "right");
    CHECK(record(info + "/RECORD,,\n" + record_line(info + "/METADATA", meta) + "\n" +
                 record_line("acme/a.py", code) + "\n") == "right");
    CHECK(record(right_record() + "\"a,\"\"b\"\".py\"" + record_line("", "x") + "\n",
                 {{"a,\"b\".py", "x"}}) == "right");
    CHECK(record(right_record(), {}, "") == "right");
}

TEST_CASE("listing: a wrong digest or size, of an unchanged line too") {
    CHECK(says(record(replace_all(right_record(), record_line("acme/a.py", code),
                                  record_line("acme/a.py", "other"))),
               "line 1: \"acme/a.py\" has another sha256"));
    CHECK(says(record(replace_all(right_record(), "," + std::to_string(meta.size()), ",7")), "another size"));
    CHECK(says(record(replace_all(right_record(), "," + std::to_string(code.size()),
                                  ",+" + std::to_string(code.size()))),
               "another size"));
    CHECK(says(record(replace_all(right_record(), "," + std::to_string(code.size()),
                                  ",0" + std::to_string(code.size()))),
               "another size"));
    CHECK(says(record(replace_all(right_record(), "," + std::to_string(code.size()) + "\n", ",\n")),
               "has no size"));
    CHECK(says(record("acme/a.py,," + right_record().substr(right_record().find('\n') - 2)), "no digest"));
    CHECK(says(record(replace_all(right_record(), "RECORD,,", "RECORD,,9")), "of itself"));
}

TEST_CASE("listing: what is missing, too much or there twice in a RECORD") {
    CHECK(says(record(right_record(), {{"acme/b.py", "x"}}), "\"acme/b.py\" is in the wheel and not listed"));
    CHECK(says(record(right_record() + record_line("acme/b.py", "x") + "\n"),
               "line 4: \"acme/b.py\" is not in the wheel"));
    CHECK(says(record(right_record() + record_line("acme/a.py", code) + "\n"), "stands on line 1 already"));
    CHECK(says(record(right_record(), {{"acme/a.py", code}}), "more than once in the wheel"));
    CHECK(says(record(replace_all(right_record(), info + "/RECORD,,\n", "")),
               "RECORD\" is in the wheel and not listed"));
    CHECK(says(record(""), "not listed"));
    CHECK(says(record(right_record() + "\n"), "line 4"));
    CHECK(says(record(right_record() + "./acme/a.py" + record_line("", code) + "\n"), "not in the wheel"));
}

TEST_CASE("listing: signatures of a RECORD need no line") {
    const Files signatures{{info + "/RECORD.jws", "x"}, {info + "/RECORD.p7s", "x"}};
    CHECK(record(right_record(), signatures) == "right");
    CHECK(record(right_record() + info + "/RECORD.jws,,\n", signatures) == "right");
    CHECK(says(record(right_record() + info + "/RECORD.jws,sha256=x,1\n", signatures), "another sha256"));
    CHECK(says(record(right_record(), {{"RECORD.jws", "x"}}), "not listed"));
    CHECK(says(record(right_record(), {{info + "/RECORD.jws2", "x"}}), "not listed"));
}

TEST_CASE("listing: digests may get stronger, not weaker") {
    const auto with = [](const std::string& algorithm) {
        return record_line("acme/a.py", code, algorithm) + "\n" +
               record_line(info + "/METADATA", meta, algorithm) + "\n" + info + "/RECORD,,\n";
    };
    CHECK(record(with("sha512")) == "right");
    CHECK(record(with("sha384"), {}, old_record("sha384")) == "right");
    CHECK(says(record(with("sha384"), {}, old_record("sha512")), "got weaker"));
    CHECK(says(record(with("sha256"), {}, old_record("sha384")), "got weaker"));
    CHECK(says(record(with("md5"), {}, old_record("md5")), "not sha256"));
    CHECK(says(record(replace_all(right_record(), "sha256=", "SHA256=")), "not sha256"));
}

TEST_CASE("listing: a weaker digest is seen below a folder that carries the version") {
    const auto text = record_line("acme/a.py", code, "sha512") + "\n" +
                      record_line(info + "/METADATA", meta) + "\n" + info + "/RECORD,,\n";
    CHECK(says(record(text, {}, old_record("sha512")), "METADATA\" was sha512 and got weaker"));
}

TEST_CASE("listing: a size may stay left out") {
    const auto bare = [](const std::string& text) { return text.substr(0, text.rfind(',') + 1); };
    const auto old_text = bare(record_line("acme/a.py", "old")) + "\n" +
                          record_line(old_info + "/METADATA", "old") + "\n" + old_info + "/RECORD,,\n";
    const auto text = bare(record_line("acme/a.py", code)) + "\n" + record_line(info + "/METADATA", meta) +
                      "\n" + info + "/RECORD,,\n";
    CHECK(record(text, {}, old_text) == "right");
    CHECK(says(record(text), "has no size"));
}

TEST_CASE("listing: lines of a RECORD that are no CSV of three fields") {
    for (const std::string line :
         {"acme", "acme,", "a,b,c,d", "\"acme,,", "a\"b,,", "\"a\"b,,", ",,", "#,"}) {
        INFO(line);
        CHECK(says(record(right_record() + line + "\n"), "line 4: not three fields"));
    }
}

TEST_CASE("listing: only regular files can stand in a RECORD") {
    const auto text = right_record() + record_line("acme/link", "") + "\n";
    Release side("pypi-wheel", "1.4.3",
                 {{"acme/a.py", code}, {info + "/METADATA", meta}, {info + "/RECORD", text}});
    auto& link = side.add("acme/link", "");
    link.type = MemberType::symlink;
    link.link_target = "a.py";
    CHECK(says(verdict(old_wheel(old_record()), side, info + "/RECORD"), "no regular file"));
    Release folders("pypi-wheel", "1.4.3",
                    {{"acme/a.py", code}, {info + "/METADATA", meta}, {info + "/RECORD", right_record()}});
    folders.add("acme", "").type = MemberType::directory;
    CHECK(verdict(old_wheel(old_record()), folders, info + "/RECORD") == "right");
}

TEST_CASE("listing: a SOURCES.txt that is right") {
    CHECK(sources(right_sources) == "right");
    CHECK(sources(replace_all(right_sources, "\n", "\r\n")) == "right");
    CHECK(sources("./setup.py\n./src/acme/a.py\nsetup.py\n") == "right");
    CHECK(sources("src/acme/a.py\nsetup.py\nPKG-INFO") == "right");
    CHECK(sources(right_sources + "src/acme/b.py\n", {{"src/acme/b.py", "x"}}) == "right");
}

TEST_CASE("listing: one line too many or too few in SOURCES.txt") {
    CHECK(
        says(sources(right_sources + "src/acme/b.py\n"), "line 5: \"src/acme/b.py\" is not in the release"));
    CHECK(says(sources(right_sources, {{"src/acme/b.py", "x"}}),
               "\"src/acme/b.py\" is in the release and not listed"));
    CHECK(says(sources("setup.py\n"), "\"src/acme/a.py\" is in the release and not listed"));
    CHECK(says(sources("setup.py\nsrc/acme\nsrc/acme/a.py\n"), "\"src/acme\" is not in the release"));
    CHECK(says(sources(right_sources, {{"src/PKG-INFO", "x"}}), "not listed"));
}

TEST_CASE("listing: what the old SOURCES.txt had wrong may stay wrong, and only that") {
    const auto absent = right_sources + "src/acme/gone.py\n";
    CHECK(sources(absent, {}, absent) == "right");
    CHECK(says(sources(absent + "src/acme/more.py\n", {}, absent), "more.py"));
    const Files extra{{"src/acme/extra.py", "x"}};
    CHECK(sources(right_sources, extra, right_sources, extra) == "right");
    CHECK(says(
        sources(right_sources, {{"src/acme/extra.py", "x"}, {"src/acme/evil.py", "x"}}, right_sources, extra),
        "evil.py"));
    CHECK(says(sources(right_sources, extra, right_sources + "src/acme/extra.py\n"), "extra.py"));
}

TEST_CASE("listing: a path with the version in it moves, in a fault of old too") {
    CHECK(sources(right_sources + "docs/v1.4.3.txt\n", {{"docs/v1.4.3.txt", "x"}},
                  right_sources + "docs/v1.4.2.txt\n", {{"docs/v1.4.2.txt", "x"}}) == "right");
    CHECK(sources(right_sources, {{"docs/v1.4.3.txt", "x"}}, right_sources, {{"docs/v1.4.2.txt", "x"}}) ==
          "right");
    CHECK(sources(right_sources + "docs/v1.4.3.txt\n", {}, right_sources + "docs/v1.4.2.txt\n") == "right");
    CHECK(says(sources(right_sources + "docs/v1.4.4.txt\n", {}, right_sources + "docs/v1.4.2.txt\n"),
               "v1.4.4"));
}

TEST_CASE("listing: the SOURCES.txt of another package must stay as it was") {
    const std::string path = "vendor/other.egg-info/SOURCES.txt";
    CHECK(verdict(sdist("1.4.2", "x\n", {}, path), sdist("1.4.3", "x\n", {}, path), path) == "right");
    CHECK(says(verdict(sdist("1.4.2", "x\n", {}, path), sdist("1.4.3", "y\n", {}, path), path),
               "another package"));
    CHECK(says(verdict(sdist("1.4.2", "x\n"), sdist("1.4.3", "y\n", {}, path), path), "another package"));
}

TEST_CASE("listing: names of listings that are none") {
    CHECK(says(verdict(sdist("1.4.2", "x\n"), sdist("1.4.3", "x\n"), "setup.py"), "no listing"));
}
