#include "diff/diffoscope/told.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "base/text.hpp"
#include "diff/diffoscope/contents.hpp"
#include "diff/diffoscope/hunks.hpp"
#include "diff/diffoscope/list_lines.hpp"
#include "diff/diffoscope/titles.hpp"
#include "diff/diffoscope/type_words.hpp"

namespace bumpgate::diff::diffoscope {
namespace {

constexpr std::string_view check_hint = "compare the releases themselves with `bumpgate check`";

Failure contradiction(const Node& node, const std::string& what) {
    return fail(ErrorCode::corrupt, "the report contradicts itself: " + place_of(node) + " " + what,
                std::string(check_hint));
}

/// Members of one side by the names that nodes have for them.
struct SideTold {
    Tree& tree;
    std::vector<std::optional<std::uint64_t>>& sizes;
    std::map<std::string, std::size_t, std::less<>> by_name = {};
    std::vector<bool> linked = {};
};

class Teller {
  public:
    explicit Teller(const Limits& limits) : limits_(limits) {}

    Result<Told> run(const Node& root) {
        CHECK_OK(look_at_all(root));
        store_ = TRY(ByteStore::create(limits_.memory_bytes, limits_.memory_bytes));
        told_.trees.old_tree.name = base_name(root.source1);
        told_.trees.new_tree.name = base_name(root.source2);
        old_.tree.lists_all = new_.tree.lists_all = false;
        CHECK_OK(enter(root));
        for (auto* tree : {&told_.trees.old_tree, &told_.trees.new_tree}) {
            tree->from_report = true;
            if (tree->members.empty()) return nothing_told();
        }
        std::sort(told_.links.begin(), told_.links.end(),
                  [](const Link& left, const Link& right) { return left.old_member < right.old_member; });
        told_.trees.old_tree.stores.push_back(std::move(store_));
        return std::move(told_);
    }

  private:
    static Failure nothing_told() {
        return fail(ErrorCode::corrupt, "the report names no member of the releases",
                    std::string(check_hint));
    }

    /// Every diff has to be one, wherever it stands; and how many lines stand around a change is seen from
    /// all.
    Result<void> look_at_all(const Node& node) {
        CHECK_OK(limits_.check_time("reading the report"));
        if (node.source1.size() > limits_.path_length || node.source2.size() > limits_.path_length)
            return limit_exceeded("path-length", limits_.path_length,
                                  "the names at " + excerpt(node.source1, 60));
        if (has_diff(node)) context_ = std::max(context_, TRY(read_hunks(node)).widest);
        for (const auto& detail : node.details) CHECK_OK(look_at_all(detail));
        return {};
    }

    static bool has_diff(const Node& node) { return node.unified_diff && !node.unified_diff->empty(); }

    /// A container, or a lone file.
    Result<void> enter(const Node& node) {
        if (!node.comments.empty() && is_incomplete(node)) {
            return fail(
                ErrorCode::unsupported,
                place_of(node) + " says that it is not complete: " + excerpt(node.comments.front(), 120),
                std::string(check_hint));
        }
        const auto level = details_of(node);
        if (level.is_file) return enter_lone(node);
        add_layers(level);
        if (level.content != nullptr) return enter(*level.content);
        CHECK_OK(read_list(level));
        for (const auto* title : level.in_words) told_.other_titles.push_back(title->source1);
        for (const auto* member : level.members) CHECK_OK(add_link(*member));
        return {};
    }

    Result<void> enter_lone(const Node& node) {
        for (auto* tree : {&told_.trees.old_tree, &told_.trees.new_tree})
            tree->layers.push_back({"file", {}, {}, {}});
        Node member = node;
        member.source1 = base_name(node.source1);
        member.source2 = base_name(node.source2);
        CHECK_OK(add_link(member));
        old_.tree.lists_all = new_.tree.lists_all = true;  // it is all there is
        return {};
    }

    void add_layers(const Details& level) {
        Layer old_layer{level.format, {}, {}, {}}, new_layer = old_layer;
        if (level.file_type != nullptr && has_diff(*level.file_type)) {
            const auto known = read_hunks(*level.file_type);  // read before, so that it is one
            for (const auto& hunk : known->hunks) {
                for (const auto& line : hunk.lines) {
                    if (line.mark != '+') old_layer = layer_of(line.text);
                    if (line.mark != '-') new_layer = layer_of(line.text);
                }
            }
        }
        told_.trees.old_tree.layers.push_back(std::move(old_layer));
        told_.trees.new_tree.layers.push_back(std::move(new_layer));
    }

    Result<void> read_list(const Details& level) {
        if (level.list == nullptr || !has_diff(*level.list)) return {};
        const auto known = TRY(read_hunks(*level.list));
        for (const auto& hunk : known.hunks) {
            for (const auto& line : hunk.lines) CHECK_OK(add_listed(*level.list, line));
        }
        old_.tree.lists_all = new_.tree.lists_all = known.is_whole(context_);
        return {};
    }

