#pragma once

#include <cstddef>
#include <ctime>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "catch.hpp"
#include "change/structure/document.hpp"

// What the tests of every structured format share.
namespace bumpgate::change_test {

using change::structure::Document;
using change::structure::Format;
using change::structure::Scalar;

inline std::string raw_of(std::string_view content, const Scalar& scalar) {
    return std::string(content.substr(scalar.begin, scalar.end - scalar.begin));
}

/// What holds for every document: places in order and within the content, no path twice, both look-ups work.
inline void check_places(std::string_view content, const Document& document) {
    std::size_t behind = 0;
    bool good = document.by_path.size() == document.scalars.size();
    for (const auto& scalar : document.scalars) {
        good = good && scalar.begin >= behind && scalar.begin <= scalar.end && scalar.end <= content.size();
        good = good && scalar.key_begin <= scalar.begin && document.find(scalar.path) == &scalar;
        if (scalar.begin < scalar.end) good = good && document.at(scalar.begin, scalar.end) == &scalar;
        behind = scalar.end;
    }
    if (!good) FAIL("the places of a document are wrong: " << printable(content.substr(0, 400)));
}

inline Document parsed(Format format, std::string_view content) {
    auto document = change::structure::parse(format, content);
    INFO(printable(content.substr(0, 400)));
    REQUIRE(document);
    CHECK(document->format == format);
    check_places(content, *document);
    return *std::move(document);
}

inline bool refuses(Format format, std::string_view content) {
    return !change::structure::parse(format, content).has_value();
}

/// One scalar a row: "a/b |raw| value", and "=" instead of the value where both are the same.
inline std::vector<std::string> rows_of(Format format, std::string_view content) {
    std::vector<std::string> rows;
    for (const auto& scalar : parsed(format, content).scalars) {
        const auto raw = raw_of(content, scalar);
        rows.push_back(join(scalar.path, "/") + " |" + printable(raw) + "| " +
                       (raw == scalar.value ? "=" : printable(scalar.value)));
    }
    return rows;
}

/// The text from where the entry starts to the end of its value.
inline std::string entry_of(Format format, std::string_view content, const std::vector<std::string>& path) {
    const auto document = parsed(format, content);
    const auto* scalar = document.find(path);
    REQUIRE(scalar != nullptr);
    return std::string(content.substr(scalar->key_begin, scalar->end - scalar->key_begin));
}

inline const Scalar& scalar_at(const Document& document, const std::vector<std::string>& path) {
    const auto* scalar = document.find(path);
    INFO(join(path, "/"));
    REQUIRE(scalar != nullptr);
    return *scalar;
}

using Rows = std::vector<std::string>;

/// Every scalar's raw text, put into the smallest document that quotes it in the same way (`frame`), has the
/// same value there.
template <class Frame>
void check_raw_decodes(Format format, std::string_view content, Frame frame) {
    for (const auto& scalar : parsed(format, content).scalars) {
        const std::string small = frame(content, scalar);
        const auto again = change::structure::parse(format, small);
        INFO(printable(small));
        REQUIRE(again);
        REQUIRE(again->scalars.size() == 1);
        CHECK(again->scalars[0].value == scalar.value);
        CHECK(again->scalars[0].is_string == scalar.is_string);
    }
}

/// Changes bytes, cuts, doubles and joins pieces of a document, always in the same way.
class Mutator {
  public:
    explicit Mutator(std::string_view seed) : seed_(seed) {}

    std::string next(std::string_view special) {
        std::string text = seed_;
        for (std::size_t count = 1 + below(4); count > 0 && !text.empty(); --count) {
            const auto at = below(text.size());
            const auto length = below(std::min<std::size_t>(text.size() - at, 12) + 1);
            const auto piece = text.substr(at, length);
            switch (below(4)) {
                case 0:
                    text[at] = static_cast<char>(below(256));
                    break;
                case 1:
                    text.erase(at, length);
                    break;
                case 2:
                    text.insert(below(text.size() + 1), piece);
                    break;
                default:
                    text.insert(at, 1 + below(3), special[below(special.size())]);
            }
        }
        return text;
    }

  private:
    std::size_t below(std::size_t bound) { return random_() % bound; }

    std::string seed_;
    std::mt19937 random_{20251125};
};

/// Parses `rounds` mutants of a document; a crash or a wrong place fails. Some must parse and some must not.
inline void fuzz(Format format, std::string_view seed, std::string_view special, int rounds = 1500) {
    Mutator mutator(seed);
    int good = 0;
    for (int i = 0; i < rounds; ++i) {
        const auto text = mutator.next(special);
        const auto document = change::structure::parse(format, text);
        if (!document) continue;
        ++good;
        check_places(text, *document);
    }
    CHECK(good > 0);
    CHECK(good < rounds);
}

/// `piece` again and again, a quarter of a megabyte in all.
inline std::string many_of(std::string_view piece) {
    std::string text;
    while (text.size() < std::size_t{1} << 18) text += piece;
    return text;
}

/// Distinct pieces, each with its number between `left` and `right`.
inline std::string numbered_lines(std::size_t count, std::string_view left, std::string_view right) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        text += left;
        text += std::to_string(i);
        text += right;
    }
    return text;
}

/// Processor time. Quadratic time on so much is a minute and more, so the bound is generous to slow and
/// sanitized builds.
inline void check_is_quick(Format format, const std::string& content) {
    const auto start = std::clock();
    const auto document = change::structure::parse(format, content);
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    INFO(printable(content.substr(0, 60)) << " took " << seconds << " s");
    CHECK(seconds < 5);
    if (document) check_places(content, *document);
}

}  // namespace bumpgate::change_test
