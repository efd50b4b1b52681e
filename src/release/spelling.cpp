#include "release/spelling.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "base/text.hpp"

namespace bumpgate::release {

namespace {

using Numbers = std::vector<std::string>;

/// Numbers and suffix of both versions, written in one and the same way.
struct Draft {
    Numbers old_numbers, new_numbers;
};

std::string without_leading_zeros(std::string_view digits) {
    const auto first = digits.find_first_not_of('0');
    return first == std::string_view::npos ? "0" : std::string(digits.substr(first));
}

std::string padded(std::string_view digits) {
    const auto bare = without_leading_zeros(digits);
    return bare.size() < 2 ? "0" + bare : bare;
}

bool is_zero(std::string_view digits) {
    return digits.find_first_not_of('0') == std::string_view::npos;
}

Numbers with_at_least(std::size_t length, Numbers numbers) {
    while (numbers.size() > length && is_zero(numbers.back())) numbers.pop_back();
    return numbers;
}

Numbers with_zeros(std::size_t length, Numbers numbers) {
    while (numbers.size() < length) numbers.emplace_back("0");
    return numbers;
}

/// Each component as written, bare or padded to two digits, independently: a few dozen ways at most, since
/// only components that really differ in these forms multiply them.
void write_components(const Numbers& source, std::size_t mask_bare, std::size_t mask_padded,
                      Numbers& target) {
    target.clear();
    for (std::size_t i = 0; i < source.size(); ++i) {
        const std::size_t bit = std::size_t{1} << i;
        if ((mask_padded & bit) != 0) {
            target.push_back(padded(source[i]));
        } else if ((mask_bare & bit) != 0) {
            target.push_back(without_leading_zeros(source[i]));
        } else {
            target.push_back(source[i]);
        }
    }
}

std::string dotted(const Numbers& numbers) {
    return join(numbers, ".");
}

/// A way of writing numbers counts only if the scheme reads it as the same version (SemVer has no 1.04).
bool same_numbers(const Scheme& scheme, const Numbers& written, const Numbers& original) {
    if (written == original) return true;
    const auto left = scheme.parse(dotted(written));
    const auto right = scheme.parse(dotted(original));
    return left && right && scheme.compare(*left, *right) == std::strong_ordering::equal;
}

bool has_leading_zero(std::string_view digits) {
    return digits.size() > 1 && digits.front() == '0';
}

bool same_widths(const Numbers& left, const Numbers& right) {
    return std::equal(left.begin(),
                      left.begin() + static_cast<std::ptrdiff_t>(std::min(left.size(), right.size())),
                      right.begin(), same_width);
}

/// Collects the ways of writing the numbers that the scheme reads as the same versions.
class Drafts {
  public:
    explicit Drafts(const Release& release) : release_(release) {}

    void add(const Numbers& old_numbers, const Numbers& new_numbers) {
        if (!same_widths(old_numbers, new_numbers)) return;
        if (!same_numbers(*release_.scheme, old_numbers, release_.old_version->release) ||
            !same_numbers(*release_.scheme, new_numbers, release_.new_version->release))
            return;
        if (seen_.emplace(dotted(old_numbers), dotted(new_numbers)).second)
            drafts_.push_back({old_numbers, new_numbers});
    }

    /// With zeros at the end taken off or put on until there are `length` numbers.
    void add_cut(const Draft& draft, std::size_t length) {
        add(with_at_least(length, draft.old_numbers), with_at_least(length, draft.new_numbers));
    }
    void add_filled(const Draft& draft, std::size_t length) {
        add(with_zeros(length, draft.old_numbers), with_zeros(length, draft.new_numbers));
    }

    std::vector<Draft> take() { return std::move(drafts_); }

