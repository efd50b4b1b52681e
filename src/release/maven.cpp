#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "release/numbers.hpp"
#include "release/scheme_rows.hpp"
#include "release/suffixes.hpp"

// Maven versions: the order of org.apache.maven.artifact.versioning.ComparableVersion ("Version Order
// Specification" of the POM reference). Every list of it is the last item of the one around it, so that the
// lists are kept as levels, and no depth of nesting costs stack.
namespace bumpgate::release {
namespace {

/// A number, a qualifier, or the next level.
struct Item {
    enum class Kind { number, qualifier, list };
    Kind kind;
    std::string text;  ///< digits; a qualifier in small letters with aliases resolved
};

using Level = std::vector<Item>;
using Levels = std::vector<Level>;

/// In ascending order; what is none of them sorts behind all, by its text.
constexpr std::array<std::string_view, 7> qualifiers = {"alpha",    "beta", "milestone", "rc",
                                                        "snapshot", "",     "sp"};
constexpr std::size_t release_rank = 5;

struct Alias {
    std::string_view written, meant;
    bool before_number;  ///< only with a number behind it
};
constexpr std::array<Alias, 7> aliases{{
    {"ga", "", false},
    {"final", "", false},
    {"release", "", false},
    {"cr", "rc", false},
    {"a", "alpha", true},
    {"b", "beta", true},
    {"m", "milestone", true},
}};

Item qualifier_item(std::string_view text, bool before_number) {
    for (const auto& row : aliases) {
        if (row.written == text && (before_number || !row.before_number))
            return {Item::Kind::qualifier, std::string(row.meant)};
    }
    return {Item::Kind::qualifier, std::string(text)};
}

Item number_item(std::string_view digits) {
    return {Item::Kind::number, std::string(without_zeros(digits))};
}

std::size_t rank(std::string_view qualifier) {
    const auto* found = std::find(qualifiers.begin(), qualifiers.end(), qualifier);
    return static_cast<std::size_t>(found - qualifiers.begin());
}

/// Equal to nothing at all: 0, "", and a list that has become empty.
bool is_null(const Item& item, bool next_level_is_empty) {
    if (item.kind == Item::Kind::list) return next_level_is_empty;
    return item.kind == Item::Kind::number ? item.text == "0" : item.text.empty();
}

/// Reads the items of a text in small letters.
class Reader {
  public:
    explicit Reader(std::string_view text) : text_(text) { levels_.emplace_back(); }

    Levels read() {
        for (at_ = 0; at_ < text_.size(); ++at_) step(text_[at_]);
        if (start_ < text_.size()) {
            if (!in_number_) open_list_for_word();
            levels_.back().push_back(item(text_.substr(start_)));
        }
        normalise();
        return std::move(levels_);
    }

  private:
    void step(char c) {
        if (c == '.' || c == '-') {
            const auto piece = text_.substr(start_, at_ - start_);
            levels_.back().push_back(piece.empty() ? number_item("0") : item(piece));
            start_ = at_ + 1;
            if (c == '-') open_list();
            return;
        }
        // Between digits and letters stands a "-" that is not written.
        if (at_ > start_ && is_digit(c) != in_number_) {
            const auto piece = text_.substr(start_, at_ - start_);
            if (!in_number_) open_list_for_word();
            levels_.back().push_back(in_number_ ? number_item(piece) : qualifier_item(piece, true));
            start_ = at_;
            open_list();
        }
        in_number_ = is_digit(c);
    }

    [[nodiscard]] Item item(std::string_view piece) const {
        return in_number_ ? number_item(piece) : qualifier_item(piece, false);
    }

    /// "1.0.0.RC1" is "1.0.0-RC1".
    void open_list_for_word() {
        if (!levels_.back().empty()) open_list();
    }

    void open_list() {
        levels_.back().push_back({Item::Kind::list, {}});
        levels_.emplace_back();
    }

