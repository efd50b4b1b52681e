#include "archive/in_memory.hpp"

#include <algorithm>
#include <utility>

namespace bumpgate::archive {

Result<Tree> tree_of(std::string name, std::vector<Member> members) {
    Tree tree;
    tree.name = std::move(name);
    Layer layer;
    layer.format = "directory";
    tree.layers.push_back(std::move(layer));
    tree.members = std::move(members);
    std::ranges::sort(tree.members, {}, &Member::path);
    for (const auto& member : tree.members) tree.unpacked_size += member.content.size();
    tree.packed_size = tree.unpacked_size;
    auto store = TRY(ByteStore::create(tree.unpacked_size, tree.unpacked_size));
    for (auto& member : tree.members) member.content = TRY(store.append(member.content));
    tree.stores.push_back(std::move(store));
    return tree;
}

}  // namespace bumpgate::archive
