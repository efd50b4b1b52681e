#include "change/binary_version.hpp"

#include <string>

#include "fixture.hpp"

using namespace bumpgate;
using namespace bumpgate::change_test;

namespace {

const std::string nul(1, '\0');
const Kinds in_binary{"binary.version"};
const Kinds binary{"binary"};

/// Some code, a string that ends in NUL, some more code.
Kinds bytes(const std::string& before, const std::string& after) {
    const auto around = [](const std::string& text) {
        return "\x7F" + ("ELF" + nul) + "\x02\x01\xF7" + nul + text + nul + "\xC3\x90\x01";
    };
    return kinds_of("lib.so", around(before), around(after));
}

}  // namespace

TEST_CASE("binary: a version of the same length that stands alone in a string") {
    CHECK(bytes("1.4.2", "1.4.3") == in_binary);
    CHECK(bytes("acme-widgets 1.4.2 (linux)", "acme-widgets 1.4.3 (linux)") == in_binary);
    CHECK(bytes("v1.4.2" + nul + "1.4.2", "v1.4.3" + nul + "1.4.3") ==
          Kinds{"binary.version", "binary.version"});
    CHECK(bytes("1.4.2" + std::string(9000, 'x'), "1.4.3" + std::string(9000, 'x')) == binary);
    CHECK(bytes("1.4.2 " + std::string(9000, 'x') + " 1.4.2", "1.4.3 " + std::string(9000, 'x') + " 1.4.3") ==
          Kinds{"binary.version", "binary.version"});
}

TEST_CASE("binary: where the text that is looked at ends does not matter") {
    for (std::size_t length = 4070; length < 4110; ++length) {
        const auto with = [&](const std::string& version) {
            return version + " " + std::string(length, 'x') + " " + version;
        };
        INFO(length);
        CHECK(bytes(with("1.4.2"), with("1.4.3")) == Kinds{"binary.version", "binary.version"});
    }
}

TEST_CASE("binary: the change is the version alone") {
    const auto release = sdist("1.4.2", "1.4.3", "a.bin", nul + "v1.4.2" + nul, nul + "v1.4.3" + nul);
    for (const auto& change : release.changes().items) {
        if (change.path != "a.bin") continue;
        CHECK(change.kind == "binary.version");
        CHECK(change.old_side->text == "1.4.2");
        CHECK(change.new_side->text == "1.4.3");
        CHECK(change.new_side->span.offset == 2);
    }
}

TEST_CASE("binary: anything else is a change of bytes") {
    CHECK(bytes("1.4.2", "1.4.4") == binary);
    CHECK(bytes("1.4.2x", "1.4.3x") == binary);
    CHECK(bytes("x1.4.2", "x1.4.3") == binary);
    CHECK(bytes("11.4.2", "11.4.3") == binary);
    CHECK(bytes("1.4.2.1", "1.4.3.1") == binary);
    CHECK(bytes("1.4.2rc1", "1.4.3rc1") == binary);
    CHECK(bytes("\xC3\xA9"
                "1.4.2",
                "\xC3\xA9"
                "1.4.3") == binary);
    CHECK(bytes("\xFF"
                "1.4.2",
                "\xFF"
                "1.4.3") == binary);
    CHECK(bytes("1.4.2\xC0", "1.4.3\xC0") == binary);
    CHECK(bytes("libother-1.4.2.so", "libother-1.4.3.so") == binary);
    CHECK(bytes("1.4.2", "1.4.2.") == binary);  // another length
    CHECK(bytes("1.4.2" + nul + "a", "1.4.3" + nul + "b") == binary);
    CHECK(bytes("1.4.2 or 1.4.3", "1.4.3 or 1.4.2") == binary);
    CHECK(bytes("1" + nul + ".4.2", "1" + nul + ".4.3") == binary);
    CHECK(bytes("1.4.2" + nul + "4.2", "1.4.3" + nul + "4.3") == binary);
    CHECK(bytes("1.4.2" + nul, "1.4.3 ") == binary);
}

TEST_CASE("binary: a short version needs words in its own string") {
    const auto short_bytes = [](const std::string& before, const std::string& after) {
        return sdist("9.7", "9.8", "a.bin", before, after).kinds("a.bin");
    };
    CHECK(short_bytes(nul + "version 9.7" + nul, nul + "version 9.8" + nul) == in_binary);
    CHECK(short_bytes(nul + "9.7" + nul, nul + "9.8" + nul) == binary);
    CHECK(short_bytes("version" + nul + "9.7" + nul, "version" + nul + "9.8" + nul) == binary);
}

TEST_CASE("binary: another length moves everything behind it, which is no version") {
    CHECK(bytes("1.4.2", std::string(5000, '\0') + "1.4.3") == binary);
    CHECK(bytes(std::string(5000, '\0') + "1.4.2", "1.4.3") == binary);
    CHECK(sdist("1.4.9", "1.4.10", "a.bin", nul + "1.4.9" + nul, nul + "1.4.10" + nul).kinds("a.bin") ==
          binary);
    CHECK(sdist("1.4.9", "1.4.10", "a.bin", nul + "1.4.9" + nul + nul, nul + "1.4.10" + nul).kinds("a.bin") ==
          binary);
}

TEST_CASE("binary: a version in a binary is not one that moved for the rest of the release") {
    const auto release =
        sdist("1.4.2", "1.4.3", "a.bin", nul + "1.4.2" + nul + "1.4.2 ", nul + "1.4.3" + nul + "1.4.2 ");
    CHECK(release.kinds("a.bin") == in_binary);
}
