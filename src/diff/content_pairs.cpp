#include <map>
#include <tuple>

#include "base/digest.hpp"
#include "diff/renames.hpp"

namespace bumpgate::diff {
namespace {

constexpr std::size_t most_classes = 8;  // contents of one size and hash; more were made to collide

/// Numbers contents so that equal ones, and only they, have equal numbers within a size and hash.
class Classes {
  public:
    /// Nothing for a content that was made to collide with many others.
    std::optional<std::size_t> number(std::string_view content, std::uint64_t hash) {
        std::vector<std::string_view>& known = seen_[{content.size(), hash}];
        for (std::size_t i = 0; i < known.size(); ++i) {
            if (known[i] == content) return i;
        }
        if (known.size() == most_classes) return std::nullopt;
        known.push_back(content);
        return known.size() - 1;
    }

  private:
    std::map<std::pair<std::size_t, std::uint64_t>, std::vector<std::string_view>> seen_;
};

/// Size from large to small (so it is stored inverted), hash, class.
using ContentKey = std::tuple<std::size_t, std::uint64_t, std::size_t>;
using ContentKeyed = Keyed<ContentKey, std::string_view>;

std::vector<std::size_t> sizes_of(const Tree& tree, const std::vector<std::size_t>& members) {
    std::vector<std::size_t> sizes;
    for (const std::size_t member : members) {
        if (tree.members[member].type == MemberType::file)
            sizes.push_back(tree.members[member].content.size());
    }
    std::sort(sizes.begin(), sizes.end());
    return sizes;
}

/// Only what has a file of its size on the other side is worth hashing; the rest goes to `others`.
std::vector<ContentKeyed> keyed_by_content(const Tree& tree, const std::vector<std::string_view>& paths,
                                           const std::vector<std::size_t>& members,
                                           const std::vector<std::size_t>& other_sizes, Classes& classes,
                                           std::vector<std::size_t>& others) {
    std::vector<ContentKeyed> keyed;
    for (const std::size_t index : members) {
        const Member& member = tree.members[index];
        const std::string_view content = member.content;
        std::optional<std::size_t> number;
        std::uint64_t hash = 0;
        if (member.type == MemberType::file && !content.empty() &&
            std::binary_search(other_sizes.begin(), other_sizes.end(), content.size())) {
            hash = fast_hash(content);
            number = classes.number(content, hash);
        }
        if (number) {
            keyed.push_back({{~content.size(), hash, *number}, paths[index], index});
        } else {
            others.push_back(index);
        }
    }
    return keyed;
}

void merge_into(std::vector<std::size_t>& members, const std::vector<std::size_t>& more) {
    members.insert(members.end(), more.begin(), more.end());
    std::sort(members.begin(), members.end());
}

}  // namespace

Unpaired pair_by_content(const Candidates& candidates, const Unpaired& unpaired, std::vector<Pair>& pairs) {
    const auto old_sizes = sizes_of(candidates.old_tree, unpaired.old_members);
    const auto new_sizes = sizes_of(candidates.new_tree, unpaired.new_members);
    Classes classes;
    Unpaired others;
    auto old_keyed = keyed_by_content(candidates.old_tree, candidates.old_paths, unpaired.old_members,
                                      new_sizes, classes, others.old_members);
    auto new_keyed = keyed_by_content(candidates.new_tree, candidates.new_paths, unpaired.new_members,
                                      old_sizes, classes, others.new_members);
    Unpaired rest = join(std::move(old_keyed), std::move(new_keyed), PairedBy::content, pairs);
    merge_into(rest.old_members, others.old_members);
    merge_into(rest.new_members, others.new_members);
    return rest;
}

}  // namespace bumpgate::diff
