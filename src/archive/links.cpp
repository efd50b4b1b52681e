#include "archive/links.hpp"

#include "base/text.hpp"

namespace bumpgate::archive {

std::string_view without_dot_slash(std::string_view path) {
    return path.size() > 2 && path.starts_with("./") ? path.substr(2) : path;
}

bool is_absolute(std::string_view path) {
    const bool drive = path.size() >= 2 && is_letter(path[0]) && path[1] == ':';
    return path.starts_with('/') || drive;
}

Links::Links(const std::vector<Member>& members) {
    for (const auto& member : members) {
        if (member.type != MemberType::symlink) continue;
        auto node = PathTree::root;
        for (const auto component : split(without_dot_slash(member.path), '/'))
            node = tree_.add(node, component);
        links_.resize(tree_.count());
        links_[node] = true;
    }
}

bool Links::leaves_root(std::string_view path, std::string_view target, bool from_root) const {
    if (is_absolute(target) || target.find('\\') != std::string_view::npos) return true;
    std::vector<PathTree::Node> place{
        PathTree::root};  // the nodes from the root down; `none` where no link is near
    if (!from_root) {
        for (const auto component : split(without_dot_slash(path), '/')) {
            place.push_back(tree_.find(place.back(), component));
        }
        place.pop_back();  // the link itself
    }
    bool through_link = false;
    for (const auto component : split(target, '/')) {
        if (component.empty() || component == ".") continue;
        if (component != "..") {
            place.push_back(tree_.find(place.back(), component));
            through_link = through_link || is_link(place.back());
            continue;
        }
        if (place.size() == 1 || through_link) return true;
        place.pop_back();
    }
    return false;
}

std::string_view Links::above(std::string_view path) const {
    if (links_.empty()) return {};
    path = without_dot_slash(path);
    auto node = PathTree::root;
    for (auto slash = path.find('/'), start = std::string_view::npos;
         slash != std::string_view::npos && node != PathTree::none; slash = path.find('/', slash + 1)) {
        node = tree_.find(node, path.substr(start + 1, slash - start - 1));
        if (is_link(node)) return path.substr(0, slash);
        start = slash;
    }
    return {};
}

}  // namespace bumpgate::archive
