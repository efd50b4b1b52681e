#include <algorithm>
#include <cctype>
#include <random>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "fixture.hpp"

// What the proof accepts, a slow and simple reference accepts too: the rest is equal to the byte, and each
// span is the same way of writing the two versions, in their order, with nothing that continues it.
namespace bumpgate::change_test {

namespace {

/// A text as its numbers, and "#" in the place of each: "1_4_2" is {1, 4, 2} and "#_#_#".
struct Written {
    std::vector<long> numbers;
    std::vector<std::size_t> widths;
    std::string frame;
};
Written written(std::string_view text) {
    Written result;
    for (std::size_t i = 0; i < text.size();) {
        if (std::isdigit(static_cast<unsigned char>(text[i])) == 0) {
            result.frame += text[i++];
            continue;
        }
        std::size_t end = i;
        while (end < text.size() && std::isdigit(static_cast<unsigned char>(text[end])) != 0) ++end;
        result.numbers.push_back(std::stol(std::string(text.substr(i, end - i))));
        result.widths.push_back(end - i);
        result.frame += '#';
        i = end;
    }
    return result;
}

bool is_padded(const Written& text, std::size_t i) {
    return text.widths[i] > std::to_string(text.numbers[i]).size();
}

/// The numbers of a version, or all but zeros at the end.
bool are_of(const std::vector<long>& numbers, const std::string& version) {
    auto stated = written(version).numbers;
    if (numbers == stated) return true;
    while (stated.size() > numbers.size() && stated.back() == 0) stated.pop_back();
    auto longer = numbers;
    while (longer.size() > stated.size() && longer.back() == 0) longer.pop_back();
    return longer == stated;
}

/// "#.#.#" and "#.#": as many of the same separator as each needs.
bool same_frame(const Written& before, const Written& after) {
    if (before.frame == after.frame) return true;
    const auto separator = [](const Written& text) -> std::string {
        const auto second = text.frame.find('#', 1);
        if (text.frame[0] != '#' || second == std::string::npos) return {};
        const auto between = text.frame.substr(1, second - 1);
        auto expected = std::string("#");
        for (std::size_t i = 1; i < text.numbers.size(); ++i) expected += between + "#";
        return text.frame == expected ? between : std::string();
    };
    const auto grows = before.numbers.size() != after.numbers.size();
    return grows && !separator(before).empty() && separator(before) == separator(after);
}

bool same_spelling(std::string_view old_text, const std::string& from, std::string_view new_text,
                   const std::string& to) {
    const auto before = written(old_text), after = written(new_text);
    if (!same_frame(before, after) || !are_of(before.numbers, from) || !are_of(after.numbers, to))
        return false;
    // Filled up to one width on both sides, or on neither. A number of that width needs no filling.
    for (std::size_t i = 0; i < std::min(before.numbers.size(), after.numbers.size()); ++i) {
        const bool filled = is_padded(before, i) || is_padded(after, i);
        if (filled && before.widths[i] != after.widths[i]) return false;
    }
    return true;
}

bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

/// Nothing that would make it a longer number or another version.
bool has_borders(std::string_view content, std::size_t begin, std::size_t end) {
    if (begin > 0 && is_word(content[begin - 1]) && content[begin - 1] != 'v' && content[begin - 1] != 'V')
        return false;
    if (begin > 1 && content[begin - 1] == '.' &&
        std::isdigit(static_cast<unsigned char>(content[begin - 2])) != 0)
        return false;
    if (end < content.size() && (is_word(content[end]) || content[end] == '+')) return false;
    return end + 1 >= content.size() || content[end] != '.' ||
           std::isdigit(static_cast<unsigned char>(content[end + 1])) == 0;
}

/// Empty, or what is wrong with the versions that were accepted.
std::string reference(const Case& release, const std::string& path, const std::string& from,
                      const std::string& to, const std::string& old_text, const std::string& new_text) {
    std::size_t old_at = 0, new_at = 0;
    for (const auto& change : release.changes().items) {
        if (change.path != path || !change.old_side || !change.new_side) continue;
        const auto& left = change.old_side->span;
        const auto& right = change.new_side->span;
        if (old_text.substr(old_at, left.offset - old_at) != new_text.substr(new_at, right.offset - new_at))
            return "the rest differs";
        old_at = left.end();
        new_at = right.end();
        if (change.kind != "version.own" && change.kind != "version.sibling") continue;
        const auto old_span = old_text.substr(left.offset, left.length);
        const auto new_span = new_text.substr(right.offset, right.length);
        if (!same_spelling(old_span, from, new_span, to)) return old_span + " -> " + new_span;
        if (!has_borders(old_text, left.offset, left.end()) ||
            !has_borders(new_text, right.offset, right.end()))
            return "no border around " + old_span + " -> " + new_span;
    }
    return old_text.substr(old_at) == new_text.substr(new_at) ? "" : "the end differs";
}

class Writer {
  public:
    Writer(std::mt19937& random, const std::string& from, const std::string& to)
        : random_(random), from_(from), to_(to) {}

