#include "release/evidence.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "release/ecosystem_rows.hpp"
#include "release/numbers.hpp"
#include "release/words.hpp"

namespace bumpgate::release {
namespace {

/// How file names say what they are packed in; longer endings first. ".orig" is Debian's mark of an upstream
/// archive.
constexpr auto packings = std::to_array<std::string_view>(
    {".orig.tar.gz", ".orig.tar.bz2", ".orig.tar.xz", ".tar.bz2", ".tar.zst", ".tar.gz", ".tar.xz", ".snupkg",
     ".nupkg",       ".conda",        ".crate",       ".tbz2",    ".tzst",    ".udeb",   ".vsix",   ".deb",
     ".ear",         ".gem",          ".jar",         ".rpm",     ".tbz",     ".tgz",    ".txz",    ".tar",
     ".war",         ".whl",          ".zip",         ".gz",      ".xz",      ".zst"});

/// Members that show which folder of a directory input is the release.
constexpr auto root_manifests =
    std::to_array<std::string_view>({"PKG-INFO", "package.json", "Cargo.toml.orig", "Chart.yaml"});

/// Folders that mean something themselves, so that a package of nothing else has no root.
constexpr auto never_roots = std::to_array<std::string_view>({"..", "META-INF", "info"});

constexpr std::size_t most_values_told = 5;
constexpr std::size_t told_width = 80;

bool ends_with(std::string_view text, std::string_view ending) {
    return text.size() > ending.size() && text.substr(text.size() - ending.size()) == ending;
}

std::string_view top_component(std::string_view path) {
    return path.substr(0, path.find('/'));
}

std::string_view below_folder(std::string_view root, std::string_view path) {
    path = without_dot_slash(path);
    if (root.empty() || path.substr(0, root.size()) != root) return path;
    const auto rest = path.substr(root.size());
    if (rest.empty()) return rest;
    return rest.front() == '/' ? rest.substr(1) : path;
}

/// Whether a member lets `top` be the folder of all: it lies in it, or is it.
bool lies_in(const Member& member, std::string_view path, std::string_view top) {
    return top_component(path) == top && (path.size() > top.size() || member.type == MemberType::directory);
}

/// The one top folder of all members, whatever it holds.
std::string common_folder(const Tree& tree) {
    std::string_view top;
    for (const auto& member : tree.members) {
        const auto path = without_dot_slash(member.path);
        if (path.empty() || path == "." || member.depth > 0) continue;
        if (top.empty()) top = top_component(path);
        if (top.empty() || !lies_in(member, path, top)) return {};
    }
    return std::ranges::find(never_roots, top) != never_roots.end() ? std::string() : std::string(top);
}

bool is_directory_input(const Tree& tree) {
    return !tree.layers.empty() && tree.layers.back().format == "directory";
}

bool holds_manifest(const Contents& contents) {
    return std::ranges::any_of(root_manifests,
                               [&](std::string_view name) { return !contents.files_at(name).empty(); });
}

bool counts_as_root(const NamedVersion& stated, const Contents& contents, const NameReader& reader) {
    // Whoever unpacks a release may call its folder as he likes: it only counts if it speaks of this package.
    if (contents.is_directory())
        return stated.parses && (stated.own || (stated.clear && reader.own_names.empty()));
    return stated.own || (stated.parses && stated.clear);
}

/// Whether a version ends at `end`: behind it stands nothing, or "-" and a word that makes no other version.
bool ends_version(std::string_view text, std::size_t end) {
    if (end == text.size()) return true;
    if (text[end] != '-' && text[end] != '_' && text[end] != '@') return false;
    std::size_t stop = end + 1;
    while (stop < text.size() && is_letter(text[stop])) ++stop;
    const auto word = text.substr(end + 1, stop - end - 1);
    return !word.empty() && find_version_word(word) == nullptr;
}

/// Whether the text holds the version whole: not 1.4.2 in "acme-11.4.2" or "acme-0.1.4.2".
bool holds_version(std::string_view text, std::string_view version) {
    for (auto at = text.find(version); at != std::string_view::npos; at = text.find(version, at + 1)) {
        const bool begins =
            at == 0 || to_lower(text[at - 1]) == 'v' ||
            (!is_alnum(text[at - 1]) && !(text[at - 1] == '.' && at > 1 && is_digit(text[at - 2])));
        if (begins && ends_version(text, at + version.size())) return true;
    }
    return false;
}

}  // namespace

std::string_view without_dot_slash(std::string_view path) {
    while (path.substr(0, 2) == "./") path.remove_prefix(2);
    return path;
}

std::string_view below_root(const Identity& identity, std::string_view path) {
    return below_folder(identity.root, path);
}

std::string_view Contents::below(std::string_view path) const {
    return below_folder(root, path);
}

std::vector<const Member*> Contents::files_at(std::string_view path) const {
    std::vector<const Member*> found;
    for (const auto& member : tree.members) {
        if (found.size() == most_manifests) break;
        if (member.type == MemberType::file && member.depth == 0 && below(member.path) == path)
            found.push_back(&member);
    }
    return found;
}

std::string_view Contents::format() const {
    return tree.layers.empty() ? std::string_view() : std::string_view(tree.layers.back().format);
}

bool Contents::is_directory() const {
    return is_directory_input(tree);
}

bool Contents::is_tar_in_gzip() const {
    const auto count = tree.layers.size();
    return count >= 2 && tree.layers[count - 1].format == "tar" && tree.layers[count - 2].format == "gzip";
}

std::string_view Contents::base_name() const {
    const std::string_view name = tree.name;
    if (is_directory()) return name;
    const auto small = to_lower(name);
    const auto* packing =
        std::ranges::find_if(packings, [&](std::string_view row) { return ends_with(small, row); });
    return packing == packings.end() ? name : name.substr(0, name.size() - packing->size());
}

std::string root_of(const Tree& tree) {
    if (auto module = go_module_root(tree); !module.empty()) return module;
    auto folder = common_folder(tree);
    if (is_directory_input(tree) && !holds_manifest({tree, folder})) return {};
    return folder;
}

std::string_view manifest_text(const Member& member) {
    return member.content.substr(0, manifest_bytes);
}

NameReader reader_for(const Identity& identity, const Scheme& scheme) {
    NameReader reader{scheme, find_ecosystem(identity.ecosystem)->normal_name, {}};
    for (const auto& evidence : identity.evidence) {
        if (evidence.name) reader.own_names.push_back(*evidence.name);
    }
    return reader;
}

bool same_version(const Scheme& scheme, std::string_view left, std::string_view right) {
    const auto a = scheme.parse(left);
    const auto b = scheme.parse(right);
    if (a && b) return scheme.compare(*a, *b) == std::strong_ordering::equal;
    return !a && !b && without_v(left) == without_v(right);
}

void add_conflict(Identity& identity, std::string text) {
    auto& conflicts = identity.conflicts;
    const bool known = std::ranges::find(conflicts, text) != conflicts.end();
    if (!known && conflicts.size() < most_manifests) conflicts.push_back(std::move(text));
}

void check_manifest_count(std::size_t count, std::string_view name, Identity& identity) {
    if (count >= most_manifests)
        add_conflict(identity, "too many members are called " + std::string(name) + " to read them all");
}

std::vector<const Member*> manifests_at(const Contents& contents, std::string_view path, Identity& identity) {
    auto found = contents.files_at(path);
    check_manifest_count(found.size(), path, identity);
    return found;
}

void add_repeated_field(Identity& identity, std::string_view source, std::string_view field,
                        const std::vector<std::string>& values) {
    if (values.size() < 2) return;
    auto text = excerpt(source, told_width) + " states " + std::string(field) +
                (values.size() == 2 ? " twice: " : " " + std::to_string(values.size()) + " times: ");
    for (std::size_t i = 0; i < std::min(values.size(), most_values_told); ++i) {
        if (i > 0) text += i + 1 == values.size() ? " and " : ", ";
        text += excerpt(values[i], told_width);
    }
    if (values.size() > most_values_told) text += ", …";
    add_conflict(identity, std::move(text));
}

void take_from_evidence(Identity& identity) {
    for (const auto& evidence : identity.evidence) {
        if (identity.name.empty() && evidence.name) identity.name = *evidence.name;
        if (identity.version.empty() && evidence.version) identity.version = *evidence.version;
    }
}

std::vector<Fields> fields_at(const Contents& contents, std::string_view path,
                              std::optional<Fields> (*read)(std::string_view text), Identity& identity) {
    std::vector<Fields> found;
    for (const auto* member : manifests_at(contents, path, identity)) {
        if (auto fields = read(manifest_text(*member))) {
            found.push_back(std::move(*fields));
        } else {
            add_conflict(identity, excerpt(path, told_width) + " cannot be read");
        }
    }
    return found;
}

void add_stated(std::string_view source, const std::vector<std::string>& names,
                const std::vector<std::string>& versions, Identity& identity) {
    const auto first = [](const std::vector<std::string>& values) {
        return values.empty() ? std::nullopt : std::optional(values.front());
    };
    if (!names.empty() || !versions.empty())
        identity.evidence.push_back({std::string(source), first(names), first(versions)});
    add_repeated_field(identity, source, "name", names);
    add_repeated_field(identity, source, "version", versions);
}

void add_loose_file_name(const Contents& contents, const std::vector<std::string>& names,
                         Identity& identity) {
    if (contents.is_directory()) return;
    const auto text = contents.base_name();
    for (const auto& evidence : identity.evidence) {
        if (evidence.version && !evidence.version->empty() && holds_version(text, *evidence.version)) {
            const auto version = evidence.version;
            identity.evidence.push_back({"file name", std::nullopt, version});
            return;
        }
    }
    // Most schemes would take "-linux-x64" for a pre-release; generic cuts it off.
    auto reader = reader_for(identity, *find_scheme("generic"));
    reader.own_names.insert(reader.own_names.end(), names.begin(), names.end());
    const auto stated = reader.read(text);
    if (stated && stated->own && stated->parses && stated->clear)
        identity.evidence.push_back({"file name", std::nullopt, stated->version});
}

void add_root_evidence(const Contents& contents, const Scheme& scheme, Identity& identity) {
    const auto reader = reader_for(identity, scheme);
    const auto& folder =
        contents.root.empty() && contents.is_directory() ? contents.tree.name : contents.root;
    const auto stated = reader.read(folder);
    if (!stated || !counts_as_root(*stated, contents, reader)) return;
    identity.evidence.push_back({"root folder", stated->name, stated->version});
}

void add_file_name_evidence(const Contents& contents, const Scheme& scheme, Identity& identity) {
    if (contents.is_directory()) return;
    const auto stated = reader_for(identity, scheme).read(contents.base_name());
    if (!stated || !stated->parses || !(stated->own || stated->clear)) return;
    identity.evidence.push_back({"file name", stated->name, stated->version});
}

}  // namespace bumpgate::release
