#include "change/osgi.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/text.hpp"

namespace bumpgate::change {

namespace {

constexpr std::size_t longest_look = std::size_t{128} << 10;

enum class Clause { exports, imports, bundles };

struct HeaderRow {
    std::string_view name, attribute;  ///< small letters
    Clause what;
};
constexpr std::array headers{
    HeaderRow{"export-package", "version", Clause::exports},
    HeaderRow{"import-package", "version", Clause::imports},
    HeaderRow{"dynamicimport-package", "version", Clause::imports},
    HeaderRow{"require-bundle", "bundle-version", Clause::bundles},
    HeaderRow{"fragment-host", "bundle-version", Clause::bundles},
};

/// Where the header that holds `at` begins: lines that start with a blank continue it (JAR File
/// Specification, "Notes on Manifest and Signature Files").
std::size_t header_begin(std::string_view content, std::size_t at) {
    const std::size_t floor = at > longest_look ? at - longest_look : 0;
    const auto look = content.substr(floor, at - floor);
    for (std::size_t end = look.size();;) {
        const auto newline = look.substr(0, end).rfind('\n');
        if (newline == std::string_view::npos) return floor;
        if (newline + 1 < look.size() && look[newline + 1] != ' ') return floor + newline + 1;
        end = newline;
    }
}

bool is_attribute_char(char c) {
    return is_alnum(c) || c == '-' || c == '_' || c == '.';
}

/// The header up to the attribute that the version is the value of, without it: `a.b;x=1;` of
/// `a.b;x=1;version="[1.4.2`; nothing if `left` does not end in the attribute's value.
std::optional<std::string_view> before_attribute(std::string_view left, std::string_view attribute) {
    if (!left.empty() && left.back() != '=') {
        const auto quote = left.rfind('"');
        if (quote == std::string_view::npos) return std::nullopt;
        left = left.substr(0, quote);
    }
    if (left.empty() || left.back() != '=') return std::nullopt;
    left.remove_suffix(1);
    std::size_t begin = left.size();
    while (begin > 0 && is_attribute_char(left[begin - 1])) --begin;
    if (to_lower(left.substr(begin)) != attribute) return std::nullopt;
    return left.substr(0, begin);
}

/// What stands behind the last comma outside of quotes.
std::string_view last_clause(std::string_view header) {
    bool quoted = false;
    for (std::size_t i = header.size(); i-- > 0;) {
        if (header[i] == '"') quoted = !quoted;
        if (header[i] == ',' && !quoted) return header.substr(i + 1);
    }
    return header;
}

/// The names a clause begins with: "a.b" and "c.d" of `a.b;c.d;version=1`.
std::vector<std::string_view> names_of(std::string_view clause) {
    std::vector<std::string_view> names;
    for (const auto part : split(clause, ';')) {
        const auto name = trim(part);
        if (name.empty() || name.find_first_of("=\"") != std::string_view::npos) break;
        names.push_back(name);
    }
    return names;
}

std::vector<std::string_view> split_clauses(std::string_view header) {
    std::vector<std::string_view> clauses;
    bool quoted = false;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= header.size(); ++i) {
        if (i < header.size() && header[i] == '"') quoted = !quoted;
        if (i < header.size() && (header[i] != ',' || quoted)) continue;
        clauses.push_back(header.substr(begin, i - begin));
        begin = i + 1;
    }
    return clauses;
}

/// The value of Export-Package in the main section.
std::string_view exports_of(std::string_view content) {
    constexpr std::string_view name = "export-package:";
    const auto head = content.substr(0, longest_look);
    for (std::size_t at = 0; at < head.size();) {
        auto end = head.find('\n', at);
        while (end != std::string_view::npos && end + 1 < head.size() && head[end + 1] == ' ')
            end = head.find('\n', end + 1);
        const auto header = head.substr(at, end == std::string_view::npos ? end : end - at);
        if (trim(header).empty()) return {};  // the main section ends at an empty line
        if (to_lower(header.substr(0, name.size())) == name) return header.substr(name.size());
        if (end == std::string_view::npos) return {};
        at = end + 1;
    }
    return {};
}

bool exports_all(std::string_view content, const std::vector<std::string_view>& packages) {
    std::size_t found = 0;
    for (const auto clause : split_clauses(exports_of(content))) {
        for (const auto name : names_of(clause)) {
            if (std::find(packages.begin(), packages.end(), name) != packages.end()) ++found;
        }
    }
    return found >= packages.size();
}

/// The least related of them: a version is as much somebody else's as one of its names is.
Kinship kinship_of_all(const Context& context, const std::vector<std::string_view>& names) {
    Kinship result = Kinship::own;
    for (const auto name : names) result = std::max(result, context.names.kinship(name));
    return result;
}

}  // namespace

std::optional<Ownership> osgi_owner(const Context& context, const Subject& subject, std::size_t begin) {
    constexpr std::string_view manifest = "META-INF/MANIFEST.MF";
    if (subject.is_name || !subject.path.ends_with(manifest)) return std::nullopt;
    const auto start = header_begin(subject.content, begin);
    const auto header = subject.content.substr(start, begin - start);
    const auto colon = header.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto* row = std::find_if(headers.begin(), headers.end(), [&](const HeaderRow& known) {
        return to_lower(header.substr(0, colon)) == known.name;
    });
    if (row == headers.end()) return std::nullopt;
    const auto before = before_attribute(header.substr(colon + 1), row->attribute);
    if (!before) return std::nullopt;
    const auto names = names_of(last_clause(*before));
    Ownership owner;
    owner.by = Ownership::By::structure;
    owner.kinship = Kinship::other;
    if (names.empty()) return owner;
    owner.name = names.front();
    const bool exported =
        row->what == Clause::exports || (row->what == Clause::imports && exports_all(subject.content, names));
    owner.kinship = exported ? Kinship::sibling : kinship_of_all(context, names);
    owner.may_stay = exported;
    return owner;
}

}  // namespace bumpgate::change
