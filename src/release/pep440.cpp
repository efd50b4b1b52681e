#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "release/numbers.hpp"
#include "release/scheme_rows.hpp"
#include "release/suffixes.hpp"

// PEP 440, "Version Identification and Dependency Specification"; the grammar is its Appendix B, the order is
// that of "Summary of permitted suffixes and relative ordering".
namespace bumpgate::release {
namespace {

/// A spelling of a label and its normal form ("Pre-release spelling", "Post release spelling").
struct Label {
    std::string_view spelled;
    std::string_view normal;
};

// Longer spellings stand before their own beginnings.
constexpr auto pre_labels = std::to_array<Label>({{"alpha", "a"},
                                                  {"a", "a"},
                                                  {"beta", "b"},
                                                  {"b", "b"},
                                                  {"preview", "rc"},
                                                  {"pre", "rc"},
                                                  {"rc", "rc"},
                                                  {"c", "rc"}});
constexpr auto post_labels = std::to_array<Label>({{"post", "post"}, {"rev", "post"}, {"r", "post"}});
constexpr auto dev_labels = std::to_array<Label>({{"dev", "dev"}});

/// A place in a version's text.
struct Scan {
    std::string_view text;
    std::string small;  ///< the text in small letters, for labels: PEP 440 ignores case
    std::size_t at = 0;

