#include "change/statements.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "base/text.hpp"
#include "change/refine_fields.hpp"

namespace bumpgate::change {

namespace {

/// A manifest by its name and who reads it.
struct ManifestRow {
    std::string_view name;  ///< the last component; "*" stands for anything
    std::vector<Statement> (*read)(const Subject& subject);
};
constexpr std::array manifests = std::to_array<ManifestRow>({
    {"package.json", statements::of_package_json},
    {".jsii", statements::of_package_json},
    {"pyproject.toml", statements::of_pyproject},
    {"PKG-INFO", statements::of_python_headers},
    {"METADATA", statements::of_python_headers},
    {"requires.txt", statements::of_requirement_lines},
    {"requirements*.txt", statements::of_requirement_lines},
    {"Cargo.toml", statements::of_cargo_toml},
    {"Cargo.toml.orig", statements::of_cargo_toml},
    {"Cargo.lock", statements::of_cargo_lock},
    {"go.mod", statements::of_go_mod},
    {"pom.xml", statements::of_pom},
    {"*.pom", statements::of_pom},
    {"*.nuspec", statements::of_nuspec},
    {"metadata", statements::of_gem},
    {"control", statements::of_debian_control},
    {"index.json", statements::of_conda_index},
    {"Chart.yaml", statements::of_chart},
    {"Chart.lock", statements::of_chart},
    {"requirements.yaml", statements::of_chart},
});

bool fits(std::string_view pattern, std::string_view name) {
    const auto star = pattern.find('*');
    if (star == std::string_view::npos) return pattern == name;
    const auto front = pattern.substr(0, star);
    const auto back = pattern.substr(star + 1);
    return name.size() >= front.size() + back.size() && name.starts_with(front) && name.ends_with(back);
}

/// pyproject.toml: [project] dependencies, optional-dependencies.*, [build-system] requires,
/// [dependency-groups] *.
bool is_pyproject_list(const std::vector<std::string>& path) {
    if (path.size() == 3 && path[0] == "project" && path[1] == "dependencies") return true;
    if (path.size() == 4 && path[0] == "project" && path[1] == "optional-dependencies") return true;
    if (path.size() == 3 && path[0] == "build-system" && path[1] == "requires") return true;
    return path.size() == 3 && path[0] == "dependency-groups";
}

/// A value in quotes, with its key if it has one.
Statement quoted(Requirement requirement, std::string_view scheme, const structure::Scalar& scalar) {
    return {std::move(requirement), &statements::scheme(scheme), scalar.begin, scalar.end, scalar.key_begin,
            scalar.end + 1};
}

const ManifestRow* row_of(std::string_view path) {
    const auto name = last_component(path);
    const auto* row = std::find_if(manifests.begin(), manifests.end(),
                                   [&](const ManifestRow& known) { return fits(known.name, name); });
    return row == manifests.end() ? nullptr : row;
}

}  // namespace

bool may_state_requirements(std::string_view path) {
    return row_of(path) != nullptr;
}

std::vector<Statement> statements_of(const Subject& subject) {
    const auto* row = row_of(subject.path);
    if (row == nullptr || !subject.is_parsed()) return {};
    auto result = row->read(subject);
    std::stable_sort(result.begin(), result.end(),
                     [](const Statement& left, const Statement& right) { return left.begin < right.begin; });
    return result;
}

namespace statements {

bool is_npm_table(std::string_view key) {
    constexpr std::array<std::string_view, 4> tables{"dependencies", "devDependencies", "peerDependencies",
                                                     "optionalDependencies"};
    return std::find(tables.begin(), tables.end(), key) != tables.end();
}

const release::Scheme& scheme(std::string_view id) {
    const auto* known = release::find_scheme(id);
    return known != nullptr ? *known : *release::find_scheme("generic");
}

Entry lines_around(const Subject& subject, const structure::Scalar& scalar, std::size_t depth) {
    const auto& content = subject.content;
    const auto& document = *subject.document;
    const std::span<const std::string> wanted(scalar.path.data(), depth);
    const auto order = [&](std::size_t index) {
        const auto& path = document.scalars[index].path;
        const auto count = static_cast<std::ptrdiff_t>(std::min(depth, path.size()));
        return std::lexicographical_compare(path.begin(), path.begin() + count, wanted.begin(), wanted.end());
    };
    std::size_t first = scalar.key_begin, last = scalar.end;
    for (auto at = std::partition_point(document.by_path.begin(), document.by_path.end(), order);
         at != document.by_path.end(); ++at) {
        const auto& other = document.scalars[*at];
        if (other.path.size() < depth || !std::equal(wanted.begin(), wanted.end(), other.path.begin())) break;
        first = std::min(first, other.key_begin);
        last = std::max(last, other.end);
    }
    Entry entry{subject.line_begin(first), std::min(subject.line_end(last) + 1, content.size())};
    if (entry.begin > 0) {
        const auto above = subject.line_begin(entry.begin - 1);
        if (trim(content.substr(above, entry.begin - above)).starts_with('[')) entry.begin = above;
    }
    return entry;
}

std::vector<Statement> of_package_json(const Subject& subject) {
    std::vector<Statement> result;
    if (!subject.document) return result;
    for (const auto& scalar : subject.document->scalars) {
        if (scalar.path.size() != 2 || !is_npm_table(scalar.path[0])) continue;
        result.push_back(quoted(parse_npm(scalar.path[1], scalar.value), "semver", scalar));
    }
    return result;
}

std::vector<Statement> of_pyproject(const Subject& subject) {
    std::vector<Statement> result;
    if (!subject.document) return result;
    for (const auto& scalar : subject.document->scalars) {
        if (!is_pyproject_list(scalar.path)) continue;
        if (auto requirement = parse_pep508(scalar.value))
            result.push_back(quoted(*std::move(requirement), "pep440", scalar));
    }
    return result;
}

std::vector<Statement> of_python_headers(const Subject& subject) {
    std::vector<Statement> result;
    if (!subject.document) return result;
    for (const auto& scalar : subject.document->scalars) {
        if (scalar.path.empty() || !scalar.path[0].starts_with("requires-dist")) continue;
        auto requirement = parse_pep508(scalar.value);
        if (!requirement) continue;
        auto statement = quoted(*std::move(requirement), "pep440", scalar);
        statement.entry_end = std::min(subject.line_end(scalar.end) + 1, subject.content.size());
        result.push_back(std::move(statement));
    }
    return result;
}

std::vector<Statement> of_requirement_lines(const Subject& subject) {
    std::vector<Statement> result;
    for (const auto line : split_lines(subject.content)) {
        auto requirement = parse_pep508(line);
        if (!requirement) continue;
        const auto begin = static_cast<std::size_t>(line.data() - subject.content.data());
        const auto text = line.substr(0, line.find_last_not_of("\r\n") + 1);
        result.push_back({*std::move(requirement), &scheme("pep440"), begin, begin + text.size(), begin,
                          begin + line.size()});
    }
    return result;
}

}  // namespace statements
}  // namespace bumpgate::change
