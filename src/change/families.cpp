#include "change/families.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "change/names.hpp"

namespace bumpgate::change {

namespace {

using Patterns = std::vector<std::string>;

constexpr auto common_heads = std::to_array<std::string_view>(
    {"ansible", "apache",    "aws",   "babel",   "browserify", "cargo",
     "core",    "css",       "d3",    "django",  "es",         "eslint",
     "express", "flask",     "fonts", "gir1.2",  "go",         "golang",
     "google",  "grunt",     "gulp",  "html",    "http",       "is",
     "jest",    "jquery",    "js",    "json",    "lib",        "libapache2-mod",
     "lodash",  "microsoft", "ms",    "my",      "next",       "node",
     "npm",     "perl",      "php",   "postcss", "py",         "pytest",
     "python",  "python3",   "r",     "r-bioc",  "r-cran",     "react",
     "rollup",  "ruby",      "rust",  "system",  "test",       "ts",
     "types",   "vite",      "vue",   "webpack"});

bool is_separator(char c) {
    return c == '-' || c == '_' || c == '.';
}

/// A name and all that begin with it and a separator.
Patterns all_below(const std::string& name, std::string_view separators) {
    Patterns patterns{name};
    for (const char separator : separators) patterns.push_back(name + separator + "*");
    return patterns;
}

/// A scope belongs to one project, whatever its word; only @types is everybody's.
Patterns by_scope(std::string_view name) {
    const auto scope = name.substr(0, name.find('/'));
    return scope == "@types" ? Patterns() : Patterns{std::string(scope) + "/*"};
}

/// The name up to its last separator; a name without one whole.
Patterns by_prefix(const Family& family) {
    const auto& own = family.own;
    if (!own.empty() && own.front() == '@') return by_scope(own);
    const auto last = std::find_if(own.rbegin(), own.rend(), is_separator);
    const std::string head(own.begin(), last == own.rend() ? own.end() : last.base() - 1);
    if (head.empty() || is_common_head(head)) return {};
    auto patterns = all_below(head, "-_.");
    if (head == own) patterns.erase(patterns.begin());
    return patterns;
}

/// Packages built from one source are called like it, or begin so, perhaps behind "lib"; or they begin as
/// this one does (grub-common for grub-efi, both of grub2).
Patterns by_source(const Family& family) {
    auto patterns = by_prefix(family);
    if (family.common.empty()) return patterns;
    if (is_common_head(family.common)) {
        patterns.push_back(family.common);
        return patterns;
    }
    for (const auto& name : {family.common, "lib" + family.common}) {
        for (auto& pattern : all_below(name, "-")) patterns.push_back(std::move(pattern));
    }
    return patterns;
}

/// The same Maven group, and the bundles that are required by a symbolic name that begins with it. Where
/// nothing states a group only the artifact's own name is left.
Patterns by_group(const Family& family) {
    if (family.common.empty()) return by_prefix(family);
    Patterns patterns{family.common + ":*"};
    for (const auto& name : family.stated) {
        if (name.starts_with(family.common + ".") && name.find(':') == std::string::npos)
            patterns.push_back(name);
    }
    return patterns;
}

std::size_t component_count(std::string_view path) {
    return static_cast<std::size_t>(std::count(path.begin(), path.end(), '/')) + 1;
}

/// Modules below this one, those of the same project, and those below any module that this one lies below
/// itself. What only shares a host, or a host and a first component that is no module (golang.org/x), is a
/// stranger.
Patterns by_module_path(const Family& family) {
    Patterns patterns;
    const auto add = [&](const std::string& path) {
        for (auto& pattern : all_below(path, "/")) patterns.push_back(std::move(pattern));
    };
    if (component_count(family.own) >= 2) add(family.own);
    if (component_count(family.common) >= 3) add(family.common);
    std::string path = family.own;
    for (auto slash = path.rfind('/'); slash != std::string::npos; slash = path.rfind('/')) {
        path.resize(slash);
        if (component_count(path) >= 2 && family.stated.count(path) != 0) add(path);
    }
    return patterns;
}

Patterns by_publisher(const Family& family) {
    return family.common.empty() ? Patterns() : Patterns{family.common + ".*"};
}

struct Row {
    std::string_view ecosystem;
    Patterns (*patterns)(const Family& family);
};

/// All others go by the prefix of their names.
constexpr auto rows = std::to_array<Row>({{"deb", by_source},
                                          {"go-module", by_module_path},
                                          {"jar", by_group},
                                          {"rpm", by_source},
                                          {"vsix", by_publisher}});

}  // namespace

bool is_common_head(std::string_view head) {
    return std::find(common_heads.begin(), common_heads.end(), to_lower(head)) != common_heads.end();
}

std::vector<std::string> sibling_patterns(const Family& family) {
    const auto* row = std::find_if(rows.begin(), rows.end(),
                                   [&](const Row& known) { return known.ecosystem == family.ecosystem; });
    return row == rows.end() ? by_prefix(family) : row->patterns(family);
}

}  // namespace bumpgate::change
