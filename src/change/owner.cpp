#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "change/osgi.hpp"
#include "change/owner_maven.hpp"
#include "change/owner_rpm.hpp"
#include "change/subject.hpp"
#include "change/words.hpp"

// Whose version a token is (docs/version-proof.md, clause 3). Structure is asked first, then the text to the
// left.
namespace bumpgate::change {

namespace {

using By = Ownership::By;
using structure::Scalar;

bool one_of(std::string_view set, char c) {
    return set.find(c) != std::string_view::npos;
}

bool is_name_char(char c) {
    return is_alnum(c) || one_of("._@/-", c);
}

bool is_run_char(char c) {
    return is_alnum(c) || one_of("._@/:+%~#-", c);
}

bool is_operator(char c) {
    return one_of("=<>~!^", c);
}

std::string_view trailing(std::string_view text, bool (*wanted)(char)) {
    std::size_t begin = text.size();
    while (begin > 0 && wanted(text[begin - 1])) --begin;
    return text.substr(begin);
}

std::string_view without_trailing(std::string_view text, std::string_view set) {
    while (!text.empty() && one_of(set, text.back())) text.remove_suffix(1);
    return text;
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

std::string_view without_index(std::string_view key) {
    return !key.empty() && key.back() == ']' ? key.substr(0, key.rfind('[')) : key;
}

bool starts_like_a_version(std::string_view word) {
    if (!word.empty() && (word[0] == 'v' || word[0] == 'V')) word.remove_prefix(1);
    return !word.empty() && is_digit(word[0]);
}

/// An identifier that says "version" and names nobody else: version, __version__, APP_VERSION, acmeVersion of
/// acme.
bool is_version_identifier(const Names& names, std::string_view identifier) {
    bool version = false;
    std::string rest;
    for (const auto& word : words::split_identifier(identifier)) {
        if (words::is_version(word)) {
            version = true;
        } else if (!words::may_precede_version(word) && !words::may_follow_version(word)) {
            rest += (rest.empty() ? "" : "-") + word;
        }
    }
    return version && (rest.empty() || names.kinship_in_manifest(rest) == Kinship::own);
}

Ownership named(const Context& context, std::string_view name, By by) {
    const auto kinship =
        by == By::structure ? context.names.kinship_in_manifest(name) : context.names.kinship(name);
    return {kinship, by, name, false, false};
}

// ---- by structure

/// "node_modules/a/node_modules/@b/c" → "@b/c"
std::string_view installed_name(std::string_view path) {
    constexpr std::string_view folder = "node_modules/";
    const auto at = path.rfind(folder);
    return at == std::string_view::npos ? path : path.substr(at + folder.size());
}

std::optional<Ownership> by_dependency_table(const Context& context, const structure::Document& document,
                                             const Scalar& scalar) {
    const auto& path = scalar.path;
    if (document.format == structure::Format::xml || document.format == structure::Format::headers)
        return std::nullopt;
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        if (!words::is_dependency_table(path[i]) || all_digits(path[i + 1])) continue;
        // A list below a key is a group of requirements ([project.optional-dependencies] test = ["x==1"]):
        // the text names them.
        if (i + 2 < path.size() && all_digits(path[i + 2])) return std::nullopt;
        const auto* renamed = document.beside(scalar, "package");  // Cargo: the key is only a local name
        return named(context, renamed != nullptr && i + 2 < path.size() ? renamed->value : path[i + 1],
                     By::structure);
    }
    if (path.size() >= 3 && path[0] == "packages" && path.back() == "version" &&
        document.format == structure::Format::json) {
        if (path[1].empty()) return Ownership{Kinship::own, By::structure, {}, false, false};
        return named(context, installed_name(path[1]), By::structure);
    }
    return std::nullopt;
}

std::optional<Ownership> by_name_beside(const Context& context, const structure::Document& document,
                                        const Scalar& scalar) {
    if (to_lower(without_index(scalar.path.back())) != "version" && scalar.path.back() != "@version")
        return std::nullopt;
    for (const auto key : words::name_keys()) {
        const auto* name = document.beside(scalar, key);
        if (name == nullptr) name = document.beside(scalar, "@" + std::string(key));
        if (name == nullptr) continue;
        if (key == "artifactId") return owner_of_artifact(context, document.beside(scalar, "groupId"), *name);
        return named(context, name->value, By::structure);
    }
    return Ownership{};
}

/// A value that is nothing but a version, under a key that looks like a package: the key owns it, whatever
/// the table.
std::optional<Ownership> by_key(const Context& context, const Scalar& scalar, std::size_t begin,
                                std::size_t end) {
    const auto& key = scalar.path.back();
    const bool whole = begin - scalar.begin <= 3 && scalar.end == end;
    if (!whole || all_digits(key) || is_version_identifier(context.names, key)) return std::nullopt;
    const bool known = context.names.kinship(key) != Kinship::other ||
                       context.names.is_stated_dependency(key) || !context.names.knows_dependencies();
    const bool looks_like_a_name =
        std::any_of(key.begin(), key.end(), [](char c) { return one_of("-/@", c); });
    if (!known && !looks_like_a_name) return std::nullopt;
    return named(context, key, By::structure);
}

std::optional<Ownership> by_structure(const Context& context, const structure::Document& document,
                                      const Scalar& scalar, std::size_t begin, std::size_t end) {
    if (scalar.path.empty()) return std::nullopt;
    if (words::is_format_field(without_index(scalar.path.back())))
        return Ownership{Kinship::other, By::structure, scalar.path.back(), true, false};
    if (auto owner = by_dependency_table(context, document, scalar)) return owner;
    if (auto owner = by_name_beside(context, document, scalar)) return owner;
    return document.format == structure::Format::headers ? std::nullopt : by_key(context, scalar, begin, end);
}

// ---- by the text to the left

/// Takes comparators off the end of `left` ("name[extra] (>=1.0, <" → "name"); nothing if it does not end in
/// an operator.
std::optional<std::string_view> before_operators(std::string_view left) {
    left = without_trailing(left, " \t");
    if (left.empty() || !is_operator(left.back())) return std::nullopt;
    while (true) {
        left = without_trailing(without_trailing(left, "=<>~!^"), " \t");
        auto previous = without_trailing(left, ", \t");
        const auto version = trailing(previous, [](char c) { return is_alnum(c) || one_of(".*+-", c); });
        previous = without_trailing(previous.substr(0, previous.size() - version.size()), " \t");
        if (version.empty() || !is_digit(version[0]) || previous.empty() || !is_operator(previous.back()))
            break;
        left = previous;
    }
    left = without_trailing(left, "( \t");
    if (!left.empty() && left.back() == ']' && left.rfind('[') != std::string_view::npos) {
        left = without_trailing(left.substr(0, left.rfind('[')), " \t");
    }
    return left;
}

/// "release-acme" → "acme"
std::string_view without_neutral_front(std::string_view name) {
    while (true) {
        const auto dash = name.find_first_of("-_");
        if (dash == std::string_view::npos || !words::is_neutral(name.substr(0, dash))) return name;
        name.remove_prefix(dash + 1);
    }
}

bool is_folder_of(std::string_view component, std::string_view path) {
    const auto slash = path.rfind('/');
    if (slash == std::string_view::npos) return false;
    const auto folders = split(path.substr(0, slash), '/');
    return std::find(folders.begin(), folders.end(), component) != folders.end();
}

std::vector<std::string_view> components_of(std::string_view run) {
    std::vector<std::string_view> components;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= run.size(); ++i) {
        const bool scope =
            i == begin && i < run.size() && run[i] == '@';  // "@scope/name": the "@" belongs to the name
        if (i < run.size() && (!one_of("/:@#", run[i]) || scope)) continue;
        components.push_back(run.substr(begin, i - begin));
        begin = i + 1;
    }
    return components;
}

bool is_scope(std::string_view component) {
    return component.size() > 1 && component[0] == '@';
}

/// `k8s.io/api/v2@v0.31.3`: a path of Go is one name (Go Modules Reference, "Module paths"), which belongs to
/// the module that it begins with: own, a sibling, stated, or else nobody's that is known.
std::optional<Ownership> by_module_path(const Context& context, std::string_view run) {
    if (context.release.ecosystem != "go-module" || run.empty() || run.back() != '@') return std::nullopt;
    run.remove_suffix(1);
    constexpr std::size_t longest = 512;  // each folder of it is looked up
    const auto slash = run.find('/');
    const bool is_path =
        run.size() <= longest && slash != std::string_view::npos && slash > 0 &&
        run.substr(0, slash).find('.') != std::string_view::npos &&
        std::all_of(run.begin(), run.end(), [](char c) { return is_alnum(c) || one_of("._~/-", c); });
    if (!is_path) return std::nullopt;
    for (auto module = run; module.find('/') != std::string_view::npos;
         module = module.substr(0, module.rfind('/'))) {
        const auto owner = named(context, module, By::text);
        // A module in a folder of this one has versions of its own; a command is mostly a package of it.
        const auto below = run.substr(module.size());
        const bool within = owner.kinship != Kinship::own || below.empty() || below.starts_with("/cmd/");
        if (within && (owner.kinship != Kinship::other || context.names.is_stated_dependency(module)))
            return owner;
    }
    return named(context, run, By::text);
}

/// The nearest component that names somebody.
Ownership by_components(const Context& context, std::string_view run, std::string_view path) {
    const auto components = components_of(run);
    for (std::size_t i = components.size(); i-- > 0;) {
        auto name = without_trailing(components[i], "-_.+~");
        if (name.empty() || words::is_neutral(name) || starts_like_a_version(name)) continue;
        if (i > 0 && is_scope(components[i - 1])) {
            const char* const scope = components[i - 1].data();
            return named(context, {scope, static_cast<std::size_t>(name.data() + name.size() - scope)},
                         By::text);
        }
        auto owner = named(context, name, By::text);
        if (owner.kinship != Kinship::other) return owner;
        name = without_neutral_front(name);
        if (name.empty() || is_version_identifier(context.names, name) || is_folder_of(name, path)) continue;
        return named(context, name, By::text);
    }
    return {};
}

/// `<td>1.4.2`: the ">" closes a tag and compares nothing.
bool ends_in_tag(std::string_view left) {
    if (left.empty() || left.back() != '>') return false;
    const auto open = left.rfind('<');
    if (open == std::string_view::npos || open + 1 >= left.size()) return false;
    const char first = left[open + 1];
    return (is_letter(first) || first == '/') && left.find('>', open) == left.size() - 1;
}

/// `sdk.version=1.44.0` in a properties file: the first word says what sort of thing the package is.
bool is_plain_property(std::string_view path, std::string_view key) {
    constexpr std::array<std::string_view, 4> keys{"sdk.version", "agent.version", "library.version",
                                                   "application.version"};
    return path.ends_with(".properties") && std::find(keys.begin(), keys.end(), key) != keys.end();
}

std::optional<Ownership> by_operator(const Context& context, std::string_view left, std::string_view path) {
    if (ends_in_tag(left)) return std::nullopt;
    const auto rest = before_operators(left);
    if (!rest) return std::nullopt;
    const auto name = trailing(*rest, is_name_char);
    if (name.empty()) return std::nullopt;
    if (words::is_format_field(name)) return Ownership{Kinship::other, By::text, name, true, false};
    if (words::is_neutral(name) || is_version_identifier(context.names, name) ||
        is_plain_property(path, name)) {
        const auto before = rest->substr(0, rest->size() - name.size());
        const bool query = !before.empty() && one_of("?&", before.back());  // "jquery.js?ver=1.4.2"
        return query
                   ? by_components(context, trailing(before.substr(0, before.size() - 1), is_run_char), path)
                   : Ownership{};
    }
    auto owner = named(context, name, By::requirement);
    owner.assigned = trailing(without_trailing(left, " \t"), is_operator) == "=";
    return owner;
}

std::string_view without_git(std::string_view repository) {
    constexpr std::string_view ending = ".git";
    const bool has =
        repository.size() > ending.size() && repository.substr(repository.size() - ending.size()) == ending;
    return has ? repository.substr(0, repository.size() - ending.size()) : repository;
}

std::string_view last_part(std::string_view name) {
    const auto at = name.find_last_of("/-_.");
    return at == std::string_view::npos ? name : name.substr(at + 1);
}

bool is_own_repository(const Context& context, std::string_view repository) {
    return context.names.kinship(repository) == Kinship::own || context.names.is_repository(repository) ||
           to_lower(repository) == to_lower(last_part(context.release.name));
}

/// `url` runs from the scheme's name to the token.
Ownership by_url(const Context& context, std::string_view url, std::string_view path) {
    const auto after_scheme = url.substr(url.find("://") + 3);
    const auto slash = after_scheme.find('/');
    if (slash == std::string_view::npos) return by_components(context, after_scheme, path);
    const auto below_host = after_scheme.substr(slash + 1);
    if (const auto owner = by_module_path(context, below_host)) return *owner;  // pkg.go.dev/MODULE@v1.4.2
    const auto components = components_of(below_host);
    for (std::size_t i = 0; i < components.size(); ++i) {
        const auto component = without_git(without_trailing(components[i], "-_.+~"));
        if (!component.empty() && context.names.kinship(component) == Kinship::own)
            return {Kinship::own, By::text, component, false, false};
    }
    const auto folders = split(below_host, '/');  // the last one holds the token
    if (folders.size() >= 3) {
        const auto repository = without_git(folders[1]);
        if (is_own_repository(context, repository)) return {Kinship::own, By::text, repository, false, false};
        return named(context, repository, By::text);
    }
    return by_components(context, below_host, path);
}

/// Behind a blank a word is a name only if it is known for one, or looks like nothing else.
Ownership by_word_before_blank(const Context& context, std::string_view left) {
    left = without_trailing(without_trailing(left, " \t"), ":,;");
    auto word = trailing(left, is_name_char);
    word = without_trailing(word, "-_./");
    if (word.empty() || starts_like_a_version(word)) return {};
    if (words::is_format_field(word)) return {Kinship::other, By::text, word, true, false};
    const auto owner = named(context, word, By::text);
    if (owner.kinship != Kinship::other || context.names.is_stated_dependency(word)) return owner;
    if (words::is_neutral(word) || is_version_identifier(context.names, word)) return {};
    bool telling = !context.names.knows_dependencies();
    for (std::size_t i = 0; i < word.size(); ++i) {
        const bool capital_inside = i > 0 && is_upper(word[i]) && is_lower(word[i - 1]);
        telling = telling || is_digit(word[i]) || word[i] == '-' || capital_inside;
    }
    return telling ? owner : Ownership{};
}

bool is_url_char(char c) {
    return !is_space(c) && !one_of("\"'`<>()[]{},;", c) && static_cast<unsigned char>(c) < 0x80;
}

/// The field that a value stands behind on its line: `Metadata-Version: `, `<?xml version=`, `lockfileVersion
/// = `.
bool behind_format_field(std::string_view left) {
    left = without_trailing(left, " \t\"'=:");
    if (words::is_format_field(left)) return true;
    return words::is_format_field(trailing(left, [](char c) { return is_alnum(c) || one_of("_-.", c); }));
}

Ownership by_text(const Context& context, const Subject& subject, std::string_view left) {
    if (behind_format_field(left)) return {Kinship::other, By::text, {}, true, false};
    if (!left.empty() && (left.back() == 'v' || left.back() == 'V')) left.remove_suffix(1);
    const auto url = trailing(left, is_url_char);
    if (url.find("://") != std::string_view::npos) return by_url(context, url, subject.path);
    if (const auto owner = by_operator(context, left, subject.path)) return *owner;
    const auto run = trailing(left, is_run_char);
    if (const auto owner = by_module_path(context, run)) return *owner;
    if (const auto owner = owner_by_coordinates(context, run)) return *owner;
    if (!run.empty()) return by_components(context, run, subject.path);
    if (!left.empty() && is_blank(left.back())) return by_word_before_blank(context, left);
    return {};
}

}  // namespace

namespace {

Ownership stated_owner(const Context& context, const Subject& subject, std::size_t begin, std::size_t end) {
    if (const auto owner = osgi_owner(context, subject, begin)) return *owner;
    if (const auto owner = rpm_owner(context, subject, begin, end)) return *owner;
    std::size_t limit = subject.line_begin(begin);
    if (subject.document) {
        if (const auto* scalar = subject.document->at(begin, end)) {
            if (const auto owner = by_structure(context, *subject.document, *scalar, begin, end))
                return *owner;
            limit = std::max(limit, scalar->begin);
        }
    }
    return by_text(context, subject, subject.content.substr(limit, begin - limit));
}

}  // namespace

Ownership owner_of(const Context& context, const Subject& subject, std::size_t begin, std::size_t end) {
    auto owner = stated_owner(context, subject, begin, end);
    if (owner.by != By::nobody || owner.format_field) return owner;
    const auto* folder = context.folders.owner_of(subject.path);
    if (folder == nullptr) return owner;
    owner.kinship = folder->kinship;
    owner.by = By::folder;
    owner.name = folder->name;
    return owner;
}

}  // namespace bumpgate::change
