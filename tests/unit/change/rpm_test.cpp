#include <string>
#include <vector>

#include "base/text.hpp"
#include "change/rpm_lines.hpp"
#include "fixture.hpp"

// Two rpms: whose the versions in the header are, and lists of which lines come and go.
namespace bumpgate::change_test {

namespace {

const std::string base =
    "NAME: acme\nVERSION: @\nRELEASE: #\nREQUIRENAME: acme-core\nREQUIRENAME: left-pad\nREQUIREVERSION: "
    "@-#\n";

struct Rpm {
    std::string version;
    std::string header;         ///< behind the lines of every header; "@" is the version
    std::vector<File> files{};  ///< below data/
    std::string release = "1";  ///< "#" in the lines
};

class RpmCase {
  public:
    RpmCase(const Rpm& from, const Rpm& to) {
        trees_.old_tree = tree(from);
        trees_.new_tree = tree(to);
        auto release = release::identify(trees_, {});
        REQUIRE(release);
        REQUIRE(release->ecosystem == "rpm");
        auto diff = diff::compare(trees_, *release, Limits());
        REQUIRE(diff);
        auto changes = change::classify(*diff, trees_, *release, {}, Limits());
        REQUIRE(changes);
        const auto checked = change::check_invariants(*changes, *diff, trees_, *release);
        if (!checked) FAIL(checked.error().describe());
        changes_ = *std::move(changes);
    }

    /// "LINE kind" of every change in the header; the line is 0 for what is about all of it.
    [[nodiscard]] std::vector<std::string> kinds() const {
        std::vector<std::string> result;
        for (const auto& change : changes_.items) {
            if (change.path != "header") continue;
            result.push_back(std::string(change.kind) + (change.name.empty() ? "" : " " + change.name));
        }
        return result;
    }

  private:
    std::string_view keep(std::string bytes) { return contents_.emplace_back(std::move(bytes)); }

    Tree tree(const Rpm& rpm) {
        Tree tree;
        tree.name = "acme-" + rpm.version + "-" + rpm.release + ".noarch.rpm";
        tree.layers.emplace_back();
        tree.layers.back().format = "rpm";
        tree.members.emplace_back();
        tree.members.back().path = "header";
        tree.members.back().content = keep(replace_all(
            replace_all(base + "REQUIREVERSION: 1.4.2\n" + rpm.header, "@", rpm.version), "#", rpm.release));
        tree.members.emplace_back();
        tree.members.back().path = "signature";
        tree.members.back().content = keep("RESERVEDSPACE: 00\n");
        Nested part;
        part.path = "payload.cpio";
        part.prefix = "data/";
        part.first = tree.members.size();
        part.count = rpm.files.size();
        part.packed = keep("archive");
        part.layers.emplace_back();
        part.layers.back().format = "cpio";
        for (const auto& file : rpm.files) {
            tree.members.emplace_back();
            tree.members.back().path = "data/" + file.path;
            tree.members.back().content = keep(file.content);
        }
        tree.nested.push_back(std::move(part));
        return tree;
    }

