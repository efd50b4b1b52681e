#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "diff/diff.hpp"

namespace bumpgate::diff {

/// Members that still have no counterpart, in the tree's order.
struct Unpaired {
    std::vector<std::size_t> old_members, new_members;
};

/// A member under the key by which it may be found. Sorted by key, then by what tells equal keys apart.
template <class Key, class Order>
struct Keyed {
    Key key;
    Order order;
    std::size_t member;

    friend bool operator<(const Keyed& left, const Keyed& right) {
        if (left.key != right.key) return left.key < right.key;
        if (left.order != right.order) return left.order < right.order;
        return left.member < right.member;
    }
};

/// Pairs members of equal key, the first with the first and so on, and returns what is left over. Sorting
/// instead of hashing: nobody can choose names that make it slow.
template <class Key, class Order>
[[nodiscard]] Unpaired join(std::vector<Keyed<Key, Order>> old_side, std::vector<Keyed<Key, Order>> new_side,
                            PairedBy by, std::vector<Pair>& pairs) {
    std::sort(old_side.begin(), old_side.end());
    std::sort(new_side.begin(), new_side.end());
    Unpaired rest;
    auto old_at = old_side.begin();
    auto new_at = new_side.begin();
    while (old_at != old_side.end() || new_at != new_side.end()) {
        if (new_at == new_side.end() || (old_at != old_side.end() && old_at->key < new_at->key)) {
            rest.old_members.push_back((old_at++)->member);
        } else if (old_at == old_side.end() || new_at->key < old_at->key) {
            rest.new_members.push_back((new_at++)->member);
        } else {
            Pair pair;
            pair.old_member = (old_at++)->member;
            pair.new_member = (new_at++)->member;
            pair.paired_by = by;
            pairs.push_back(std::move(pair));
        }
    }
    std::sort(rest.old_members.begin(), rest.old_members.end());
    std::sort(rest.new_members.begin(), rest.new_members.end());
    return rest;
}

}  // namespace bumpgate::diff