    /// From the innermost list outwards: what equals nothing is dropped from the end of each, and before a
    /// list at its end.
    void normalise() {
        bool inner_is_empty = true;
        for (std::size_t i = levels_.size(); i-- > 0;) {
            auto& level = levels_[i];
            Level list;
            if (!level.empty() && level.back().kind == Item::Kind::list) {
                if (!inner_is_empty) list.push_back(level.back());
                level.pop_back();
            }
            while (!level.empty() && is_null(level.back(), false)) level.pop_back();
            level.insert(level.end(), list.begin(), list.end());
            inner_is_empty = level.empty();
        }
    }

    std::string_view text_;
    Levels levels_;
    std::size_t at_ = 0;
    std::size_t start_ = 0;
    bool in_number_ = false;
};

/// ComparableVersion compares the ranks as texts, and what is no known qualifier as "7-" and itself.
std::strong_ordering compare_qualifiers(std::string_view left, std::string_view right) {
    const auto a = rank(left);
    const auto b = rank(right);
    if (a != b) return a <=> b;
    return a < qualifiers.size() ? std::strong_ordering::equal : compare_bytes(left, right);
}

/// An item against the end of the other list; nothing for a list, which has to be looked into.
std::optional<std::strong_ordering> compare_with_end(const Item& item) {
    if (item.kind == Item::Kind::list) return std::nullopt;
    if (item.kind == Item::Kind::number) return compare_numbers(item.text, "0");
    return rank(item.text) <=> release_rank;
}

/// The first item of this list or of those in it that is not equal to nothing.
std::strong_ordering compare_with_nothing(const Levels& levels, std::size_t level, std::size_t from) {
    for (; level < levels.size(); ++level, from = 0) {
        for (std::size_t i = from; i < levels[level].size(); ++i) {
            const auto order = compare_with_end(levels[level][i]);
            if (order && *order != 0) return *order;
        }
        if (levels[level].empty() || levels[level].back().kind != Item::Kind::list) break;
    }
    return std::strong_ordering::equal;
}

/// Of different kinds: qualifiers below lists below numbers.
int kind_rank(const Item& item) {
    if (item.kind == Item::Kind::qualifier) return 0;
    return item.kind == Item::Kind::list ? 1 : 2;
}

std::strong_ordering compare_items(const Item& left, const Item& right) {
    if (left.kind != right.kind) return kind_rank(left) <=> kind_rank(right);
    return left.kind == Item::Kind::number ? compare_numbers(left.text, right.text)
                                           : compare_qualifiers(left.text, right.text);
}

std::strong_ordering compare_levels(const Levels& left, const Levels& right) {
    for (std::size_t level = 0; level < left.size() && level < right.size(); ++level) {
        const auto& a = left[level];
        const auto& b = right[level];
        bool deeper = false;
        for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
            if (i >= b.size()) return compare_with_nothing(left, level, i);
            if (i >= a.size()) return 0 <=> compare_with_nothing(right, level, i);
            deeper = a[i].kind == Item::Kind::list && b[i].kind == Item::Kind::list;
            if (deeper) break;  // nothing stands behind a list
            const auto order = compare_items(a[i], b[i]);
            if (order != 0) return order;
        }
        if (!deeper) break;
    }
    return std::strong_ordering::equal;
}

Levels levels_of(const Version& version) {
    const auto small = to_lower(without_v(version.text));
    return Reader(small).read();
}

std::strong_ordering compare(const Version& left, const Version& right) {
    return compare_levels(levels_of(left), levels_of(right));
}

/// ComparableVersion.getCanonical: items joined by ".", lists by "-".
std::string normal_form(const Version& version) {
    std::string text;
    for (const auto& level : levels_of(version)) {
        const auto begin = text.size();
        for (const auto& item : level) {
            const bool list = item.kind == Item::Kind::list;
            if (text.size() > begin) text += list ? '-' : '.';
            text += item.text;
        }
    }
    return text;
}

}  // namespace

const Scheme& maven_scheme() {
    static constexpr Scheme row = {"maven",
                                   "Maven (ComparableVersion)",
                                   parse_numbers_and_suffix,
                                   compare,
                                   normal_form,
                                   maven_suffixes,
                                   true,
                                   "",
                                   false,
                                   3};
    return row;
}

}  // namespace bumpgate::release
