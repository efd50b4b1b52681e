#include <algorithm>
#include <map>

#include "diff/container.hpp"
#include "diff/diffoscope/told.hpp"
#include "diff/lines.hpp"
#include "diff/metadata.hpp"
#include "diff/pair.hpp"

namespace bumpgate::diff::diffoscope {
namespace {

/// All that counts of it stands in a list of members.
bool is_without_content(const Member& member) {
    return member.type != MemberType::file && member.type != MemberType::hardlink;
}

class Maker {
  public:
    Maker(Told& told, const release::Release& release, Trust trust)
        : told_(told), release_(release), trust_(trust) {
        for (const auto& link : told.links) {
            by_old_.emplace(link.old_member, &link);
            by_new_.emplace(link.new_member, &link);
        }
    }

    Diff run() {
        Diff diff;
        diff.pairs = join_renamed(pair_by_paths(told_.trees, release_));
        forget_strangers(diff.pairs);
        for (auto& pair : diff.pairs) compare(pair);
        diff.container = compare_containers(told_.trees, release_, diff.pairs, {ContainerPair{}});
        for (const auto& title : told_.other_titles)
            diff.container.push_back({{}, {}, "report", title, {}, title});
        return diff;
    }

  private:
    [[nodiscard]] const Member& old_member(const Pair& pair) const {
        return told_.trees.old_tree.members[*pair.old_member];
    }
    [[nodiscard]] const Member& new_member(const Pair& pair) const {
        return told_.trees.new_tree.members[*pair.new_member];
    }

    [[nodiscard]] const Link* link_of_old(std::size_t member) const {
        const auto found = by_old_.find(member);
        return found == by_old_.end() ? nullptr : found->second;
    }
    [[nodiscard]] const Link* link_of_new(std::size_t member) const {
        const auto found = by_new_.find(member);
        return found == by_new_.end() ? nullptr : found->second;
    }

    /// What the report compared, and what has no counterpart of its own name on either side.
    [[nodiscard]] std::vector<Pair> join_renamed(std::vector<Pair> pairs) const {
        std::map<std::size_t, std::size_t> added;
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            if (!pairs[i].old_member) added.emplace(*pairs[i].new_member, i);
        }
        std::vector<bool> gone(pairs.size(), false);
        for (auto& pair : pairs) {
            if (pair.new_member) continue;
            const auto* const link = link_of_old(*pair.old_member);
            const auto found = link == nullptr ? added.end() : added.find(link->new_member);
            if (found == added.end()) continue;
            pair.new_member = link->new_member;
            pair.paired_by = link->equal ? PairedBy::content : PairedBy::similarity;
            gone[found->second] = true;
        }
        std::vector<Pair> joined;
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            if (!gone[i]) joined.push_back(std::move(pairs[i]));
        }
        sort_pairs(joined, told_.trees, release_);
        return joined;
    }

    void forget_strangers(const std::vector<Pair>& pairs) {
        std::map<std::size_t, std::size_t> partners;
        for (const auto& pair : pairs) {
            if (pair.old_member && pair.new_member) partners.emplace(*pair.old_member, *pair.new_member);
        }
        for (const auto& link : told_.links) {
            const auto found = partners.find(link.old_member);
            if (found != partners.end() && found->second == link.new_member) continue;
            forget(told_.trees.old_tree.members[link.old_member]);
            forget(told_.trees.new_tree.members[link.new_member]);
        }
    }

    static void forget(Member& member) {
        member.content = {};
        member.known_bytes = 0;
    }

    void compare(Pair& pair) const {
        if (!pair.old_member || !pair.new_member) {
            pair.status = pair.new_member ? PairStatus::added : PairStatus::removed;
            const auto& member = pair.new_member ? new_member(pair) : old_member(pair);
            if (trust_ == Trust::none && !is_without_content(member)) pair.shown = Shown::nothing;
            return;
        }
        pair.metadata = compare_metadata(old_member(pair), new_member(pair), release_);
        const auto* const link = link_of_old(*pair.old_member);
        if (link != nullptr && link->new_member == *pair.new_member) {
            compare_linked(*link, pair);
        } else {
            pair.shown = shown_of(pair);
        }
        pair.status = pair.metadata.empty() && !pair.content ? PairStatus::identical : PairStatus::changed;
    }

    void compare_linked(const Link& link, Pair& pair) const {
        if (link.in_words) pair.shown = Shown::words;
        const auto old_content = old_member(pair).content, new_content = new_member(pair).content;
        if (old_content == new_content) return;
        pair.content =
            link.is_text ? compare_lines(old_content, new_content) : compare_bytes(old_content, new_content);
    }

    /// Of two members that no node compares.
    [[nodiscard]] Shown shown_of(const Pair& pair) const {
        if (is_without_content(old_member(pair)) && is_without_content(new_member(pair))) return Shown::bytes;
        const auto& old_size = told_.old_sizes[*pair.old_member];
        const auto& new_size = told_.new_sizes[*pair.new_member];
        const bool other_size = old_size && new_size && *old_size != *new_size;
        if (!other_size && (were_compared(pair) || (old_size == 0U && new_size == 0U))) return Shown::bytes;
        if (trust_ == Trust::none) return Shown::nothing;
        return other_size || differs_from_another(pair) ? Shown::words : Shown::bytes;
    }

    /// diffoscope compares what has the same whole name; where it finds no difference it says nothing. Of
    /// hard links it sees no content.
    [[nodiscard]] bool were_compared(const Pair& pair) const {
        return old_member(pair).path == new_member(pair).path && old_member(pair).type == MemberType::file &&
               new_member(pair).type == MemberType::file && link_of_old(*pair.old_member) == nullptr &&
               link_of_new(*pair.new_member) == nullptr;
    }

    /// The report compared one of them with something else, and found differences that would be told nowhere.
    [[nodiscard]] bool differs_from_another(const Pair& pair) const {
        const auto* const from_old = link_of_old(*pair.old_member);
        const auto* const from_new = link_of_new(*pair.new_member);
        return (from_old != nullptr && !from_old->equal) || (from_new != nullptr && !from_new->equal);
    }

    Told& told_;
    const release::Release& release_;
    Trust trust_;
    std::map<std::size_t, const Link*> by_old_, by_new_;
};

}  // namespace

Diff diff_of(Told& told, const release::Release& release, Trust trust) {
    return Maker(told, release, trust).run();
}

}  // namespace bumpgate::diff::diffoscope
