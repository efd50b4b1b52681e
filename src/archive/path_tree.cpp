#include "archive/path_tree.hpp"

namespace bumpgate::archive {

namespace {

std::string key_of(PathTree::Node parent, std::string_view component) {
    std::string key;
    key.reserve(sizeof parent + component.size());
    for (unsigned shift = 0; shift < 32; shift += 8) key += static_cast<char>(parent >> shift & 0xffU);
    return key += component;
}

}  // namespace

PathTree::Node PathTree::add(Node parent, std::string_view component) {
    const auto [place, fresh] = nodes_.try_emplace(key_of(parent, component), count_);
    if (fresh) ++count_;
    return place->second;
}

PathTree::Node PathTree::find(Node parent, std::string_view component) const {
    if (parent == none) return none;
    const auto place = nodes_.find(key_of(parent, component));
    return place != nodes_.end() ? place->second : none;
}

}  // namespace bumpgate::archive
