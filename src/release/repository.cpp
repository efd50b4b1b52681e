#include "release/repository.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.hpp"

namespace bumpgate::release {
namespace {

using Components = std::vector<std::string_view>;

/// What follows them is a place inside the repository.
constexpr std::array<std::string_view, 8> inner_words = {"-",      "tree",     "blob", "commit",
                                                         "issues", "releases", "src",  "wiki"};

/// Last components of web sites that are no repositories.
constexpr std::array<std::string_view, 12> site_words = {"api",     "doc",      "docs",    "en",
                                                         "html",    "latest",   "package", "packages",
                                                         "project", "projects", "stable",  "wiki"};

/// Without scheme, user and host; the whole text where it has none ("owner/repo").
std::string_view path_of(std::string_view address) {
    const auto scheme = address.find("://");
    if (scheme != std::string_view::npos) {
        const auto slash = address.find('/', scheme + 3);
        return slash == std::string_view::npos ? std::string_view() : address.substr(slash + 1);
    }
    const auto colon = address.find(':');  // git@host:owner/repo, github:owner/repo
    return colon == std::string_view::npos ? address : address.substr(colon + 1);
}

Components components_of(std::string_view address) {
    address = trim(address);
    address = address.substr(0, address.find_first_of("?#"));
    Components found;
    for (const auto piece : split(path_of(address), '/')) {
        const bool inside = found.size() >= 2 && std::ranges::find(inner_words, piece) != inner_words.end();
        if (inside) break;
        if (!piece.empty()) found.push_back(piece);
    }
    return found;
}

std::string without_git(std::string_view name) {
    constexpr std::string_view ending = ".git";
    if (name.size() > ending.size() && name.substr(name.size() - ending.size()) == ending)
        name.remove_suffix(ending.size());
    return std::string(name);
}

}  // namespace

std::string repository_name(std::string_view address) {
    const auto components = components_of(address);
    return components.size() < 2 ? std::string() : without_git(components.back());
}

std::string home_page_repository(std::string_view address) {
    const auto components = components_of(address);
    if (components.size() != 2 || address.find("://") == std::string_view::npos) return {};
    const bool site = std::ranges::find(site_words, components.back()) != site_words.end();
    return site ? std::string() : without_git(components.back());
}

}  // namespace bumpgate::release