    /// The two sides of a file.
    std::pair<std::string, std::string> files() {
        std::string before, after;
        for (auto lines = 1 + pick(5); lines > 0; --lines) {
            const auto [left, right] = line();
            before += left + "\n";
            after += right + "\n";
        }
        return {before, after};
    }

  private:
    std::size_t pick(std::size_t count) { return random_() % count; }

    std::pair<std::string, std::string> line() {
        static const std::vector<std::string> heads{"__version__ = '",
                                                    "version = ",
                                                    "x = \"",
                                                    "acme-widgets==",
                                                    "acme-core==",
                                                    "left-pad==",
                                                    "retries = ",
                                                    "VERSION = (",
                                                    "# since ",
                                                    "see v",
                                                    "https://x.org/a/",
                                                    "acme-widgets-",
                                                    "release: ",
                                                    "python_version = '",
                                                    "1.",
                                                    "a",
                                                    "acme_widgets.v",
                                                    "tag ",
                                                    "version-",
                                                    "0"};
        static const std::vector<std::string> tails{"",     "'",       "\"", ")",  ".",  "rc1", "-1",    ".5",
                                                    "+abc", ".tar.gz", "0",  " x", "-x", ", 3", "'  # v"};
        const auto head = heads[pick(heads.size())], tail = tails[pick(tails.size())];
        const auto form = pick(8);
        const auto left = pick(4) == 0 ? number() : spelled(from_, form);
        const auto right =
            pick(4) == 0 ? number() : spelled(pick(6) == 0 ? from_ : to_, pick(5) == 0 ? pick(8) : form);
        return {head + left + tail, (pick(8) == 0 ? heads[pick(heads.size())] : head) + right + tail};
    }

    std::string number() {
        static const std::vector<std::string> others{"1.4.20", "9.9.9",  "1.4",    "2.0",
                                                     "7",      "11.4.2", "1.4.2.7"};
        const auto at = pick(others.size() + 2);
        return at < others.size() ? others[at] : at == others.size() ? from_ : to_;
    }

    static std::string spelled(const std::string& version, std::size_t form) {
        switch (form) {
            case 0:
                return replace_all(version, ".", "_");
            case 1:
                return replace_all(version, ".", "-");
            case 2:
                return replace_all(version, ".", ", ");
            case 3:
                return replace_all(version, ".", ".0");
            case 4:
                return version + ".0";
            default:
                return version;
        }
    }

    std::mt19937& random_;
    const std::string &from_, &to_;
};

}  // namespace

TEST_CASE("what the proof accepts, a slow and simple reference accepts, too") {
    const std::vector<std::pair<std::string, std::string>> steps{
        {"1.4.2", "1.4.3"}, {"1.9.9", "1.10.0"}, {"23.3.8", "23.3.9"}, {"1.42", "1.43"},
        {"7", "8"},         {"2.0.0", "2.0.1"},  {"1.4.2", "1.4.2.1"}, {"2.0rc1", "2.0rc2"}};
    std::mt19937 random(11);
    std::size_t accepted = 0, refused = 0;
    for (std::size_t round = 0; round < 6000; ++round) {
        const auto& [from, to] = steps[round % steps.size()];
        const auto [before, after] = Writer(random, from, to).files();
        const std::string path = round % 3 == 0 ? "a.py" : round % 3 == 1 ? "README.md" : "a.txt";
        const auto release = sdist(from, to, path, before, after, "Requires-Dist: acme-core\n");
        INFO(from << " -> " << to << "\n" << before << "---\n" << after);
        CHECK(reference(release, path, from, to, before, after) == "");
        for (const auto& kind : release.kinds(path)) {
            if (kind == "version.own" || kind == "version.sibling") ++accepted;
            if (kind == "text" || kind == "version.weak") ++refused;
        }
    }
    CHECK(accepted > 1000);
    CHECK(refused > 1000);
}

}  // namespace bumpgate::change_test
