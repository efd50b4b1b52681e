#include "cli/predecessor.hpp"

#include "catch.hpp"

using namespace bumpgate;
using namespace bumpgate::cli;

namespace {

Candidate candidate(const std::string& file, const std::string& name, const std::string& version,
                    const std::string& ecosystem = "pypi-wheel") {
    Candidate made;
    made.path = file;
    made.identity.ecosystem = ecosystem;
    made.identity.name = name;
    made.identity.version = version;
    return made;
}

std::string found(const Candidate& file, const std::vector<Candidate>& candidates) {
    const auto path = find_predecessor(file, candidates);
    return path ? path->string() : std::string(to_string(path.error().code));
}

}  // namespace

TEST_CASE("the greatest version below the own one") {
    const std::vector<Candidate> folder{candidate("a", "acme", "1.9"), candidate("b", "acme", "1.10"),
                                        candidate("c", "acme", "1.2"), candidate("d", "acme", "2.0")};
    CHECK(found(candidate("n", "acme", "1.11"), folder) == "b");
    CHECK(found(candidate("n", "acme", "1.10"), folder) == "a");
    CHECK(found(candidate("n", "acme", "2.0"), folder) == "b");
    CHECK(found(candidate("n", "acme", "1.2"), folder) == "not-found");
}

TEST_CASE("names compare as their ecosystem compares them, and ecosystems do not mix") {
    const std::vector<Candidate> folder{candidate("a", "Acme_Widgets", "1.0"),
                                        candidate("b", "acme-widgets", "1.5", "npm"),
                                        candidate("c", "acme-widgets-extra", "1.6")};
    CHECK(found(candidate("n", "acme-widgets", "2.0"), folder) == "a");
    CHECK(found(candidate("n", "acme-widgets", "2.0.0", "npm"), folder) ==
          "not-found");  // "1.5" is no SemVer
}

TEST_CASE("of several builds the one that is called alike, or none") {
    const std::vector<Candidate> folder{candidate("acme-1.0-cp310-linux.whl", "acme", "1.0"),
                                        candidate("acme-1.0-cp310-win32.whl", "acme", "1.0"),
                                        candidate("acme-0.9-cp310-arm64.whl", "acme", "0.9")};
    CHECK(found(candidate("acme-1.1-cp310-win32.whl", "acme", "1.1"), folder) == "acme-1.0-cp310-win32.whl");
    CHECK(found(candidate("acme-1.1-cp310-arm64.whl", "acme", "1.1"), folder) == "identity");
}

TEST_CASE("two files of one version and one name are never guessed between") {
    const std::vector<Candidate> folder{candidate("x/acme-1.0.whl", "acme", "1.0"),
                                        candidate("y/acme-1.0.whl", "acme", "1.0.0")};
    CHECK(found(candidate("acme-1.1.whl", "acme", "1.1"), folder) == "x/acme-1.0.whl");
    const std::vector<Candidate> same{candidate("x/acme-1.0.whl", "acme", "1.0"),
                                      candidate("y/acme-1.0.whl", "acme", "1.0")};
    CHECK(found(candidate("acme-1.1.whl", "acme", "1.1"), same) == "identity");
}

TEST_CASE("a file that does not say who it is") {
    CHECK(found(candidate("n", "", "1.0"), {}) == "identity");
    CHECK(found(candidate("n", "acme", "not a version"), {}) == "identity");
}