    [[nodiscard]] bool at_end() const { return at == text.size(); }
    [[nodiscard]] char peek() const { return at_end() ? '\0' : small[at]; }
    std::string_view digits() {
        const auto found = digits_at(text, at);
        at += found.size();
        return found;
    }
};

bool is_separator(char c) {
    return c == '-' || c == '_' || c == '.';
}

void skip_separator(Scan& scan) {
    if (is_separator(scan.peek())) ++scan.at;
}

/// `[-_.]? label [-_.]? digits?`; leaves the scan where it was if no label stands there.
std::optional<Version::Part> read_part(Scan& scan, std::span<const Label> labels) {
    const auto start = scan.at;
    skip_separator(scan);
    const auto rest = std::string_view(scan.small).substr(scan.at);
    const auto label = std::ranges::find_if(
        labels, [&](const Label& row) { return rest.substr(0, row.spelled.size()) == row.spelled; });
    if (label == labels.end()) {
        scan.at = start;
        return std::nullopt;
    }
    scan.at += label->spelled.size();
    skip_separator(scan);
    return Version::Part{std::string(label->normal), std::string(scan.digits())};
}

/// "Implicit post releases": `1.0-1`, with this one separator only.
std::optional<Version::Part> read_implicit_post(Scan& scan) {
    if (scan.peek() != '-') return std::nullopt;
    const auto digits = digits_at(scan.text, scan.at + 1);
    if (digits.empty()) return std::nullopt;
    scan.at += 1 + digits.size();
    return Version::Part{"post", std::string(digits)};
}

std::optional<Version::Part> read_post(Scan& scan) {
    auto part = read_implicit_post(scan);
    return part ? part : read_part(scan, post_labels);
}

/// `+` and alphanumeric segments; nothing if the rest of the text is no local version label.
std::optional<Version::Part> read_local(Scan& scan) {
    const auto label = scan.text.substr(scan.at + 1);
    bool segment_open = false;
    for (const char c : label) {
        if (!is_alnum(c) && !(is_separator(c) && segment_open)) return std::nullopt;
        segment_open = is_alnum(c);
    }
    if (!segment_open) return std::nullopt;
    scan.at = scan.text.size();
    return Version::Part{"local", std::string(label)};
}

void keep(Version& version, std::optional<Version::Part> part) {
    if (part) version.parts.push_back(std::move(*part));
}

/// `epoch! release`; false if no number stands there.
bool read_numbers(Scan& scan, Version& version) {
    const auto first = scan.digits();
    if (scan.peek() == '!' && !first.empty()) {
        version.epoch = first;
        ++scan.at;
    } else {
        scan.at = 0;
    }
    version.release = dotted_numbers(scan.text.substr(scan.at));
    scan.at += dotted_length(version.release);
    return !version.release.empty();
}

std::optional<Version> parse(std::string_view text) {
    const auto bare = without_v(text);
    Scan scan{bare, to_lower(bare)};
    Version version;
    version.text = trim(text);
    if (!read_numbers(scan, version)) return std::nullopt;
    keep(version, read_part(scan, pre_labels));
    keep(version, read_post(scan));
    keep(version, read_part(scan, dev_labels));
    if (scan.peek() == '+') keep(version, read_local(scan));
    if (!scan.at_end()) return std::nullopt;
    return version;
}

const Version::Part* pre_part(const Version& version) {
    for (const auto* label : {"a", "b", "rc"}) {
        if (const auto* part = find_part(version, label)) return part;
    }
    return nullptr;
}

/// Where a version without this part sorts among those with it.
enum class Missing { below, above };

std::strong_ordering compare_parts(const Version::Part* left, const Version::Part* right, Missing missing) {
    if (left && right) {
        const auto labels = compare_bytes(left->label, right->label);
        return labels != 0 ? labels : compare_numbers(left->value, right->value);
    }
    const bool in_left = left != nullptr;
    const bool in_right = right != nullptr;
    return missing == Missing::below ? in_left <=> in_right : in_right <=> in_left;
}

/// Dev releases of the plain version sort before all its pre-releases: 1.0.dev1 < 1.0a1 < 1.0a1.post1 < 1.0
/// < 1.0.post1.
int pre_rank(const Version& version) {
    if (pre_part(version)) return 1;
    return find_part(version, "dev") && !find_part(version, "post") ? 0 : 2;
}

std::strong_ordering compare_pre(const Version& left, const Version& right) {
    const auto ranks = pre_rank(left) <=> pre_rank(right);
    return ranks != 0 ? ranks : compare_parts(pre_part(left), pre_part(right), Missing::above);
}

std::string normal_local(std::string_view label) {
    auto text = to_lower(label);
    std::ranges::replace_if(text, is_separator, '.');
    return text;
}

bool is_number(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_digit);
}

/// "Local version identifiers": numeric segments above alphanumeric ones, more segments above fewer.
std::strong_ordering compare_segments(std::string_view left, std::string_view right) {
    const bool left_number = is_number(left);
    const bool right_number = is_number(right);
    if (left_number != right_number) return left_number <=> right_number;
    return left_number ? compare_numbers(left, right) : compare_bytes(left, right);
}

std::strong_ordering compare_local(const Version& left, const Version& right) {
    const auto* a = find_part(left, "local");
    const auto* b = find_part(right, "local");
    if (!a || !b) return compare_parts(a, b, Missing::below);
    const auto left_text = normal_local(a->value);
    const auto right_text = normal_local(b->value);
    const auto left_segments = split(left_text, '.');
    const auto right_segments = split(right_text, '.');
    for (std::size_t i = 0; i < std::min(left_segments.size(), right_segments.size()); ++i) {
        const auto order = compare_segments(left_segments[i], right_segments[i]);
        if (order != 0) return order;
    }
    return left_segments.size() <=> right_segments.size();
}

std::strong_ordering compare(const Version& left, const Version& right) {
    auto order = compare_numbers(left.epoch, right.epoch);
    if (order == 0) order = compare_releases(left.release, right.release, true);
    if (order == 0) order = compare_pre(left, right);
    if (order == 0) order = compare_parts(find_part(left, "post"), find_part(right, "post"), Missing::below);
    if (order == 0) order = compare_parts(find_part(left, "dev"), find_part(right, "dev"), Missing::above);
    return order != 0 ? order : compare_local(left, right);
}

/// "Local version identifiers" again: numeric segments lose their leading zeros as well.
std::string canonical_local(std::string_view label) {
    const auto text = normal_local(label);
    std::vector<std::string_view> segments;
    for (const auto segment : split(text, '.'))
        segments.push_back(is_number(segment) ? without_zeros(segment) : segment);
    return join(segments, ".");
}

std::string normal_part(const Version::Part& part) {
    if (part.label == "local") return "+" + canonical_local(part.value);
    const auto number = std::string(without_zeros(part.value));
    const bool dotted = part.label == "post" || part.label == "dev";
    return (dotted ? "." : "") + part.label + number;
}

std::string normal_form(const Version& version) {
    const auto epoch = without_zeros(version.epoch);
    std::string text = epoch == "0" ? "" : std::string(epoch) + "!";
    text += normal_numbers(version.release);
    for (const auto& part : version.parts) text += normal_part(part);
    return text;
}

}  // namespace

const Scheme& pep440_scheme() {
    static constexpr Scheme row = {
        "pep440", "Python (PEP 440)", parse, compare, normal_form, common_suffixes, true, "!", false, 0};
    return row;
}

}  // namespace bumpgate::release
