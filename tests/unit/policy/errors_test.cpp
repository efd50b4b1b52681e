#include <cstdlib>
#include <fstream>
#include <iterator>
#include <vector>

#include "policies.hpp"

// What is wrong with a policy is told with place, line, caret and remedy. All messages stand in
// tests/golden/policy-errors.txt. After a change that is meant, run
//     BUMPGATE_UPDATE_GOLDEN=1 unit_policy "[golden]"
// and read the difference before you commit it.
namespace bumpgate::policy_test {
namespace {

std::string rule(std::string_view body) {
    return "version: 1\nrules:\n  - " + std::string(body) + "\n";
}

std::string waiver(std::string_view body) {
    return "version: 1\nwaivers:\n  - " + std::string(body) + "\n";
}

std::string test(std::string_view body) {
    return "version: 1\ntests:\n  - " + std::string(body) + "\n";
}

std::vector<std::string> wrong_policies() {
    return {
        // YAML
        "",
        "# nothing\n",
        "rules: [\n",
        "version: 1\nrules: [a\n",
        "version: 1\nname: {a\n",
        "version: 1\nname: \"a\n",
        "version: 1\n  name: a\n",
        "version: 1\nrules:\n  - a\n b\n",
        "version: 1\nname: a: b\n",
        "version: 1\nname: \"\\q\"\n",
        "version: 1\nname: @a\n",
        "version: 1\n\tname: a\n",
        "version: 1\nrelease:\n \tbump: any\n",
        "%YAML 1.2\n---\nversion: 1\n",
        "version: 1\n---\nversion: 1\n",
        "version: 1\nname: &a b\n",
        "version: 1\nname: *a\n",
        rule("{files: [*.txt], allow: [text]}"),
        "version: 1\nname: !!str a\n",
        "version: 1\nname: !a b\n",
        "version: 1\n<<: {name: a}\n",
        "version: 1\n? [a]\n: b\n",
        "version: 1\nname: a\nname: b\n",
        "version: 1\n\"name\": a\nname: b\n",
        "version: 1\nname: \xff\n",
        "version: 1\nname: a\xE2\x80\xAE\n",
        std::string("v\0e\0r\0", 6),
        "version: 1\rname: a\n",
        "version: 1\nname: " + std::string(70, '[') + "\n",
        // the top
        "- version: 1\n",
        "name: a\n",
        "version: 2\n",
        "version: \"1\"\n",
        "version: 1.0\n",
        "version:\n",
        "version: 1\nrule: []\n",
        "version: 1\nfoo: []\n",
        "version: 1\nwaivers: {}\n",
        "version: 1\nname: 010\n",
        "version: 1\nname: \"\"\n",
        "version: 1\nname: [a]\n",
        "version: 1\nname: npm\n",
        "version: 1\ndescription: yes\n",
        "version: 1\nextends: base\n",
        "version: 1\nextends: []\n",
        "version: 1\nextends: [base, base]\n",
        "version: 1\nextends: [pypi-sdits]\n",
        "version: 1\nextends: [./not-there.yaml]\n",
        // settings
        "version: 1\nselect: {ecosystem: [pypi]}\n",
        "version: 1\nrelease: {schema: auto}\n",
        "version: 1\nrelease: {scheme: pep400}\n",
        "version: 1\nrelease: {bump: [patch, downgrade]}\n",
        "version: 1\nrelease: {bump: [pach]}\n",
        "version: 1\nrelease: {bump: patch}\n",
        "version: 1\nrelease: {siblings: all}\n",
        "version: 1\nrelease: {baseline: git}\n",
        "version: 1\nrelease: {siblings: [\"a[\"]}\n",
        "version: 1\nmetadata: {times: ignore}\n",
        "version: 1\nmetadata: {time: no}\n",
        "version: 1\nmetadata: [time]\n",
        "version: 1\nhazards: {Duplicate: warn}\n",
        "version: 1\nhazards: {existing: ignore}\n",
        // rules
        "version: 1\nrules: yes\n",
        "version: 1\nrules: {files: [a]}\n",
        rule("a"),
        rule("{file: [a], allow: [version]}"),
        rule("{files: [a]}"),
        rule("{files: a, allow: [version]}"),
        rule("{files: [], allow: [version]}"),
        rule("{files: [1.0], allow: [version]}"),
        rule("{files: [\"a[\"], allow: [version]}"),
        rule("{files: [a/], allow: [version]}"),
        rule("{files: [\"!a\"], allow: [version]}"),
        rule("{files: [a, a], allow: [version]}"),
        rule("{files: [a], allow: version}"),
        rule("{files: [a], allow: [versoin]}"),
        rule("{files: [a], allow: [quux]}"),
        rule("{files: [a], allow: [version.downgrade]}"),
        rule("{files: [a], allow: [dependency]}"),
        rule("{files: [a], allow: [hazard.duplicate-member]}"),
        rule("{files: [a], allow: [{key: gitHead, as: commit}]}"),
        rule("{files: [a], allow: [{key: /a~2, as: commit}]}"),
        rule("{files: [a], allow: [{key: /gitHead}]}"),
        rule("{files: [a], allow: [{as: commit}]}"),
        rule("{files: [a], allow: [{key: /gitHead, as: comit}]}"),
        rule("{files: [a], allow: [{key: /gitHead, as: commit, names: [a]}]}"),
        rule("{files: [a], allow: [{line: {}}]}"),
        rule("{files: [a], allow: [{line: \"a\"}]}"),
        rule("{files: [a], allow: [{line: {added: \"a(b\"}}]}"),
        rule("{files: [a], allow: [{line: {changed: \"a\"}}]}"),
        rule("{files: [a], allow: [{text: {names: [a]}}]}"),
        rule("{files: [a], allow: [{dependency.added: {within: minor}}]}"),
        rule("{files: [a], allow: [{dependency.version: {within: small}}]}"),
        rule("{files: [a], allow: [{dependency.version: {down: yes}}]}"),
        rule("{files: [a], allow: [{dependency.added: {}, text: {}}]}"),
        rule("{files: [a], allow: [{file.added: {contents: b}}]}"),
        rule("{files: [a], allow: [{file.added: {content: \"\"}}]}"),
        rule("{files: [a], allow: [{file.removed: {content: b}}]}"),
        rule("{files: [a], allow: [version], level: loud}"),
        rule("{files: [a], allow: [version], override: \"true\"}"),
        rule("{files: [a], allow: [version], when: {}}"),
        rule("{files: [a], allow: [version], when: {step: [minor]}}"),
        rule("{files: [a], allow: [version], when: {bump: [none]}}"),
        rule("{id: a b, files: [a], allow: [version]}"),
        rule("{id: a, allow: [version]}\n  - {id: a, allow: [text]}"),
        "version: 1\nprotect: [{}]\n",
        "version: 1\nprotect: [{kinds: [txt]}]\n",
        "version: 1\nrequire: [{files: [a]}]\n",
        "version: 1\nrequire: [{change: version.own, not: text}]\n",
        "version: 1\nrequire: [{files: [a], not: text}]\n",
        // waivers
        waiver("{finding: 0123456789abcdef, reason: a}"),
        waiver("{finding: 0123456789abcdef, expires: 2026-12-31}"),
        waiver("{reason: a, expires: 2026-12-31}"),
        waiver("{finding: 7f3a09c2, reason: a, expires: 2026-12-31}"),
        waiver("{finding: 0123456789ABCDEF, reason: a, expires: 2026-12-31}"),
        waiver("{finding: 0123456789abcdef, reason: a, expires: 2026-02-30}"),
        waiver("{finding: 0123456789abcdef, reason: a, expires: never}"),
        waiver("{finding: 0123456789abcdef, reason: \" \", expires: 2026-12-31}"),
        waiver("{finding: 0123456789abcdef, reason: a, expires: 2028-12-31}"),
        waiver("{finding: 0123456789abcdef, reason: a, until: 2026-12-31}"),
        waiver("{finding: 0123456789abcdef, reason: a, expires: 2026-12-31}\n  - {finding: 0123456789abcdef, "
               "reason: b, expires: 2026-12-31}"),
        "version: 1\ntests: [{name: a}]\n",
        "version: 1\ntests: [{old: {}, new: {}, expect: pass, wish: 1}]\n",
        test("{old: {}, new: {a: x}, expect: pass}"),
        test("{old: [a], new: {a: x}, expect: pass}"),
        test("{old: {/a: x}, new: {a: x}, expect: pass}"),
        test("{old: {\"a.zip!/b\": x}, new: {a: x}, expect: pass}"),
        test("{old: {a: [x]}, new: {a: x}, expect: pass}"),
        test("{old: {a: {txt: x}}, new: {a: x}, expect: pass}"),
        test("{old: {a: {text: x, link: b}}, new: {a: x}, expect: pass}"),
        test("{old: {a: {base64: x}}, new: {a: x}, expect: pass}"),
        test("{old: {a: {mode: rwx}}, new: {a: x}, expect: pass}"),
        test("{old: {a: {mode: 0o755}}, new: {a: x}, expect: pass}"),
        test("{old: {a: {directory: false}}, new: {a: x}, expect: pass}"),
        test("{old: {a: {time: noon}}, new: {a: x}, expect: pass}"),
        test("{old: {a: x}, new: {a: y}, expect: maybe}"),
        test("{old: {a: x}, new: {a: y}, expect: {}}"),
        test("{old: {a: x}, new: {a: y}, expect: {fail: [txt]}}"),
        test("{old: {a: x}, new: {a: y}, expect: {pass: [text]}}"),
        test("{old: {a: x}, new: {a: y}, expect: fail, release: {version: 1.0}}"),
        test("{old: {a: x}, new: {a: y}, expect: fail, release: {ecosystem: pip}}"),
    };
}

std::string all_messages() {
    std::string text;
    for (const auto& policy : wrong_policies()) text += refusal(policy) + "\n\n";
    return text;
}

std::string read(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

bool starts_with_place(const std::string& message) {
    std::string_view rest = message;
    if (!rest.starts_with("mine.yaml:")) return false;
    rest.remove_prefix(10);
    const auto colon = rest.find(':');
    return colon != std::string_view::npos && is_digit(rest.front()) && is_digit(rest[colon + 1]);
}

}  // namespace

TEST_CASE("messages are what the golden file says", "[golden]") {
    const std::string path = BUMPGATE_SOURCE_DIR "/tests/golden/policy-errors.txt";
    const auto now = all_messages();
    if (std::getenv("BUMPGATE_UPDATE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << now;
    CHECK(read(path) == now);
}

TEST_CASE("every message has its place, the line and a caret, and is printable") {
    for (const auto& policy : wrong_policies()) {
        const auto message = refusal(policy);
        INFO(message);
        CHECK(starts_with_place(message));
        CHECK(split_lines(message).size() == 3);
        CHECK(has(split_lines(message).back(), " | "));
        CHECK(has(split_lines(message).back(), "^"));
        CHECK(terminal_safe(message) == message);
    }
}

TEST_CASE("the caret stands below what is wrong") {
    CHECK(refusal("version: 1\nrules:\n  - allow: [version]\n    file: [PKG-INFO]\n") ==
          "mine.yaml:4:5: unknown key \"file\"\n"
          "    4 |     file: [PKG-INFO]\n"
          "      |     ^~~~ did you mean \"files\"?");
}

TEST_CASE("a byte order mark is no part of the text, and columns do not count it") {
    CHECK(parsed("\xEF\xBB\xBFversion: 1\n").name == "mine");
    CHECK(has(refusal("\xEF\xBB\xBFvesion: 1\n"), "mine.yaml:1:1: unknown key \"vesion\""));
    CHECK(has(refusal("version: 1\n\xEF\xBB\xBFname: a\n"), "mine.yaml:2:1: "));
}

TEST_CASE("lines may end in CR LF") {
    const auto policy = parsed("version: 1\r\nname: a\r\nrules:\r\n  - allow: [text]\r\n");
    CHECK(policy.name == "a");
    CHECK(policy.rules.size() == 1);
    CHECK(has(refusal("version: 1\r\nnam: a\r\n"), "    2 | nam: a\n"));
}

TEST_CASE("bounds hold, and what is just below them loads") {
    const std::string start = "version: 1\n#";
    const std::string mebibyte = start + std::string((1U << 20U) - start.size(), 'x');
    CHECK(policy::parse(mebibyte, "mine.yaml", ""));
    CHECK(has(refusal(mebibyte + "x"), "mine.yaml:1:1: the file is too large"));

    const auto list = [](std::size_t count) {
        std::string text = "version: 1\nrelease:\n  siblings: [";
        for (std::size_t i = 0; i < count; ++i) text += (i == 0 ? "n" : ",n") + std::to_string(i);
        return text + "]\n";
    };
    CHECK(policy::parse(list(90'000), "mine.yaml", ""));
    CHECK(has(refusal(list(100'000)), "too many values"));

    const auto nested = [](std::size_t depth) {
        return "version: 1\nname: " + std::string(depth, '[') + std::string(depth, ']') + "\n";
    };
    CHECK(has(refusal(nested(63)), "name must be a string"));
    CHECK(has(refusal(nested(64)), "nested too deeply"));
    CHECK(has(refusal(nested(100'000)), "nested too deeply"));
}

TEST_CASE("words that YAML takes for something else are refused, and quoted ones are strings") {
    for (const std::string word : {"yes", "no", "on", "off", "y", "true", "~", "null", "010", "1", "1.0",
                                   "0x1F", "1e3", "190:20:30", ".5"}) {
        INFO(word);
        CHECK(has(refusal("version: 1\nname: " + word + "\n"), "quote it"));
        CHECK(parsed("version: 1\nname: \"" + word + "\"\n").name == word);
    }
    CHECK(parsed("version: 1\nname: 1.4.2\n").name == "1.4.2");
}

TEST_CASE("a policy that allows nothing loads") {
    const auto policy = parsed("version: 1\nrules: []\nprotect: []\nrequire: []\n");
    CHECK(policy.rules.empty());
}

}  // namespace bumpgate::policy_test
