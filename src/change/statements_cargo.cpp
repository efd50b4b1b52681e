#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "change/statements.hpp"

// Cargo.toml and Cargo.lock (The Cargo Book, "Specifying Dependencies", "Cargo.toml vs Cargo.lock").
namespace bumpgate::change::statements {

namespace {

bool is_table(std::string_view key) {
    constexpr std::array<std::string_view, 5> tables{"dependencies", "dev-dependencies", "build-dependencies",
                                                     "dev_dependencies", "build_dependencies"};
    return std::find(tables.begin(), tables.end(), key) != tables.end();
}

/// Where the dependency's key stands in the path: [dependencies], [workspace.dependencies],
/// [target.PLATFORM.dependencies].
std::optional<std::size_t> key_index(const std::vector<std::string>& path) {
    if (path.size() >= 2 && is_table(path[0])) return 1;
    if (path.size() >= 3 && path[0] == "workspace" && is_table(path[1])) return 2;
    if (path.size() >= 4 && path[0] == "target" && is_table(path[2])) return 3;
    return std::nullopt;
}

/// Git, path and another registry are where it comes from, whatever the version says.
std::string source_of(const structure::Document& document, const structure::Scalar& scalar) {
    constexpr std::array<std::string_view, 5> keys{"git", "path", "registry", "registry-index", "workspace"};
    std::string source;
    for (const auto key : keys) {
        const auto* value = document.beside(scalar, key);
        if (value != nullptr) source += (source.empty() ? "" : ", ") + std::string(key) + " " + value->value;
    }
    return source;
}

}  // namespace

std::vector<Statement> of_cargo_toml(const Subject& subject) {
    std::vector<Statement> result;
    if (!subject.document) return result;
    for (const auto& scalar : subject.document->scalars) {
        const auto index = key_index(scalar.path);
        if (!index) continue;
        const bool plain = scalar.path.size() == *index + 1;
        const bool in_table = scalar.path.size() == *index + 2;
        const auto& last = scalar.path.back();
        // A dependency without a version is told by where it comes from.
        const bool telling = last == "version" || ((last == "git" || last == "path") &&
                                                   subject.document->beside(scalar, "version") == nullptr);
        if (!plain && !(in_table && telling)) continue;
        const auto* renamed = plain ? nullptr : subject.document->beside(scalar, "package");
        const auto& name = renamed != nullptr ? renamed->value : scalar.path[*index];
        auto requirement = parse_cargo(name, plain || last == "version" ? scalar.value : "");
        if (!plain) {
            const auto source = source_of(*subject.document, scalar);
            if (last != "version")
                requirement.source = source;
            else
                requirement.extras = source;
        }
        const auto entry = lines_around(subject, scalar, *index + 1);
        result.push_back(
            {std::move(requirement), &scheme("semver"), scalar.begin, scalar.end, entry.begin, entry.end});
    }
    return result;
}

std::vector<Statement> of_cargo_lock(const Subject& subject) {
    std::vector<Statement> result;
    if (!subject.document) return result;
    for (const auto& scalar : subject.document->scalars) {
        if (scalar.path.size() != 3 || scalar.path[0] != "package" || scalar.path[2] != "version") continue;
        const auto* name = subject.document->beside(scalar, "name");
        if (name == nullptr) continue;
        Requirement requirement;
        requirement.name = name->value;
        requirement.comparators.push_back({"=", scalar.value});
        const auto* source = subject.document->beside(scalar, "source");
        if (source != nullptr) requirement.extras = source->value;
        const auto entry = lines_around(subject, scalar, 2);
        result.push_back(
            {std::move(requirement), &scheme("semver"), scalar.begin, scalar.end, entry.begin, entry.end});
    }
    return result;
}

}  // namespace bumpgate::change::statements
