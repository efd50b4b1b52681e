#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "change/statements.hpp"

// pom.xml (Maven, "POM Reference") and *.nuspec (NuGet, ".nuspec reference").
namespace bumpgate::change::statements {

namespace {

std::string_view without_index(std::string_view component) {
    return component.substr(0, std::min(component.find('['), component.size()));
}

bool is_dependency(std::string_view element) {
    constexpr std::array<std::string_view, 4> elements{"dependency", "parent", "plugin", "extension"};
    return std::find(elements.begin(), elements.end(), element) != elements.end();
}

/// From the "<" that opens the element around `at` to behind the bytes that close it, with the line's blanks
/// and end where nothing else stands on its lines.
Entry element_around(const Subject& subject, std::size_t at, const std::string& open,
                     std::string_view close) {
    const auto& content = subject.content;
    const auto begin = content.rfind(open, at);
    const auto end = content.find(close, at);
    if (begin == std::string_view::npos || end == std::string_view::npos)
        return {Statement::nowhere, Statement::nowhere};
    return {begin, end + close.size()};
}

}  // namespace

std::vector<Statement> of_pom(const Subject& subject) {
    std::vector<Statement> result;
    if (!subject.document) return result;
    for (const auto& scalar : subject.document->scalars) {
        if (scalar.path.size() < 3 || scalar.path.back() != "version") continue;
        const std::string element(without_index(scalar.path[scalar.path.size() - 2]));
        if (!is_dependency(element)) continue;
        const auto* group = subject.document->beside(scalar, "groupId");
        const auto* artifact = subject.document->beside(scalar, "artifactId");
        if (artifact == nullptr) continue;
        const auto name = (group == nullptr ? "" : group->value + ":") + artifact->value;
        const auto entry = element_around(subject, scalar.begin, "<" + element + ">", "</" + element + ">");
        result.push_back({parse_interval(name, scalar.value), &scheme("maven"), scalar.begin, scalar.end,
                          entry.begin, entry.end});
    }
    return result;
}

std::vector<Statement> of_nuspec(const Subject& subject) {
    std::vector<Statement> result;
    if (!subject.document) return result;
    for (const auto& scalar : subject.document->scalars) {
        if (scalar.path.size() < 3 || scalar.path.back() != "@version" ||
            without_index(scalar.path[scalar.path.size() - 2]) != "dependency")
            continue;
        const auto* id = subject.document->beside(scalar, "@id");
        if (id == nullptr) continue;
        const auto entry = element_around(subject, scalar.begin, "<dependency", ">");
        result.push_back({parse_interval(id->value, scalar.value), &scheme("nuget"), scalar.begin, scalar.end,
                          entry.begin, entry.end});
    }
    return result;
}

}  // namespace bumpgate::change::statements
