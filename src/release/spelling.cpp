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

std::vector<Draft> number_drafts(const Release& release) {
    const auto& from = release.old_version->release;
    const auto& to = release.new_version->release;
    constexpr std::size_t most_components = 6;  // beyond that only the plain form: 3^n ways would be too many
    const std::size_t count = std::max(from.size(), to.size());
    std::vector<Draft> drafts;
    std::set<std::pair<std::string, std::string>> seen;
    const auto add = [&](const Numbers& old_numbers, const Numbers& new_numbers) {
        if (!same_numbers(*release.scheme, old_numbers, from) ||
            !same_numbers(*release.scheme, new_numbers, to))
            return;
        if (seen.emplace(dotted(old_numbers), dotted(new_numbers)).second)
            drafts.push_back({old_numbers, new_numbers});
    };
    const std::size_t ways = count <= most_components ? std::size_t{1} << count : 1;
    for (std::size_t length = 2; length <= std::max<std::size_t>(count, 2); ++length) {
        const bool trimmed = length < count;
        if (trimmed && !release.scheme->trailing_zeros_are_equal) continue;
        for (const bool bare : {false, true}) {
            for (std::size_t padding = 0; padding < ways;
                 padding += 2) {  // the first component is never padded
                Draft draft;
                write_components(from, bare ? ~std::size_t{0} : 0, padding, draft.old_numbers);
                write_components(to, bare ? ~std::size_t{0} : 0, padding, draft.new_numbers);
                if (trimmed) {
                    draft.old_numbers = with_at_least(length, std::move(draft.old_numbers));
                    draft.new_numbers = with_at_least(length, std::move(draft.new_numbers));
                }
                add(draft.old_numbers, draft.new_numbers);
            }
        }
    }
    return drafts;
}

/// The labels by which one kind of pre-release goes, short form first.
struct Label {
    std::string_view normal, word;
};
constexpr std::array<Label, 6> labels{{
    {"a", "alpha"},
    {"b", "beta"},
    {"rc", "rc"},
    {"post", "post"},
    {"dev", "dev"},
    {"c", "rc"},
}};

std::string_view long_label(std::string_view label) {
    for (const auto& row : labels) {
        if (row.normal == label) return row.word;
    }
    return label;
}

/// A suffix in one form, and whether that form differs between schemes.
using SuffixForm = std::string (*)(const Version& version);

std::string_view text_after_numbers(const Version& version) {
    std::string_view text = version.text;
    if (!text.empty() && (text[0] == 'v' || text[0] == 'V')) text.remove_prefix(1);
    if (!version.epoch.empty()) text.remove_prefix(std::min(text.size(), version.epoch.size() + 1));
    std::size_t length = 0;
    for (const auto& number : version.release) length += number.size() + 1;
    return length == 0 || length - 1 > text.size() ? std::string_view{} : text.substr(length - 1);
}

std::string as_written(const Version& version) {
    return std::string(text_after_numbers(version));
}

/// Parts as label and number: SemVer's "rc.1" is taken apart when it has that shape.
std::vector<Version::Part> labelled_parts(const Version& version) {
    std::vector<Version::Part> result;
    for (const auto& part : version.parts) {
        if (part.label != "pre") {
            result.push_back(part);
            continue;
        }
        const auto dot = part.value.find('.');
        const auto word = to_lower(part.value.substr(0, dot));
        const auto number = dot == std::string::npos ? std::string{} : part.value.substr(dot + 1);
        const bool plain = std::all_of(number.begin(), number.end(), is_digit);
        const auto* row = std::find_if(labels.begin(), labels.end(), [&](const Label& label) {
            return label.word == word || label.normal == word;
        });
        if (row == labels.end() || !plain) return {};
        result.push_back({std::string(row->normal), number});
    }
    return result;
}

template <class Write>
std::string each_part(const Version& version, Write write) {
    std::string text;
    for (const auto& part : labelled_parts(version)) {
        if (part.label == "local" || part.label == "build") {
            text += "+" + part.value;
        } else if (part.label == "suffix") {
            text += part.value;
        } else {
            text += write(part);
        }
    }
    return text;
}

