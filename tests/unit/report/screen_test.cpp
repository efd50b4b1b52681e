#include <algorithm>
#include <random>
#include <string>

#include "base/text.hpp"
#include "catch.hpp"
#include "report/bundles.hpp"
#include "report/cells.hpp"
#include "report/marks.hpp"
#include "report/report.hpp"
#include "verdicts.hpp"

// What holds for every report, whatever stands in it.
namespace bumpgate::report_test {
namespace {

constexpr std::size_t widest = 260;  // columns; a line of ours and two hostile names

std::vector<report::Style> all_styles() {
    std::vector<report::Style> styles;
    for (unsigned bits = 0; bits < 8; ++bits)
        styles.push_back({(bits & 1U) != 0, (bits & 2U) != 0, (bits & 4U) != 0});
    return styles;
}

/// Without the colours that a Pen writes; any other escape sequence stays.
std::string without_colour(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        if (text.substr(at).starts_with("\x1B[")) {
            end = at + 2;
            while (end < text.size() && (is_digit(text[end]) || text[end] == ';')) ++end;
            end = end < text.size() && text[end] == 'm' ? end + 1 : at;
        }
        if (end == at) plain += text[end++];
        at = end;
    }
    return plain;
}

/// The first thing in a text that must never reach a terminal; empty if there is none.
std::string harm_in(std::string_view text, bool unicode) {
    for (std::size_t at = 0; at < text.size();) {
        const auto c = decode_utf8(text, at);
        if (!c) return "a byte that is no UTF-8 at " + std::to_string(at);
        const bool harmful = (c->value != '\n' && is_deceptive(c->value)) || (!unicode && c->value >= 0x80);
        if (harmful) return "U+" + std::to_string(c->value) + " at " + std::to_string(at);
        at += c->length;
    }
    return {};
}

/// Columns of the widest line.
std::size_t width_of(const std::string& text) {
    std::size_t width = 0;
    for (const auto line : split(text, '\n')) {
        width = std::max(width, report::columns(report::to_cells(line, report::Voice::program, true)));
    }
    return width;
}

void check_screen(const Verdict& verdict, const report::Style& style) {
    const auto text = report::text(verdict, style);
    const auto plain = without_colour(text);
    CHECK(harm_in(plain, style.unicode).empty());
    CHECK(text.ends_with('\n'));
    CHECK(!text.ends_with("\n\n"));
    CHECK(text.find("\n\n\n") == std::string::npos);
    CHECK(plain == report::text(verdict, {false, style.unicode, style.verbose}));
}

/// Bytes of every kind, the same on every machine.
class Noise {
  public:
    explicit Noise(std::uint64_t seed) : engine_(seed) {}

    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(engine_() % bound); }

    std::string bytes() {
        std::string text;
        for (auto left = below(60) == 0 ? below(5000) : below(40); left > 0; --left) text += piece();
        return text;
    }

    ChangeSide side() {
        ChangeSide side;
        side.text = bytes().substr(0, 4096);
        side.lines = bytes().substr(0, 4096);
        side.span = {below(5000), below(2) == 0 ? side.text.size() : below(9000), 1 + below(9),
                     1 + below(5000)};
        return side;
    }

  private:
    std::string piece() {
        static const std::vector<std::string> pieces = {
            "\n",       "\r",           "\t",           "\\",       "\"",
            "\x1B[31m", "\xE2\x80\xAE", "\xE6\xBC\xA2", "\xC2\x9B", "e\xCC\x81"};
        if (below(3) == 0) return pieces[below(pieces.size())];
        return std::string(1, static_cast<char>(below(3) == 0 ? below(256) : 'a' + below(26)));
    }

    std::mt19937_64 engine_;
};

Change noisy_change(Noise& noise) {
    const auto kinds = change::all_kinds();
    Change change;
    change.kind = kinds[noise.below(kinds.size())].id;
    change.path = noise.bytes();
    if (noise.below(3) == 0) change.old_path = noise.bytes();
    if (noise.below(2) == 0) change.old_side = noise.side();
    if (noise.below(2) == 0) change.new_side = noise.side();
    if (noise.below(3) == 0) change.old_value = noise.bytes();
    if (noise.below(3) == 0) change.new_value = noise.bytes();
    change.reason = noise.bytes();
    if (noise.below(3) == 0) change.name = noise.bytes();
    return change;
}

