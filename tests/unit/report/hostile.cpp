#include <array>

#include "base/text.hpp"
#include "verdicts.hpp"

// Texts that attack whoever shows them.
namespace bumpgate::report_test {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view ansi = "\x1B[2J\x1B[1;32mPASS\x1B[0m.py"sv;
constexpr std::string_view title = "\x1B]0;owned\x07name"sv;
constexpr std::string_view bidi =
    "safe\xE2\x80\xAE"
    "fdp.exe"sv;                                                   // U+202E
constexpr std::string_view zero_width = "ad\xE2\x80\x8Bmin.py"sv;  // U+200B
constexpr std::string_view broken = "caf\xE9\xFF\xC0\xAF.txt"sv;   // Latin-1, overlong
constexpr std::string_view c1 =
    "a\xC2\x9B"
    "31mb"sv;  // U+009B, CSI in one character
constexpr std::string_view lines = "x\nFAIL  forged line\r\n::error::owned\t"sv;
constexpr std::string_view markup = "]]></x><script>alert(1)</script><!-- --> | `` ${{ x }}"sv;
constexpr std::string_view nul = "a\0b"sv;
constexpr std::string_view separators =
    "a\xE2\x80\xA8"
    "b\xE2\x80\xA9"
    "c"sv;  // U+2028, U+2029
constexpr std::string_view tags =
    "a\xF3\xA0\x80\x81"
    "b"sv;                                                          // U+E0001
constexpr std::string_view wide = "\xE6\xBC\xA2\xE5\xAD\x97.py"sv;  // two ideographs

constexpr std::array attacks = std::to_array<std::string_view>(
    {ansi, title, bidi, zero_width, broken, c1, lines, markup, nul, separators, tags, wide});

std::string raw(std::string_view bytes) {
    return std::string(bytes);
}

/// A content change, and one of metadata, with the attack in every place that an archive fills.
void add_attack(Verdict& verdict, std::string_view attack) {
    auto content = edit(kind::text, raw(attack), in_line(2, "say " + raw(attack) + " old", "old"),
                        in_line(2, "say " + raw(attack) + " new", raw(attack) + " new"),
                        "No version: " + in_quotes(attack) + ".");
    content.name = raw(attack);
    verdict.changes.push_back(denied(std::move(content), "No rule speaks of " + in_quotes(attack) + ".",
                                     "{files: [" + in_quotes(attack) + "], allow: [text]}",
                                     "any text change in this file"));
    auto link = swap(kind::file_link, raw(attack), raw(attack), raw(attack) + "2", "The target changed.");
    link.old_path = "old " + raw(attack);
    verdict.changes.push_back(denied(std::move(link), "metadata.link is deny."));
    verdict.changes.push_back(allowed(edit(kind::version_sibling, raw(attack), at_byte(3, attack),
                                           at_byte(3, attack), "Moved in lockstep."),
                                      "pypi-sdist/siblings"));
    verdict.changes.back().change.name = raw(attack);
    verdict.changes.back().warn = true;
    HazardFinding finding{{"tar-name", raw(attack), 512, "tar", "Two readers see " + in_quotes(attack)},
                          HazardFinding::State::introduced,
                          ""};
    verdict.hazards.push_back(
        {std::move(finding), Decision::denied, false, "", std::nullopt, "hazards: {tar-name: allow}"});
}

}  // namespace

Verdict hostile() {
    auto verdict = acme();
    verdict.outcome = Outcome::fail;
    verdict.package = raw(ansi) + raw(bidi);
    verdict.from = raw(broken);
    verdict.to = raw(lines);
    verdict.old_input.name = raw(title);
    verdict.new_input.name = raw(broken);
    verdict.new_evidence.push_back({raw(broken), raw(ansi), raw(nul)});
    verdict.policy.name = raw(ansi);
    for (const auto attack : attacks) add_attack(verdict, attack);
    verdict.requirements = {{raw(lines), raw(ansi), false}};
    verdict.unused_rules = {raw(c1), raw(broken)};
    verdict.warnings = {raw(lines), raw(broken), raw(bidi)};
    return numbered(std::move(verdict));
}

}  // namespace bumpgate::report_test
