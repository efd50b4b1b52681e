#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "release/ecosystem_rows.hpp"
#include "release/numbers.hpp"

// Go modules: "Module zip files" of the Go Modules Reference. Every file's name starts with MODULE@VERSION/,
// and that is all there is to say which version it is.
namespace bumpgate::release {
namespace {

/// "k8s.io/api@v0.31.3/go.mod" → "k8s.io/api@v0.31.3"; empty for anything else. A module's path has no "@".
std::string_view module_prefix(std::string_view path) {
    const auto at = path.find("@v");
    const auto slash = at == std::string_view::npos ? at : path.find('/', at);
    if (at == 0 || slash == std::string_view::npos) return {};
    return find_scheme("go")->parse(path.substr(at + 1, slash - at - 1)) ? path.substr(0, slash)
                                                                         : std::string_view();
}

bool starts_with(std::string_view text, std::string_view beginning) {
    return text.substr(0, beginning.size()) == beginning;
}

/// In the folder, or one of the folders on the way to it.
bool lies_in(const Member& member, const std::string& root) {
    const auto path = without_dot_slash(member.path);
    if (starts_with(path, root + "/")) return true;
    return member.type == MemberType::directory &&
           (path.empty() || path == "." || path == root || starts_with(root, std::string(path) + "/"));
}

/// One line of go.mod without its comment, as words (the grammar of "go.mod files").
std::vector<std::string_view> words_of(std::string_view line) {
    line = line.substr(0, line.find("//"));
    std::vector<std::string_view> words;
    std::size_t at = 0;
    while (at < line.size()) {
        std::size_t end = at;
        while (end < line.size() && !is_space(line[end])) ++end;
        if (end > at) words.push_back(line.substr(at, end - at));
        at = std::max(end, at + 1);
    }
    return words;
}

/// A path may be a string in either kind of quotes.
std::string_view unquoted(std::string_view word) {
    const bool quoted =
        word.size() > 1 && (word.front() == '"' || word.front() == '`') && word.back() == word.front();
    return quoted ? word.substr(1, word.size() - 2) : word;
}

void add_go_mod(const Member& member, Identity& identity) {
    std::vector<std::string> names;
    bool requiring = false;
    for (const auto line : split(manifest_text(member), '\n')) {
        auto words = words_of(line);
        if (words.empty()) continue;
        if (words.front() == ")") requiring = false;
        if (words.front() == "module" && words.size() == 2) names.emplace_back(unquoted(words[1]));
        if (words.front() == "require") {
            words.erase(words.begin());
            requiring = !words.empty() && words.front() == "(";
            if (!requiring && words.size() == 2) identity.dependencies.emplace_back(unquoted(words[0]));
        } else if (requiring && words.size() == 2) {
            identity.dependencies.emplace_back(unquoted(words[0]));
        }
    }
    add_stated("go.mod", names, {}, identity);
}

/// "MODULE VERSION[/go.mod] HASH" a line.
void add_go_sum(const Member& member, Identity& identity) {
    for (const auto line : split(manifest_text(member), '\n')) {
        const auto words = words_of(line);
        if (words.size() == 3) identity.dependencies.emplace_back(words[0]);
    }
}

/// "v1.4.2.zip" as Go's cache and proxies call it; any other name states nothing.
void add_go_file_name(const Contents& contents, const Scheme& scheme, Identity& identity) {
    if (contents.is_directory()) return;
    const auto text = contents.base_name();
    const auto at = text.find('@');
    const auto version = at == std::string_view::npos ? text : text.substr(at + 1);
    if (!version.empty() && to_lower(version.front()) == 'v' && scheme.parse(version))
        identity.evidence.push_back({"file name", std::nullopt, std::string(version)});
}

/// Hosts of which a module's path names an owner and a repository.
constexpr auto forges = std::to_array<std::string_view>(
    {"bitbucket.org", "codeberg.org", "gitee.com", "github.com", "gitlab.com"});

/// "v2", "v3", … at the end of a path name a major version ("Major version suffixes").
bool is_major_suffix(std::string_view component) {
    return component.size() > 1 && component.front() == 'v' && component[1] != '0' &&
           digits_at(component, 1).size() + 1 == component.size();
}

/// The path that modules of one project have in common: the repository where the host is a forge, else the
/// path without its last component; empty if that is no more than a host.
std::string project_of(std::string_view module) {
    auto components = split(module, '/');
    if (components.size() > 1 && is_major_suffix(components.back())) components.pop_back();
    const bool forge = std::ranges::find(forges, components.front()) != forges.end();
    if (forge) {
        components.resize(std::min<std::size_t>(components.size(), 3));
        return components.size() < 3 ? std::string() : join(components, "/");
    }
    components.pop_back();
    return components.size() < 2 ? std::string() : join(components, "/");
}

/// The repository's own name as far as the path tells it.
std::string_view repository_of(std::string_view module) {
    const auto components = split(module, '/');
    const bool forge = std::ranges::find(forges, components.front()) != forges.end();
    if (forge) return components.size() < 3 ? std::string_view() : components[2];
    const bool major = components.size() > 1 && is_major_suffix(components.back());
    return components[components.size() - (major ? 2 : 1)];
}

}  // namespace

std::string go_module_root(const Tree& tree) {
    const auto format =
        tree.layers.empty() ? std::string_view() : std::string_view(tree.layers.back().format);
    if (format != "zip" && format != "directory") return {};
    const auto first = std::ranges::find_if(tree.members, [](const Member& member) {
        return member.type == MemberType::file && member.depth == 0;
    });
    if (first == tree.members.end()) return {};
    const std::string root(module_prefix(without_dot_slash(first->path)));
    const bool all = !root.empty() && std::ranges::all_of(tree.members, [&](const Member& member) {
        return member.depth > 0 || lies_in(member, root);
    });
    return all ? root : std::string();
}

bool is_go_module(const Contents& contents) {
    return !contents.root.empty() && go_module_root(contents.tree) == contents.root;
}

void gather_go_module(const Contents& contents, const Scheme& scheme, Identity& identity) {
    // Somebody may say that a tree without MODULE@VERSION in its paths is a module.
    if (const auto at = contents.root.find('@'); at != std::string_view::npos) {
        const auto module = contents.root.substr(0, at);
        identity.evidence.push_back({"root folder", module, contents.root.substr(at + 1)});
        identity.repository = repository_of(module);
        identity.family = project_of(module);
    }
    for (const auto* member : manifests_at(contents, "go.mod", identity)) add_go_mod(*member, identity);
    for (const auto* member : manifests_at(contents, "go.sum", identity)) add_go_sum(*member, identity);
    add_go_file_name(contents, scheme, identity);
}

}  // namespace bumpgate::release
