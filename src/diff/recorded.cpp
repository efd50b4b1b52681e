#include "diff/recorded.hpp"

#include <cstdint>
#include <vector>

#include "base/digest.hpp"
#include "base/text.hpp"

namespace bumpgate::diff {
namespace {

bool lies_in(const Member& member, const Nested& nested) {
    return nested.member || nested.prefix.ends_with('/')
               ? member.path.starts_with(nested.prefix) || member.path + "/" == nested.prefix
               : member.path == nested.prefix;
}

/// It is the member that it says, if it says one.
bool is_its_member(const Tree& tree, const Nested& nested) {
    return !nested.member || (tree.members[*nested.member].path == nested.path &&
                              tree.members[*nested.member].content == nested.packed);
}

/// An rpm has the bytes that it was read from; without a compression they are those that it is packed in.
bool has_its_package(const std::vector<Layer>& layers, std::string_view package) {
    return package.empty() == (layers.empty() || layers.back().format != "rpm");
}
bool is_package_alone(const std::vector<Layer>& layers) {
    return layers.size() == 1 && layers.front().format == "rpm";
}

/// What could not be opened holds nothing; what was holds the members behind its own, all that begin with its
/// prefix and no others.
bool holds_together(const Tree& tree, const Nested& nested) {
    if (!is_its_member(tree, nested) || nested.layers.empty() == nested.opaque.empty()) return false;
    if (!has_its_package(nested.layers, nested.package)) return false;
    if (is_package_alone(nested.layers) && nested.package != nested.packed) return false;
    if (nested.layers.empty())
        return nested.member && nested.prefix.empty() && nested.first == 0 && nested.count == 0;
    if (nested.member && (nested.first != *nested.member + 1 || nested.prefix != nested.path + "!/"))
        return false;
    const auto end = nested.first + nested.count;
    for (std::size_t i = nested.first; i < end; ++i) {
        if (!lies_in(tree.members[i], nested)) return false;
    }
    return nested.count > 0 && (end == tree.members.size() || !lies_in(tree.members[end], nested));
}

std::optional<std::string> wrong_package(const Tree& tree) {
    const bool alone = is_package_alone(tree.layers);
    const bool holds =
        !alone || (tree.package.size() == tree.packed_size && sha256_hex(tree.package) == tree.packed_sha256);
    if (holds && has_its_package(tree.layers, tree.package)) return std::nullopt;
    return "the \"package\" of " + in_quotes(tree.name) + " is not the rpm that it states";
}

/// A member lies as deep as there are nested archives around it.
std::optional<std::string> wrong_nested(const Tree& tree) {
    std::vector<std::int64_t> steps(tree.members.size() + 1, 0);
    for (const Nested& nested : tree.nested) {
        if (!holds_together(tree, nested))
            return "the nested archive " + in_quotes(nested.path) + " is not what its members say";
        if (!nested.member || nested.layers.empty()) continue;
        ++steps[nested.first];
        --steps[nested.first + nested.count];
    }
    std::int64_t depth = 0;
    for (std::size_t i = 0; i < tree.members.size(); ++i) {
        depth += steps[i];
        if (static_cast<std::int64_t>(tree.members[i].depth) != depth)
            return "member " + in_quotes(tree.members[i].path) + " lies at another depth";
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> contradiction_in(const Tree& tree) {
    auto problem = wrong_package(tree);
    return problem ? problem : wrong_nested(tree);
}

}  // namespace bumpgate::diff
