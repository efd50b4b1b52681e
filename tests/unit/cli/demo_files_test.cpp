#include "cli/demo_files.hpp"

#include <filesystem>

#include "archive/read.hpp"
#include "catch.hpp"
#include "cli/temporary_folder.hpp"

using namespace bumpgate;
using namespace bumpgate::cli;

TEST_CASE("a tar of ours is read back without a hazard") {
    const auto temporary = TemporaryFolder::create();
    REQUIRE(temporary);
    const auto paths = write_demo(temporary->path());
    REQUIRE(paths);
    const auto tree = archive::read(paths->tampered, {});
    REQUIRE(tree);
    CHECK(tree->hazards.empty());
    const auto files = tampered_release("1.4.3");
    REQUIRE(tree->members.size() == files.size());
    for (std::size_t at = 0; at < files.size(); ++at) {
        CHECK(tree->members[at].path == "acme-widgets-1.4.3/" + files[at].path);
        CHECK(tree->members[at].content == files[at].content);
        CHECK(tree->members[at].mode == 0644);
    }
}

TEST_CASE("the same files give the same tar, in whole blocks") {
    const std::vector<SampleFile> files{{"a", ""}, {"b", std::string(512, 'x')}, {"c", "y"}};
    const auto archive = tar("root", files);
    REQUIRE(archive);
    CHECK(archive->size() == 512 * (1 + 2 + 2 + 2));
    CHECK(*archive == *tar("root", files));
}

TEST_CASE("a path that does not fit the header is refused") {
    CHECK(tar("r", {{std::string(97, 'p'), ""}}));
    CHECK_FALSE(tar("r", {{std::string(98, 'p'), ""}}));
}

TEST_CASE("the tampered release differs in two files and in nothing else") {
    const auto honest = sample_release("1.4.3");
    const auto tampered = tampered_release("1.4.3");
    REQUIRE(honest.size() == tampered.size());
    std::vector<std::string> changed;
    for (std::size_t at = 0; at < honest.size(); ++at) {
        CHECK(honest[at].path == tampered[at].path);
        if (honest[at].content != tampered[at].content) changed.push_back(honest[at].path);
    }
    CHECK(changed ==
          std::vector<std::string>{"acme_widgets/widget.py", "acme_widgets.egg-info/requires.txt"});
}
