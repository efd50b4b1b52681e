#include "change/class_file.hpp"

#include <string>
#include <vector>

#include "class_file_fixture.hpp"
#include "fixture.hpp"

using namespace bumpgate;
using namespace bumpgate::change;
using namespace bumpgate::change_test;

namespace {

/// The uses of a text of the pool, or-ed over all entries that say it.
int uses_of(const std::string& bytes, const std::string& text) {
    const auto file = parse_class(bytes);
    REQUIRE(file);
    const auto uses = uses_of_texts(*file);
    REQUIRE(uses);
    int result = -1;
    for (std::size_t i = 0; i < file->pool.size(); ++i) {
        if (file->pool[i].tag == utf8_tag && file->content(i) == text)
            result = std::max(result, 0) | uses->of[i];
    }
    return result;
}

}  // namespace

TEST_CASE("class file: the constant pool") {
    const auto bytes = class_bytes();
    const auto file = parse_class(bytes);
    REQUIRE(file);
    CHECK(file->pool_begin == 10);
    CHECK(file->pool[0].tag == 0);
    CHECK(file->pool[1].tag == utf8_tag);
    CHECK(file->content(1) == "acme/Version");
    CHECK(file->pool[2].tag == 7);
    CHECK(file->content(2) == u2(1));
    // A long takes two slots (section 4.4.5).
    std::size_t at = 0;
    while (file->pool[at].tag != 5) ++at;
    CHECK(file->content(at) == big(42, 8));
    CHECK(file->pool[at + 1].tag == 0);
    CHECK(file->pool[at + 2].tag == utf8_tag);
    CHECK(bytes.substr(file->pool_end, 2) == u2(0x0021));
}

TEST_CASE("class file: what is none") {
    const auto bytes = class_bytes();
    CHECK_FALSE(parse_class(""));
    CHECK_FALSE(parse_class("\xCA\xFE\xBA\xBE"));
    CHECK_FALSE(parse_class("PK" + bytes));
    for (const int tag : {2, 13, 14, 21, 255}) {
        INFO(tag);
        Pool pool;
        pool.add(tag, std::string(8, '\0'));
        CHECK_FALSE(parse_class(pool.head()));
    }
    Pool zero;
    CHECK(parse_class(zero.head()));
    auto no_count = zero.head();
    no_count[9] = 0;
    CHECK_FALSE(parse_class(no_count));
    Pool half;  // the second slot of a long lies behind the pool
    half.add(5, big(1, 8), 1);
    CHECK_FALSE(parse_class(half.head() + std::string(100, '\0')));
    CHECK(is_class_file("a/B.class", bytes));
    CHECK_FALSE(is_class_file("a/B.classdata", bytes));
    CHECK_FALSE(is_class_file("a/B.class", "text"));
}

TEST_CASE("class file: cut off anywhere it is none, and nothing is read behind its end") {
    ClassParts parts;
    parts.annotation = "1.4.2";
    for (const auto& whole : {class_bytes(parts), module_bytes({"1.4.2", "acme.core", "1.4.2"})}) {
        const auto complete = parse_class(whole);
        REQUIRE(complete);
        REQUIRE(uses_of_texts(*complete));
        for (std::size_t size = 0; size < whole.size(); ++size) {
            const std::string cut = whole.substr(0, size);
            const auto file = parse_class(cut);
            INFO(size);
            CHECK(file.has_value() == (size >= complete->pool_end));
            if (file) CHECK_FALSE(uses_of_texts(*file));
        }
        const std::string longer = whole + "x";
        const auto file = parse_class(longer);
        REQUIRE(file);
        CHECK_FALSE(uses_of_texts(*file));
    }
}

TEST_CASE("class file: every byte may be wrong") {
    ClassParts parts;
    parts.annotation = "1.4.2";
    for (auto bytes : {class_bytes(parts), module_bytes({"1.4.2", "acme.core", "1.4.2"})}) {
        for (auto& byte : bytes) {
            const char honest = byte;
            for (const int wrong : {0x00, 0x01, 0x7F, 0xFF}) {
                byte = static_cast<char>(wrong);
                const auto file = parse_class(bytes);
                if (file && file->pool_end > bytes.size()) FAIL("the pool ends behind the file");
                if (file) (void)uses_of_texts(*file);
            }
            byte = honest;
        }
    }
}

TEST_CASE("class file: what texts are used for") {
    ClassParts parts;
    parts.annotation = "made by acme";
    const auto bytes = class_bytes(parts);
    CHECK(uses_of(bytes, "1.4.2") == used_as_value);
    CHECK(uses_of(bytes, "made by acme") == used_as_value);
    CHECK(uses_of(bytes, "VERSION") == used_as_name);
    CHECK(uses_of(bytes, "Ljava/lang/String;") == used_as_name);
    CHECK(uses_of(bytes, "acme/Version") == used_as_name);
    CHECK(uses_of(bytes, "LineNumberTable") == used_as_name);
    CHECK(uses_of(bytes, "by") == used_as_name);
    parts.field_is_named_by_text = true;
    CHECK(uses_of(class_bytes(parts), "1.4.2") == (used_as_value | used_as_name));

    CHECK(uses_of(module_bytes(), "1.4.2") == used_as_module_version);
    CHECK(uses_of(module_bytes({"1.4.2", "acme.core", "2.0"}), "2.0") == used_as_required_version);
    CHECK(uses_of(module_bytes({"1.4.2", "acme.core", "1.4.2"}), "1.4.2") ==
          (used_as_module_version | used_as_required_version));
}

TEST_CASE("class file: two Module attributes, deep annotations and indices of no text are refused") {
    Pool pool;
    const auto self = pool.class_of("A");
    const auto module_name = pool.utf8("Module");
    const auto module = pool.module("a");
    const auto default_name = pool.utf8("AnnotationDefault");
    const auto file_name = pool.utf8("SourceFile");
    const auto with = [&](const std::vector<std::string>& attributes) {
        std::string bytes = pool.head() + u2(0) + u2(self) + u2(0) + u2(0) + u2(0) + u2(0);
        bytes += u2(attributes.size());
        for (const auto& one : attributes) bytes += one;
        const auto file = parse_class(bytes);
        REQUIRE(file);
        return uses_of_texts(*file).has_value();
    };
    const auto nested = [](std::size_t depth) {
        std::string value;
        for (std::size_t i = 0; i < depth; ++i) value += "[" + u2(1);
        return value + "I" + u2(1);
    };
    const auto module_body = u2(module) + u2(0) + u2(0) + u2(0) + u2(0) + u2(0) + u2(0) + u2(0);
    CHECK(with({attribute(module_name, module_body)}));
    CHECK_FALSE(with({attribute(module_name, module_body), attribute(module_name, module_body)}));
    CHECK(with({attribute(default_name, nested(10))}));
    CHECK_FALSE(with({attribute(default_name, nested(10'000))}));
    CHECK_FALSE(with({attribute(default_name, "?" + u2(1))}));
    CHECK(with({attribute(file_name, u2(file_name))}));
    CHECK_FALSE(with({attribute(file_name, u2(self))}));     // a class, not a text
    CHECK_FALSE(with({attribute(file_name, u2(9999))}));     // behind the pool
    CHECK_FALSE(with({attribute(file_name, u2(1) + "x")}));  // longer than it is
    CHECK_FALSE(with({attribute(file_name, "x")}));
}
