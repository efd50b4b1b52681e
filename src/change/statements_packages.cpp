#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "change/statements.hpp"

// A deb's control (Debian Policy 5.6, 7.1), conda's index.json and Helm's Chart.yaml.
namespace bumpgate::change::statements {

namespace {

bool is_relationship(std::string_view field) {
    constexpr std::array<std::string_view, 13> fields{
        "depends",       "pre-depends",         "recommends",        "suggests", "enhances",
        "breaks",        "conflicts",           "provides",          "replaces", "built-using",
        "build-depends", "build-depends-indep", "build-depends-arch"};
    return std::find(fields.begin(), fields.end(), field) != fields.end();
}

void add_items(const Subject& subject, const structure::Scalar& scalar, std::vector<Statement>& result) {
    const auto raw = subject.content.substr(scalar.begin, scalar.end - scalar.begin);
    for (const auto piece : split(raw, ',')) {
        const auto item = trim(piece);
        auto requirement = parse_debian(item);
        if (!requirement) continue;
        if (!requirement->marker.empty()) requirement->marker += ' ';
        requirement->marker += scalar.path[0];
        const auto begin = static_cast<std::size_t>(item.data() - subject.content.data());
        result.push_back({*std::move(requirement), &scheme("debian"), begin, begin + item.size(), begin,
                          begin + item.size()});
    }
}

}  // namespace

std::vector<Statement> of_debian_control(const Subject& subject) {
    std::vector<Statement> result;
    if (!subject.document) return result;
    for (const auto& scalar : subject.document->scalars) {
        if (scalar.path.size() == 1 && is_relationship(scalar.path[0])) add_items(subject, scalar, result);
    }
    return result;
}

std::vector<Statement> of_conda_index(const Subject& subject) {
    std::vector<Statement> result;
    if (!subject.document) return result;
    for (const auto& scalar : subject.document->scalars) {
        if (scalar.path.size() != 2 || (scalar.path[0] != "depends" && scalar.path[0] != "constrains"))
            continue;
        auto requirement = parse_conda(scalar.value);
        if (!requirement) continue;
        if (!requirement->marker.empty()) requirement->marker += ' ';
        requirement->marker += scalar.path[0];
        result.push_back({*std::move(requirement), &scheme("generic"), scalar.begin, scalar.end,
                          scalar.key_begin, scalar.end + 1});
    }
    return result;
}

std::vector<Statement> of_chart(const Subject& subject) {
    std::vector<Statement> result;
    if (!subject.document) return result;
    for (const auto& scalar : subject.document->scalars) {
        if (scalar.path.size() != 3 || scalar.path[0] != "dependencies" || scalar.path[2] != "version")
            continue;
        const auto* name = subject.document->beside(scalar, "name");
        if (name == nullptr) continue;
        auto requirement = parse_npm(name->value, scalar.value);  // Helm, "Dependencies": SemVer ranges
        const auto* repository = subject.document->beside(scalar, "repository");
        if (repository != nullptr) requirement.marker = repository->value;
        const auto entry = lines_around(subject, scalar, 2);
        result.push_back(
            {std::move(requirement), &scheme("semver"), scalar.begin, scalar.end, entry.begin, entry.end});
    }
    return result;
}

}  // namespace bumpgate::change::statements