    std::deque<std::string> contents_;
    Trees trees_;
    Changes changes_;
};

/// Of a header's further lines, what a bump from one version to another changes.
Kinds bump(const std::string& from, const std::string& to, const std::string& lines,
           const std::string& new_lines = {}) {
    auto kinds = RpmCase({from, lines}, {to, new_lines.empty() ? lines : new_lines}).kinds();
    REQUIRE(kinds.size() >= 2);
    CHECK(kinds[0] == "version.own");  // VERSION
    CHECK(kinds[1] == "version.sibling acme-core");
    kinds.erase(kinds.begin(), kinds.begin() + 2);
    return kinds;
}

std::string provides(const std::string& name) {
    return "PROVIDENAME: " + name + "\nPROVIDEVERSION: @\n";
}

}  // namespace

TEST_CASE("rpm: a requirement's version belongs to the name at the same place") {
    CHECK(bump("1.4.2", "1.4.3", "").empty());  // left-pad 1.4.2 is not left behind
    CHECK(bump("1.4.2", "1.4.3", "CONFLICTNAME: left-pad\nCONFLICTVERSION: @\n") == Kinds{"text left-pad"});
    CHECK(bump("1.4.2", "1.4.3", "CONFLICTNAME: acme\nCONFLICTVERSION: @\n") == Kinds{"version.own acme"});
    CHECK(bump("1.4.2", "1.4.3",
               "CONFLICTNAME: a\nCONFLICTNAME: acme\nCONFLICTVERSION: 1\nCONFLICTVERSION: @\n") ==
          Kinds{"version.own acme"});
    CHECK(bump("1.4.2", "1.4.3",
               "CONFLICTNAME: acme\nCONFLICTNAME: a\nCONFLICTVERSION: 1\nCONFLICTVERSION: @\n") ==
          Kinds{"text a"});
    // Lists that do not go together, or stand twice, name nobody.
    CHECK(bump("1.4.2", "1.4.3", "CONFLICTNAME: acme\nCONFLICTVERSION: @\nCONFLICTVERSION: @\n") ==
          Kinds{"text CONFLICTVERSION", "text CONFLICTVERSION"});
    CHECK(bump("1.4.2", "1.4.3", "CONFLICTNAME: acme\nOS: x\nCONFLICTNAME: acme\nCONFLICTVERSION: @\n") ==
          Kinds{"text CONFLICTVERSION"});
    CHECK(bump("1.4.2", "1.4.3", "OBSOLETEVERSION: @\n") == Kinds{"text OBSOLETEVERSION"});
    CHECK(bump("1.4.2", "1.4.3", "CONFLICTNAME: acme\nCONFLICTVERSION: 1.4.2\n") ==
          Kinds{"version.mixed acme"});
}

TEST_CASE("rpm: what a package provides is its own, but for what is bundled") {
    CHECK(bump("1.9", "1.10", provides("acme")) == Kinds{"version.own acme"});
    CHECK(bump("1.9", "1.10", provides("acme(x86-64)")) == Kinds{"version.own acme"});
    CHECK(bump("1.9", "1.10", provides("config(acme)")) == Kinds{"version.own acme"});
    CHECK(bump("1.9", "1.10", provides("python3.11dist(acme)")) == Kinds{"version.own acme"});
    CHECK(bump("1.9", "1.10", provides("left-pad(acme)")) == Kinds{"version.weak left-pad(acme)"});
    CHECK(bump("1.4.2", "1.4.3", provides("widgets")) == Kinds{"version.own widgets"});
    CHECK(bump("1.9", "1.10", provides("widgets")) == Kinds{"version.weak widgets"});
    CHECK(bump("1.4.2", "1.4.3", provides("bundled(acme)")) == Kinds{"text bundled(acme)"});
    CHECK(bump("1.4.2", "1.4.3", "PROVIDENAME: bundled(pad)\nPROVIDEVERSION: 1.4.2\n").empty());
    CHECK(bump("1.4.2", "1.4.3", "RECOMMENDNAME: widgets\nRECOMMENDVERSION: @\n") == Kinds{"text widgets"});
}

TEST_CASE("rpm: the change log and numbers that are none of ours") {
    const std::string past = "CHANGELOGNAME: A - 1.4.2-1\nCHANGELOGTEXT: acme 1.4.2\n";
    CHECK(bump("1.4.2", "1.4.3", past).empty());
    CHECK(bump("1.4.2", "1.4.3", past, replace_all(past, "1.4.2", "1.4.3")) ==
          Kinds{"text CHANGELOGNAME", "text CHANGELOGTEXT"});
    CHECK(bump("1.4.2", "1.4.3", "RPMVERSION: @\n") == Kinds{"tool.version"});
    CHECK(
        bump("1", "2", "EPOCH: 1\nSOURCERPM: acme-@-1.src.rpm\nPROVIDENAME: acme\nPROVIDEVERSION: 1:@-1\n") ==
        Kinds{"version.own", "version.own acme"});
    CHECK(bump("1.4.2", "1.4.3", "SOURCERPM: other-@-1.src.rpm\n") == Kinds{"version.own"});
    CHECK(bump("1.4.2", "1.4.3", "SOURCERPM: left-pad-@-2-1.src.rpm\n") == Kinds{"text"});
    CHECK(bump("1.4.2", "1.4.3", "SOURCERPM: acme-1-@.src.rpm\n") == Kinds{"text"});
    CHECK(bump("1.4.2", "1.4.3", "RELEASE: @\n") == Kinds{"text"});
}

TEST_CASE("rpm: VERSION is no part of the version in another spelling") {
    const auto kinds = RpmCase({"1.4.2", ""}, {"1.4.03", ""}).kinds();
    CHECK(kinds == Kinds{"text", "text"});
    CHECK(bump("1.4.2", "1.4.3", "SUMMARY: version 1.4\n").empty());
    CHECK(bump("1.4.2", "1.5.0", "SUMMARY: version 1.4\n", "SUMMARY: version 1.5\n") ==
          Kinds{"version.part"});
    CHECK(bump("1.09.2", "1.10.0", "SUMMARY: version 1.09\n", "SUMMARY: version 1.10\n") ==
          Kinds{"version.part"});
}

TEST_CASE("rpm: EPOCH and RELEASE are parts of the own version") {
    const auto kinds = [](const std::string& from, const std::string& to, const std::string& lines = {}) {
        return RpmCase({"1.4.2", lines, {}, from}, {"1.4.2", lines, {}, to}).kinds();
    };
    CHECK(kinds("1", "2") == Kinds{"version.part", "version.sibling acme-core"});
    CHECK(kinds("1.fc40", "2.fc40") == Kinds{"version.part", "version.sibling acme-core"});
    CHECK(kinds("1", "11") ==
          Kinds{"version.part", "version.sibling acme-core"});  // nothing but an insertion
    CHECK(kinds("1.fc40", "1") == Kinds{"version.part", "version.sibling acme-core"});
    // A character that deceives is no part of a version, nor is a release that the file name does not have.
    CHECK(RpmCase({"1.4.2", "", {}, "1"}, {"1.4.2", "", {}, "2\u200b"}).kinds().front() != "version.part");
    CHECK(kinds("1", "2", "SOURCEPACKAGE: #\n") ==
          Kinds{"version.part", "version.sibling acme-core", "text"});
    CHECK(RpmCase({"1.4.2", "", {}, "3"}, {"1.4.3", "", {}, "1"}).kinds() ==
          Kinds{"version.own", "version.part", "version.sibling acme-core"});
    CHECK(RpmCase({"1.4.2", "EPOCH: 1\n"}, {"1.4.3", "EPOCH: 2\n"}).kinds().back() == "version.part");
    // A second RELEASE: which one counts differs from reader to reader.
    CHECK(RpmCase({"1.4.2", "OS: x\nRELEASE: 1\n", {}, "1"}, {"1.4.2", "OS: x\nRELEASE: 2\n", {}, "2"})
              .kinds() == Kinds{"text", "version.sibling acme-core", "text"});
}

TEST_CASE("rpm: lines of a list that come and go are recomputed like others") {
    const std::string names =
        "DIRINDEXES: 0\nDIRINDEXES: 0\nBASENAMES: a\nBASENAMES: b\nDIRNAMES: /\nOS: linux\n";
    const auto side = [&](const std::string& version, const std::string& a, const std::string& b,
                          const std::string& sizes) {
        return Rpm{version, "OPTFLAGS: x\n" + sizes + names, {{"a", a}, {"b", b}}};
    };
    const auto old_side = side("1.4.2", "1", "22", "FILESIZES: 1\nFILESIZES: 2\n");
    const auto kinds = [&](const std::string& sizes) {
        return RpmCase(old_side, side("1.4.3", "22", "333", sizes)).kinds();
    };
    // The line 2 stays, one goes in front of it and one comes behind it.
    CHECK(kinds("FILESIZES: 2\nFILESIZES: 3\n") ==
          Kinds{"version.own", "version.sibling acme-core", "digest.derived", "digest.derived"});
    CHECK(kinds("FILESIZES: 2\nFILESIZES: 4\n") ==
          Kinds{"version.own", "version.sibling acme-core", "digest.derived", "digest.mismatch"});
    CHECK(kinds("FILESIZES: 3\nFILESIZES: 3\n") ==
          Kinds{"version.own", "version.sibling acme-core", "digest.mismatch", "digest.derived"});
    const auto extra = kinds("FILESIZES: 2\nFILESIZES: 3\nFILESIZES: 4\n");
    CHECK(std::find(extra.begin(), extra.end(), "digest.mismatch") != extra.end());
    const auto other = kinds("FILESIZES: 2\nEVIL: 3\nFILESIZES: 3\n");
    CHECK(std::find(other.begin(), other.end(), "text") != other.end());
}

TEST_CASE("rpm: what stands beside a recomputed list is not recomputed") {
    const std::string names = "DIRINDEXES: 0\nBASENAMES: a\nDIRNAMES: /\nFILESIZES: 1\n";
    const auto kinds = [&](const std::string& from, const std::string& to) {
        auto result =
            RpmCase({"1.4.2", names + from, {{"a", "1"}}}, {"1.4.3", names + to, {{"a", "1"}}}).kinds();
        result.erase(result.begin(), result.begin() + 2);
        return result;
    };
    CHECK(kinds("OS: x\n", "LONGFILESIZES: 1\nOS: x\n") == Kinds{"digest.derived"});
    CHECK(kinds("OS: x\n", "EVIL: 1\nLONGFILESIZES: 1\nOS: x\n") == Kinds{"text"});
    CHECK(kinds("OS: x\n", "LONGFILESIZES: 1\nEVIL: 1\nOS: x\n") == Kinds{"text"});
    CHECK(kinds("OS: x\nLONGFILESIZES: 1\n", "OS: x\nLONGFILESIZES: 1") == Kinds{"text.line-ending"});
    CHECK(RpmCase({"5104", "TAG 5104 (int32): 5\n"}, {"5105", "TAG 5105 (int32): 5\n"}).kinds().back() ==
          "text");
}

TEST_CASE("rpm: lines by tag and index") {
    const change::RpmLines lines("A: 1\nA: \nB (int64): x: y\nno tag\nC: 3\nD: 4\nC: 5");
    CHECK(lines.count("A") == 2);
    CHECK(lines.line("A", 1)->value.empty());
    CHECK(lines.line("A", 1)->begin == 5);
    CHECK(lines.line("A", 1)->end == 8);
    CHECK(!lines.line("A", 2));
    CHECK(!lines.only("A"));
    CHECK(lines.only("B (int64)") == "x: y");
    CHECK(!lines.only("B"));
    CHECK(lines.count("C") == 0);  // twice
    CHECK(!lines.line("C", 0));
    CHECK(lines.at(8)->tag == "A");  // its line end
    CHECK(lines.at(8)->index == 1);
    CHECK(lines.at(9)->tag == "B (int64)");
    CHECK(!lines.at(27));
    CHECK(lines.at(45)->tag == "C");
    CHECK(!lines.at(46));
    CHECK(!change::RpmLines("").at(0));
}

}  // namespace bumpgate::change_test
