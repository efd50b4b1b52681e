#include <algorithm>
#include <array>
#include <optional>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "change/derived/rows.hpp"
#include "change/kinds.hpp"

// Lists of checksums as coreutils writes them ("digest  path", "digest *path"), or with --tag ("SHA256 (path)
// = digest"). A list of other things, such as what else was released, is none of ours: only lines that name a
// member are read, and the list counts as a whole only if all do.
namespace bumpgate::change::derived {
namespace {

/// Digests by the number of their hex digits.
struct Algorithm {
    std::size_t digits;
    std::string_view name;
};
constexpr std::array algorithms{Algorithm{32, "md5"}, Algorithm{40, "sha1"}, Algorithm{64, "sha256"},
                                Algorithm{96, "sha384"}, Algorithm{128, "sha512"}};

struct Line {
    std::string_view path;
    std::string_view digest;
    std::string_view algorithm;
};

bool is_hex(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return is_digit(c) || (to_lower(c) >= 'a' && to_lower(c) <= 'f'); });
}

std::string_view algorithm_of(std::string_view digest) {
    const auto* row = std::find_if(algorithms.begin(), algorithms.end(),
                                   [&](const Algorithm& a) { return a.digits == digest.size(); });
    return row == algorithms.end() || !is_hex(digest) ? std::string_view{} : row->name;
}

std::string_view without_dot(std::string_view path) {
    return path.starts_with("./") ? path.substr(2) : path;
}

std::optional<Line> plain_line(std::string_view line) {
    const auto blank = line.find(' ');
    if (blank == std::string_view::npos || blank + 2 >= line.size()) return std::nullopt;
    const auto digest = line.substr(0, blank);
    const char mode = line[blank + 1];
    if (algorithm_of(digest).empty() || (mode != ' ' && mode != '*')) return std::nullopt;
    return Line{without_dot(line.substr(blank + 2)), digest, algorithm_of(digest)};
}

std::optional<Line> tagged_line(std::string_view line) {
    const auto open = line.find(" (");
    const auto close = line.rfind(") = ");
    if (open == std::string_view::npos || close == std::string_view::npos || close < open + 2)
        return std::nullopt;
    const auto digest = line.substr(close + 4);
    const auto algorithm = algorithm_of(digest);
    if (algorithm.empty() || to_lower(line.substr(0, open)) != algorithm) return std::nullopt;
    return Line{without_dot(line.substr(open + 2, close - open - 2)), digest, algorithm};
}

/// "x.tar.gz.sha256" with nothing but a digest in it is about "x.tar.gz".
std::optional<Line> lone_digest(std::string_view line, std::string_view list_path) {
    const auto dot = list_path.rfind('.');
    if (dot == std::string_view::npos || algorithm_of(line).empty()) return std::nullopt;
    if (algorithm_of(line) != list_path.substr(dot + 1)) return std::nullopt;
    return Line{list_path.substr(0, dot), line, algorithm_of(line)};
}

std::optional<Line> parse_line(std::string_view line, std::string_view list_path) {
    if (auto plain = plain_line(line)) return plain;
    if (auto tagged = tagged_line(line)) return tagged;
    return lone_digest(line, list_path);
}

/// Lines about members, and whether there are others.
struct List {
    std::vector<std::pair<Line, const Member*>> lines;
    std::map<std::string_view, std::size_t> digits_of;  ///< by path, of its longest digest
    bool others = false;
};

List read(const Contents& side, const Member& file) {
    List list;
    for (const auto text : plain_lines(file.content)) {
        const auto line = parse_line(text, side.below_root(file));
        const auto* member = line ? side.file(line->path) : nullptr;
        if (member != nullptr) {
            list.lines.emplace_back(*line, member);
            auto& digits = list.digits_of[line->path];
            digits = std::max(digits, line->digest.size());
        } else {
            list.others = list.others || !text.empty();
        }
    }
    return list;
}

/// A member that the old list had and this one has not, or has with a weaker digest.
std::string left_out(const Contents& old_side, const Member* old_file, const Contents& side,
                     const List& list) {
    if (old_file == nullptr) return {};
    const auto old_list = read(old_side, *old_file);
    for (const auto& row : old_list.digits_of) {
        for (const auto& path : {std::string(row.first), moved(old_side, side, row.first)}) {
            if (side.file(path) == nullptr) continue;
            const auto found = list.digits_of.find(path);
            if (found == list.digits_of.end()) return in_quotes(path) + " was listed and is no longer";
            if (found->second < row.second) return "the digest of " + in_quotes(path) + " got weaker";
        }
    }
    return {};
}

}  // namespace

Verification verify_checksums(const Contents& old_side, const Member* old_file, const Contents& side,
                              const Member& file) {
    const auto list = read(side, file);
    std::vector<Place> places;
    std::string first_problem;
    for (const auto& [line, member] : list.lines) {
        const auto begin = static_cast<std::size_t>(line.digest.data() - file.content.data());
        Place place{begin, begin + line.digest.size(), kind::listing_derived, {}};
        if (to_lower(line.digest) != hex(side.digest_of(*member, line.algorithm)))
            place.problem = in_quotes(line.path) + " has another " + std::string(line.algorithm);
        if (first_problem.empty()) first_problem = place.problem;
        places.push_back(std::move(place));
    }
    auto missing = left_out(old_side, old_file, side, list);
    if (list.lines.empty() || list.others) return some(std::move(places), std::move(missing));
    if (first_problem.empty()) first_problem = std::move(missing);
    return first_problem.empty() ? right() : wrong(std::move(first_problem));
}

}  // namespace bumpgate::change::derived
