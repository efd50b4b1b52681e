#include "change/structure/document.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.hpp"
#include "change/structure/builder.hpp"

namespace bumpgate::change::structure {
namespace {

constexpr std::size_t largest = std::size_t{16} << 20;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

struct Parser {
    Format format;
    std::optional<Document> (*parse)(std::string_view content);
};
constexpr std::array parsers{
    Parser{Format::json, parse_json},       Parser{Format::toml, parse_toml},
    Parser{Format::yaml, parse_yaml},       Parser{Format::xml, parse_xml},
    Parser{Format::headers, parse_headers}, Parser{Format::ini, parse_ini},
};

/// A name promises a format; one that starts with "." or "*" stands for an ending, others for the whole name.
struct Name {
    std::string_view name;
    Format format;
};
constexpr std::array names{
    Name{"*.json", Format::json},        Name{"Pipfile.lock", Format::json},
    Name{"composer.lock", Format::json}, Name{"deno.lock", Format::json},
    Name{"flake.lock", Format::json},    Name{"*.webmanifest", Format::json},
    Name{".jsii", Format::json},         Name{"*.toml", Format::toml},
    Name{"Cargo.lock", Format::toml},    Name{"Cargo.toml.orig", Format::toml},
    Name{"poetry.lock", Format::toml},   Name{"uv.lock", Format::toml},
    Name{"pdm.lock", Format::toml},      Name{"Pipfile", Format::toml},
    Name{"*.yaml", Format::yaml},        Name{"*.yml", Format::yaml},
    Name{"*.cff", Format::yaml},         Name{"Chart.lock", Format::yaml},
    Name{"*.xml", Format::xml},          Name{"*.nuspec", Format::xml},
    Name{"*.pom", Format::xml},          Name{"*.csproj", Format::xml},
    Name{"*.fsproj", Format::xml},       Name{"*.vbproj", Format::xml},
    Name{"*.vcxproj", Format::xml},      Name{"*.props", Format::xml},
    Name{"*.targets", Format::xml},      Name{"*.vsixmanifest", Format::xml},
    Name{"*.psmdcp", Format::xml},       Name{"*.rels", Format::xml},
    Name{"PKG-INFO", Format::headers},   Name{"METADATA", Format::headers},
    Name{"WHEEL", Format::headers},      Name{"control", Format::headers},
    Name{"setup.cfg", Format::ini},      Name{".bumpversion.cfg", Format::ini},
    Name{"*.ini", Format::ini},
};

bool fits(std::string_view pattern, std::string_view name) {
    if (pattern.front() != '*') return name == pattern;
    const auto ending = pattern.substr(1);
    if (name.size() <= ending.size()) return false;
    return to_lower(name.substr(name.size() - ending.size())) == ending;
}

void shift(Document& document, std::size_t distance) {
    for (auto& scalar : document.scalars) {
        scalar.begin += distance;
        scalar.end += distance;
        scalar.key_begin += distance;
    }
}

bool path_less(const std::vector<std::string>& left, std::span<const std::string> right) {
    return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end());
}

}  // namespace

const Scalar* Document::at(std::size_t begin, std::size_t end) const {
    const auto behind =
        std::upper_bound(scalars.begin(), scalars.end(), begin,
                         [](std::size_t at, const Scalar& scalar) { return at < scalar.begin; });
    if (behind == scalars.begin() || end < begin) return nullptr;
    const auto& scalar = *std::prev(behind);
    return end <= scalar.end ? &scalar : nullptr;
}

const Scalar* Document::find(std::span<const std::string> path) const {
    const auto less = [&](std::size_t index, std::span<const std::string> wanted) {
        return path_less(scalars[index].path, wanted);
    };
    const auto found = std::lower_bound(by_path.begin(), by_path.end(), path, less);
    if (found == by_path.end()) return nullptr;
    const auto& scalar = scalars[*found];
    return std::equal(scalar.path.begin(), scalar.path.end(), path.begin(), path.end()) ? &scalar : nullptr;
}

const Scalar* Document::beside(const Scalar& scalar, std::string_view key) const {
    if (scalar.path.empty()) return nullptr;
    auto path = scalar.path;
    path.back() = std::string(key);
    return find(path);
}

std::optional<Format> format_of(std::string_view path) {
    const auto slash = path.rfind('/');
    const auto name = slash == std::string_view::npos ? path : path.substr(slash + 1);
    const auto* row =
        std::find_if(names.begin(), names.end(), [&](const Name& n) { return fits(n.name, name); });
    if (row == names.end()) return std::nullopt;
    return row->format;
}

std::optional<Document> parse(Format format, std::string_view content) {
    if (content.size() > largest || !is_utf8(content)) return std::nullopt;
    const std::size_t mark =
        content.substr(0, byte_order_mark.size()) == byte_order_mark ? byte_order_mark.size() : 0;
    const auto* row =
        std::find_if(parsers.begin(), parsers.end(), [&](const Parser& p) { return p.format == format; });
    if (row == parsers.end()) return std::nullopt;
    auto document = row->parse(content.substr(mark));
    if (document) shift(*document, mark);
    return document;
}

}  // namespace bumpgate::change::structure