Verdict noisy_verdict(std::uint64_t seed) {
    Noise noise(seed);
    auto verdict = acme();
    verdict.outcome = noise.below(3) == 0 ? Outcome::pass : Outcome::fail;
    verdict.package = noise.bytes();
    verdict.from = noise.bytes();
    for (auto left = noise.below(15); left > 0; --left) {
        JudgedChange judged;
        judged.change = noisy_change(noise);
        judged.decision = verdict.outcome == Outcome::pass ? Decision::allowed : Decision::denied;
        judged.warn = noise.below(2) == 0;
        judged.rule = noise.bytes();
        judged.explanation = noise.bytes();
        if (noise.below(2) == 0) judged.fix = noise.bytes();
        judged.fix_means = noise.bytes();
        verdict.changes.push_back(std::move(judged));
    }
    verdict.warnings = {noise.bytes()};
    verdict.unused_rules = {noise.bytes()};
    verdict.requirements = {{noise.bytes(), noise.bytes(), false}};
    return numbered(std::move(verdict));
}

}  // namespace

TEST_CASE("nothing but printable text reaches a screen") {
    for (const auto& named : all_verdicts()) {
        INFO(named.name);
        for (const auto& style : all_styles()) check_screen(named.make(), style);
    }
}

TEST_CASE("nothing but printable text reaches a screen from any bytes") {
    const auto styles = all_styles();
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        INFO("seed " << seed);
        check_screen(noisy_verdict(seed), styles[seed % styles.size()]);
    }
}

TEST_CASE("no line is endless") {
    for (const auto& named : all_verdicts()) {
        for (const bool unicode : {false, true}) {
            INFO(named.name);
            CHECK(width_of(report::text(named.make(), {false, unicode, true})) <= widest);
            CHECK(width_of(report::text(named.make(), {false, unicode, false})) <= widest);
        }
    }
}

TEST_CASE("a report has no more than two screens without -v") {
    for (const auto& named : all_verdicts()) {
        const auto text = report::text(named.make(), {});
        INFO(named.name);
        CHECK(split_lines(text).size() <= 100);
    }
}

TEST_CASE("every denied change is in exactly one bundle") {
    for (std::uint64_t seed = 0; seed < 25; ++seed) {
        const auto verdict = noisy_verdict(seed);
        std::vector<const JudgedChange*> found;
        for (const auto& bundle : report::change_bundles(verdict)) {
            found.push_back(bundle.first);
            found.insert(found.end(), bundle.like.begin(), bundle.like.end());
            found.insert(found.end(), bundle.near.begin(), bundle.near.end());
        }
        std::ranges::sort(found);
        CHECK(std::ranges::adjacent_find(found) == found.end());
        CHECK(found.size() == verdict.count(Decision::denied));
    }
}

TEST_CASE("the order of danger") {
    using report::danger_of;
    CHECK(danger_of("identity.conflict") < danger_of("version.downgrade"));
    CHECK(danger_of("text.deceptive") < danger_of("text"));
    CHECK(danger_of("dependency.added") < danger_of("text"));
    CHECK(danger_of("text") < danger_of("text.whitespace"));
    CHECK(danger_of("file.added") < danger_of("file.removed"));
    CHECK(danger_of("binary.section") == danger_of("binary"));
    CHECK(danger_of("textual") == danger_of("anything"));
}

TEST_CASE("marks are the words that differ") {
    using report::differing_words;
    using report::Range;
    const auto marks = differing_words("run(\"a\")", "\"a\"");
    CHECK(marks.old_ranges == std::vector<Range>{{0, 4}, {7, 8}});
    CHECK(marks.new_ranges.empty());
    CHECK(differing_words("same", "same").old_ranges.empty());
    const std::string head(40, 'x');
    const auto long_words = differing_words(head +
                                                "\xC3\xA4"
                                                "b",
                                            head +
                                                "\xC3\xB6"
                                                "b");  // ä and ö share a byte
    CHECK(long_words.old_ranges == std::vector<Range>{{40, 42}});
    CHECK(long_words.new_ranges == std::vector<Range>{{40, 42}});
    const auto grown = differing_words(head, head + "tail");
    CHECK(grown.old_ranges.empty());
    CHECK(grown.new_ranges == std::vector<Range>{{40, 44}});
}

TEST_CASE("marks lie in the text, in order, on any bytes") {
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        Noise noise(seed);
        const auto left = noise.bytes();
        const auto right = noise.bytes();
        const auto marks = report::differing_words(left, right);
        const auto check = [](const std::vector<report::Range>& ranges, std::size_t size) {
            std::size_t last = 0;
            for (const auto& range : ranges) {
                CHECK((range.begin < range.end && range.end <= size && range.begin >= last));
                last = range.end;
            }
        };
        check(marks.old_ranges, left.size());
        check(marks.new_ranges, right.size());
        if (left != right) CHECK(marks.old_ranges.size() + marks.new_ranges.size() > 0);
    }
}

}  // namespace bumpgate::report_test