  private:
    const Release& release_;
    std::vector<Draft> drafts_;
    std::set<std::pair<std::string, std::string>> seen_;
};

std::vector<Draft> number_drafts(const Release& release) {
    const auto& from = release.old_version->release;
    const auto& to = release.new_version->release;
    constexpr std::size_t most_components = 6;  // beyond that only the plain form: 3^n ways would be too many
    const std::size_t count = std::max(from.size(), to.size());
    const std::size_t shorter = std::min(from.size(), to.size());
    const std::size_t ways = count <= most_components ? std::size_t{1} << count : 1;
    Drafts drafts(release);
    for (const bool bare : {false, true}) {
        for (std::size_t padding = 0; padding < ways; padding += 2) {  // the first component is never padded
            Draft draft;
            write_components(from, bare ? ~std::size_t{0} : 0, padding, draft.old_numbers);
            write_components(to, bare ? ~std::size_t{0} : 0, padding, draft.new_numbers);
            drafts.add(draft.old_numbers, draft.new_numbers);
            for (std::size_t length = 2; release.scheme->trailing_zeros_are_equal && length < count; ++length)
                drafts.add_cut(draft, length);
            for (std::size_t length = shorter + 1; length <= release.scheme->least_numbers; ++length)
                drafts.add_filled(draft, length);
        }
    }
    return drafts.take();
}

struct Separator {
    std::string_view text;
    Shape shape;
};
constexpr std::array<Separator, 6> separators{{
    {".", Shape::dotted},
    {"-", Shape::dashed},
    {"_", Shape::underscored},
    {"\\.", Shape::dotted},
    {"\\\\.", Shape::dotted},
    {"%2E", Shape::dotted},
}};

/// The epoch as written, and none where it may be left out and is the same on both sides.
std::vector<std::pair<std::string, std::string>> epoch_prefixes(const Scheme& scheme, const Version& from,
                                                                const Version& to) {
    const auto prefix = [&](const Version& version) {
        return version.epoch.empty() ? "" : version.epoch + std::string(scheme.epoch_mark);
    };
    std::vector<std::pair<std::string, std::string>> prefixes{{prefix(from), prefix(to)}};
    if (scheme.epoch_may_be_dropped && from.epoch == to.epoch && !from.epoch.empty())
        prefixes.emplace_back("", "");
    return prefixes;
}

void add_four_parts(const Draft& draft, std::vector<Spelling>& spellings) {
    if (draft.old_numbers.size() != 3 || draft.new_numbers.size() != 3) return;
    for (const std::string_view between : {".", ",", ", "}) {
        spellings.push_back({join(draft.old_numbers, between) + std::string(between) + "0",
                             join(draft.new_numbers, between) + std::string(between) + "0", Shape::dotted,
                             true});
    }
}

/// One draft with all separators and all that may stand behind it.
void add_written(const Release& release, const Draft& draft, std::vector<Spelling>& spellings) {
    const auto& scheme = *release.scheme;
    const auto old_forms = scheme.suffix_forms(*release.old_version);
    const auto new_forms = scheme.suffix_forms(*release.new_version);
    for (const auto& [old_epoch, new_epoch] :
         epoch_prefixes(scheme, *release.old_version, *release.new_version)) {
        for (const auto& separator : separators) {
            const auto old_text = old_epoch + join(draft.old_numbers, separator.text);
            const auto new_text = new_epoch + join(draft.new_numbers, separator.text);
            for (std::size_t i = 0; i < std::min(old_forms.size(), new_forms.size()); ++i) {
                if (old_forms[i] && new_forms[i])
                    spellings.push_back(
                        {old_text + *old_forms[i], new_text + *new_forms[i], separator.shape, false});
            }
        }
    }
}

/// Longest first, without doubles and without what is equal on both sides.
void sort_out(std::vector<Spelling>& spellings) {
    const auto key = [](const Spelling& s) {
        return std::tie(s.old_text, s.new_text, s.shape, s.four_parts);
    };
    std::sort(spellings.begin(), spellings.end(), [&](const Spelling& a, const Spelling& b) {
        if (a.old_text.size() != b.old_text.size()) return a.old_text.size() > b.old_text.size();
        return key(a) < key(b);
    });
    // One text pair has one meaning: of a single number, the dotted reading.
    const auto same = [](const Spelling& a, const Spelling& b) {
        return a.old_text == b.old_text && a.new_text == b.new_text;
    };
    spellings.erase(std::unique(spellings.begin(), spellings.end(), same), spellings.end());
    spellings.erase(std::remove_if(spellings.begin(), spellings.end(),
                                   [](const Spelling& s) { return s.old_text == s.new_text; }),
                    spellings.end());
}

}  // namespace

bool same_width(std::string_view left, std::string_view right) {
    if (!has_leading_zero(left) && !has_leading_zero(right)) return true;
    const auto& filled = has_leading_zero(left) ? left : right;
    const auto& other = has_leading_zero(left) ? right : left;
    return other.size() == filled.size() || (other.size() > filled.size() && !has_leading_zero(other));
}

std::vector<Spelling> spellings(const Release& release) {
    std::vector<Spelling> result;
    if (!release.has_versions()) return result;
    const bool plain = release.old_version->parts.empty() && release.new_version->parts.empty();
    for (const auto& draft : number_drafts(release)) {
        add_written(release, draft, result);
        if (plain) add_four_parts(draft, result);
    }
    sort_out(result);
    return result;
}

std::string version_normal(std::string_view path, const std::vector<Spelling>& spellings, Side side) {
    std::string result;
    std::size_t at = 0;
    while (at < path.size()) {
        const Spelling* found = nullptr;
        if (is_digit(path[at])) {
            for (const auto& spelling : spellings) {
                const auto& text = spelling.text(side);
                const bool longer = found == nullptr || text.size() > found->text(side).size();
                if (longer && path.compare(at, text.size(), text) == 0 &&
                    stands_alone(path, at, text, spelling.shape))
                    found = &spelling;
            }
        }
        if (found == nullptr) {
            result += path[at++];
        } else {
            result += '\x01';
            at += found->text(side).size();
        }
    }
    return result;
}

}  // namespace bumpgate::release