constexpr std::array<SuffixForm, 8> suffix_forms{{
    as_written,
    [](const Version& version) {  // 1.4.3rc1, 1.4.3.post1
        return each_part(version, [](const Version::Part& part) {
            const bool dot = part.label == "post" || part.label == "dev";
            return (dot ? "." : "") + part.label + part.value;
        });
    },
    [](const Version& version) {  // 1.4.3-rc.1
        return each_part(version, [](const Version::Part& part) {
            return "-" + std::string(long_label(part.label)) + (part.value.empty() ? "" : ".") + part.value;
        });
    },
    [](const Version& version) {  // 1.4.3-rc1
        return each_part(version, [](const Version::Part& part) {
            return "-" + std::string(long_label(part.label)) + part.value;
        });
    },
    [](const Version& version) {  // 1.4.3.rc1
        return each_part(version, [](const Version::Part& part) { return "." + part.label + part.value; });
    },
    [](const Version& version) {  // 1.4.3-a2
        return each_part(version, [](const Version::Part& part) { return "-" + part.label + part.value; });
    },
    [](const Version& version) {  // 1.4.3alpha2
        return each_part(version, [](const Version::Part& part) {
            return std::string(long_label(part.label)) + part.value;
        });
    },
    [](const Version& version) {  // the build tag dropped: 1.4.3-rc.1 for 1.4.3-rc.1+sha.5
        const auto text = as_written(version);
        return text.substr(0, text.find('+'));
    },
}};

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

std::string epoch_prefix(const Version& version) {
    return version.epoch.empty() ? "" : version.epoch + "!";
}

void add_four_parts(const Draft& draft, std::vector<Spelling>& spellings) {
    if (draft.old_numbers.size() != 3 || draft.new_numbers.size() != 3) return;
    for (const std::string_view between : {".", ",", ", "}) {
        spellings.push_back({join(draft.old_numbers, between) + std::string(between) + "0",
                             join(draft.new_numbers, between) + std::string(between) + "0", Shape::dotted,
                             true});
    }
}

}  // namespace

std::vector<Spelling> spellings(const Release& release) {
    std::vector<Spelling> result;
    if (!release.has_versions()) return result;
    const auto& from = *release.old_version;
    const auto& to = *release.new_version;
    for (const auto& draft : number_drafts(release)) {
        for (const auto& separator : separators) {
            for (const auto& form : suffix_forms) {
                const auto old_suffix = form(from);
                const auto new_suffix = form(to);
                // A form that drops what the version has, and not merely its build tag, is another version.
                if (old_suffix.empty() && !from.parts.empty() && from.parts.front().label != "build")
                    continue;
                if (new_suffix.empty() && !to.parts.empty() && to.parts.front().label != "build") continue;
                result.push_back({epoch_prefix(from) + join(draft.old_numbers, separator.text) + old_suffix,
                                  epoch_prefix(to) + join(draft.new_numbers, separator.text) + new_suffix,
                                  separator.shape, false});
            }
        }
        if (from.parts.empty() && to.parts.empty()) add_four_parts(draft, result);
    }
    const auto key = [](const Spelling& s) {
        return std::tie(s.old_text, s.new_text, s.shape, s.four_parts);
    };
    std::sort(result.begin(), result.end(), [&](const Spelling& a, const Spelling& b) {
        if (a.old_text.size() != b.old_text.size()) return a.old_text.size() > b.old_text.size();
        return key(a) < key(b);
    });
    // One text pair has one meaning: of a single number, the dotted reading.
    const auto same = [](const Spelling& a, const Spelling& b) {
        return a.old_text == b.old_text && a.new_text == b.new_text;
    };
    result.erase(std::unique(result.begin(), result.end(), same), result.end());
    result.erase(std::remove_if(result.begin(), result.end(),
                                [](const Spelling& s) { return s.old_text == s.new_text; }),
                 result.end());
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
