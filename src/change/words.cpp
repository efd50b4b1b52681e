#include "change/words.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"

namespace bumpgate::change::words {

namespace {

using Word = std::string_view;

constexpr std::array neutral_table{
    Word("archive"),  Word("archives"), Word("badge"),     Word("blob"),      Word("commit"),
    Word("compare"),  Word("tree"),     Word("tag"),       Word("tags"),      Word("release"),
    Word("releases"), Word("download"), Word("downloads"), Word("docs"),      Word("en"),
    Word("get"),      Word("img"),      Word("latest"),    Word("npm"),       Word("package"),
    Word("packages"), Word("project"),  Word("projects"),  Word("pypi"),      Word("stable"),
    Word("raw"),      Word("refs"),     Word("heads"),     Word("api"),       Word("version"),
    Word("versions"), Word("rel"),      Word("notes"),     Word("changelog"), Word("label"),
    Word("so"),       Word("dylib"),    Word("v"),
};
constexpr std::array version_table{Word("version"), Word("release"), Word("ver"), Word("tag"), Word("v")};
constexpr std::array before_version_table{
    Word("own"),           Word("app"),     Word("lib"),    Word("package"),
    Word("pkg"),           Word("project"), Word("module"), Word("current"),
    Word("release"),       Word("new"),     Word("full"),   Word("implementation"),
    Word("specification"), Word("bundle"),  Word("file"),   Word("product"),
    Word("assembly"),      Word("exports"), Word("this"),   Word("self"),
};
constexpr std::array after_version_table{Word("info"), Word("tuple"), Word("string"), Word("number"),
                                         Word("str"),  Word("name"),  Word("code")};
constexpr std::array format_field_table{
    Word("metadata-version"),  Word("wheel-version"),   Word("manifest-version"), Word("root-version"),
    Word("standards-version"), Word("lockfileversion"), Word("lockfile-version"), Word("lockfile_version"),
    Word("manifest_version"),  Word("manifestversion"), Word("apiversion"),       Word("api_version"),
    Word("schemaversion"),     Word("schema_version"),  Word("schema-version"),   Word("formatversion"),
    Word("format_version"),    Word("format-version"),  Word("configversion"),    Word("config_version"),
    Word("archive-version"),   Word("minversion"),      Word("minimumversion"),   Word("protocolversion"),
    Word("protocol_version"),  Word("debian-binary"),   Word("opf_version"),
};
/// Openings of tags whose `version` attribute is a format's.
constexpr std::array format_tag_table{Word("<?xml version"),  Word("<svg version"),
                                      Word("<rss version"),   Word("<feed version"),
                                      Word("<plist version"), Word("<xsl:stylesheet version")};
constexpr std::array past_table{Word("since"),   Word("added"),        Word("deprecated"),
                                Word("removed"), Word("changed"),      Word("introduced"),
                                Word("fixed"),   Word("versionadded"), Word("versionchanged")};
constexpr std::array dependency_table{
    Word("dependencies"),
    Word("devDependencies"),
    Word("dev-dependencies"),
    Word("dev_dependencies"),
    Word("build-dependencies"),
    Word("peerDependencies"),
    Word("optionalDependencies"),
    Word("optional-dependencies"),
    Word("bundledDependencies"),
    Word("bundleDependencies"),
    Word("engines"),
    Word("overrides"),
    Word("resolutions"),
    Word("require"),
    Word("require-dev"),
    Word("requires"),
    Word("devEngines"),
    Word("volta"),
    Word("catalog"),
    Word("patch"),
    Word("dependency-groups"),
};
constexpr std::array four_part_table{Word("assemblyversion"), Word("fileversion"), Word("productversion"),
                                     Word("assemblyfileversion"), Word("assemblyinformationalversion")};
constexpr std::array changelog_table{Word("changelog"),   Word("changes"),       Word("history"),
                                     Word("news"),        Word("release-notes"), Word("release_notes"),
                                     Word("releasenotes")};
/// Of Debian, as binary-only changelogs are named by them.
constexpr std::array architecture_table{
    Word(".all"),    Word(".amd64"),    Word(".arm64"),   Word(".armel"),   Word(".armhf"), Word(".i386"),
    Word(".mipsel"), Word(".mips64el"), Word(".ppc64el"), Word(".riscv64"), Word(".s390x"),
};
constexpr std::array prose_extension_table{Word(""),     Word(".md"),   Word(".txt"),
                                           Word(".rst"), Word(".adoc"), Word(".html")};
constexpr std::array prose_name_table{Word("readme"),  Word("pkg-info"), Word("metadata"), Word("authors"),
                                      Word("copying"), Word("licence"),  Word("license"),  Word("install")};

bool holds(const auto& table, std::string_view word) {
    return std::find(table.begin(), table.end(), word) != table.end();
}

struct FileName {
    std::string stem, extension, whole;  // small letters; the extension with its dot
};
FileName file_name(std::string_view path) {
    const auto slash = path.rfind('/');
    const auto name = to_lower(slash == std::string_view::npos ? path : path.substr(slash + 1));
    const auto dot = name.rfind('.');
    if (dot == std::string::npos || dot == 0) return {name, "", name};
    return {name.substr(0, dot), name.substr(dot), name};
}

}  // namespace

bool is_neutral(std::string_view component) {
    const auto word = to_lower(component);
    if (holds(neutral_table, word)) return true;
    return word.size() == 2 && word[0] == 'v' && word[1] >= '1' && word[1] <= '9';
}

bool is_version(std::string_view word) {
    auto small = to_lower(word);
    if (holds(version_table, small)) return true;
    if (small.size() < 2 || small.back() != 's') return false;
    small.pop_back();
    return holds(version_table, small);
}

bool may_precede_version(std::string_view word) {
    return holds(before_version_table, to_lower(word));
}

bool may_follow_version(std::string_view word) {
    return holds(after_version_table, to_lower(word));
}

bool is_format_field(std::string_view field) {
    const auto small = to_lower(field);
    if (holds(format_field_table, small)) return true;
    return std::any_of(format_tag_table.begin(), format_tag_table.end(), [&](Word tag) {
        return small.size() >= tag.size() && small.substr(small.size() - tag.size()) == tag;
    });
}

bool is_of_the_past(std::string_view word) {
    return holds(past_table, to_lower(word));
}

bool is_dependency_table(std::string_view key) {
    return holds(dependency_table, key);
}

const std::vector<std::string_view>& name_keys() {
    // A pom's <name> is a title for people.
    static const std::vector<std::string_view> keys{
        "artifactId",         "name", "id", "Package", "package", "Source", "source", "Bundle-SymbolicName",
        "bundle-symbolicname"};
    return keys;
}

bool wants_four_parts(std::string_view line) {
    const auto small = to_lower(line);
    return std::any_of(four_part_table.begin(), four_part_table.end(),
                       [&](Word field) { return small.find(field) != std::string::npos; });
}

bool is_changelog(std::string_view path) {
    const auto name = file_name(path);
    if (holds(prose_extension_table, name.extension) && holds(changelog_table, name.stem)) return true;
    constexpr Word debian = "changelog.debian";
    if (!name.whole.starts_with(debian)) return false;
    const auto rest = std::string_view(name.whole).substr(debian.size());
    return rest.empty() || holds(architecture_table, rest);
}

bool is_prose(std::string_view path) {
    const auto name = file_name(path);
    if (name.extension.empty()) return holds(prose_name_table, name.stem);
    return holds(prose_extension_table, name.extension);
}

std::vector<std::string> split_identifier(std::string_view identifier) {
    std::vector<std::string> parts;
    std::string part;
    const auto finish = [&] {
        if (!part.empty()) parts.push_back(std::exchange(part, {}));
    };
    for (std::size_t i = 0; i < identifier.size(); ++i) {
        const char c = identifier[i];
        if (!is_alnum(c)) {
            finish();
            continue;
        }
        // A capital begins a word after a small letter or digit ("fooBar"), or as the last of several
        // ("XMLFile").
        const bool capital = is_upper(c) && i > 0;
        const bool after_small = capital && (is_lower(identifier[i - 1]) || is_digit(identifier[i - 1]));
        const bool before_small = capital && is_upper(identifier[i - 1]) && i + 1 < identifier.size() &&
                                  is_lower(identifier[i + 1]);
        if (after_small || before_small) finish();
        part += to_lower(c);
    }
    finish();
    return parts;
}

}  // namespace bumpgate::change::words