    Result<void> add_listed(const Node& list, const HunkLine& line) {
        const bool zip = is_zip_list(list.source1);
        if (zip && is_zipinfo_frame(line.text)) return {};
        auto read = zip ? read_zipinfo_line(line.text) : read_list_line(line.text);
        if (!read) {
            return fail(ErrorCode::corrupt,
                        place_of(list) +
                            ": this is no line of a list of members, or can be read in two ways: " +
                            excerpt(line.text, 120),
                        std::string(check_hint));
        }
        if (line.mark != '+') CHECK_OK(add_member(list, old_, read->name, read->member, read->size));
        if (line.mark != '-') CHECK_OK(add_member(list, new_, read->name, read->member, read->size));
        return {};
    }

    Result<void> add_member(const Node& node, SideTold& side, std::string_view name, Member member,
                            std::optional<std::uint64_t> size) {
        CHECK_OK(limits_.check_time("reading the report"));
        if (side.tree.members.size() >= limits_.members)
            return limit_exceeded("members", limits_.members, "next is " + excerpt(name, 60));
        if (!side.by_name.emplace(std::string(name), side.tree.members.size()).second)
            return contradiction(
                node, "names " + in_quotes(name) + " twice, so it cannot be told which one was compared");
        member.known_bytes = 0;
        side.tree.members.push_back(std::move(member));
        side.sizes.push_back(size);
        side.linked.push_back(false);
        return {};
    }

    /// The member of that name; one that the list does not show is a plain file.
    Result<std::size_t> member_called(const Node& node, SideTold& side, const std::string& name) {
        const auto found = side.by_name.find(name);
        if (found != side.by_name.end()) return found->second;
        if (side.tree.lists_all)
            return contradiction(node, "compares " + in_quotes(name) + ", which its file list does not name");
        Member member;
        member.path = name.ends_with('/') ? name.substr(0, name.size() - 1) : name;
        member.type = name.ends_with('/') ? MemberType::directory : MemberType::file;
        member.mode = 0644;
        CHECK_OK(add_member(node, side, name, std::move(member), std::nullopt));
        return side.tree.members.size() - 1;
    }

    Result<void> add_link(const Node& node) {
        Link link;
        link.old_member = TRY(member_called(node, old_, node.source1));
        link.new_member = TRY(member_called(node, new_, node.source2));
        if (old_.linked[link.old_member] || new_.linked[link.new_member])
            return contradiction(node, "compares a file that it has compared already");
        old_.linked[link.old_member] = new_.linked[link.new_member] = true;
        auto& old_member = old_.tree.members[link.old_member];
        auto& new_member = new_.tree.members[link.new_member];
        const StatedSizes sizes{old_.sizes[link.old_member], new_.sizes[link.new_member]};
        link.is_text = !node.has_internal_linenos;
        link.equal = says_identical(node) && !has_diff(node) && node.details.empty();
        link.in_words = !link.equal && !is_told_by_list(node, old_member, new_member);
        if (link.equal && sizes.old_size && sizes.new_size && *sizes.old_size != *sizes.new_size)
            return contradiction(node, "calls two files identical that have different sizes");
        if (has_diff(node) && !is_told_by_list(node, old_member, new_member))
            CHECK_OK(set_contents(node, sizes, old_member, new_member, link));
        told_.links.push_back(link);
        return {};
    }

    Result<void> set_contents(const Node& node, const StatedSizes& sizes, Member& old_member,
                              Member& new_member, Link& link) {
        const auto known = TRY(read_hunks(node));
        const auto left = limits_.memory_bytes / 2 - std::min(limits_.memory_bytes / 2, store_.size());
        std::optional<ShownContents> shown;
        if (link.is_text) {
            shown = TRY(contents_of_lines(known, context_, sizes, left));
        } else {
            shown = contents_of_dumps(known, left);
        }
        link.in_words = !shown || shown->old_content == shown->new_content || is_shortened(node) ||
                        tells_more_than_its_diff(node);
        if (!shown || shown->old_content == shown->new_content) return {};
        old_member.content = TRY(store_.append(shown->old_content));
        new_member.content = TRY(store_.append(shown->new_content));
        old_member.known_bytes = shown->old_known;
        new_member.known_bytes = shown->new_known;
        return {};
    }

    const Limits& limits_;
    Told told_;
    SideTold old_{told_.trees.old_tree, told_.old_sizes}, new_{told_.trees.new_tree, told_.new_sizes};
    ByteStore store_;
    std::size_t context_ = 0;
};

}  // namespace

Result<Told> read_nodes(const Node& root, const Limits& limits) {
    return Teller(limits).run(root);
}

}  // namespace bumpgate::diff::diffoscope
