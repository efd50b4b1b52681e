#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>

#include "change/change.hpp"
#include "change/collect.hpp"

namespace bumpgate::change {

namespace {

void append(std::vector<Change>& items, std::vector<Change> more) {
    std::move(more.begin(), more.end(), std::back_inserter(items));
}

/// A finding has no old side: it stands where it is in the new one.
std::size_t offset_of(const std::optional<ChangeSide>& side, const std::optional<ChangeSide>& other) {
    return side ? side->span.offset : other ? other->span.offset : 0;
}

bool stands_before(const Change& a, const Change& b) {
    const auto key = [](const Change& change) {
        return std::make_tuple(std::string_view(change.path), offset_of(change.old_side, change.new_side),
                               offset_of(change.new_side, change.old_side), change.kind);
    };
    return key(a) < key(b);
}

/// What lags one release behind has its old version by right: the change itself says so, and whether it may
/// is for the rule that names `version.lag`.
bool is_told_as_lag(const std::vector<Change>& items, const Stale& stale) {
    return stale.where == Stale::Where::content &&
           std::any_of(items.begin(), items.end(), [&](const Change& change) {
               return change.kind == kind::version_lag && change.pair == stale.pair &&
                      change.new_side->span.offset <= stale.begin && stale.end <= change.new_side->span.end();
           });
}

std::size_t count_bytes(const std::vector<Change>& items) {
    std::size_t bytes = 0;
    for (const auto& change : items) {
        const auto new_bytes = change.new_side ? change.new_side->span.length : 0;
        const auto old_bytes = change.old_side ? change.old_side->span.length : 0;
        bytes += new_bytes != 0 ? new_bytes : old_bytes;
    }
    return bytes;
}

}  // namespace

Result<Changes> classify(const Diff& diff, const Trees& trees, const release::Release& release,
                         const Vocabulary& vocabulary, const Limits& limits) {
    Names names(release, vocabulary);
    if (trees.old_tree.from_report || trees.new_tree.from_report) names.forget_dependencies();
    const Folders folders(trees, release, names);
    const auto spellings = release::spellings(release);
    const Context context{trees, release, names, folders, spellings};
    derived::Recomputation recomputation(trees, release);

    Changes changes;
    std::set<std::size_t> moved;
    for (std::size_t pair = 0; pair < diff.pairs.size(); ++pair) {
        CHECK_OK(limits.check_time("telling what the differences are"));
        append(changes.items, member_changes(context, diff, pair));
        auto content = content_changes(context, recomputation, diff, pair);
        if (content.moved) moved.insert(pair);
        append(changes.items, std::move(content.changes));
    }
    append(changes.items, container_changes(context, diff));
    append(changes.items, release_findings(release));
    auto stale = TRY(find_stale(context, diff, moved, limits));
    std::erase_if(stale, [&](const Stale& place) { return is_told_as_lag(changes.items, place); });
    append(changes.items, stale_findings(context, diff, stale));
    std::stable_sort(changes.items.begin(), changes.items.end(), stands_before);
    changes.hazards = compare_hazards(context);
    changes.changed_bytes = count_bytes(changes.items);
    add_fingerprints(changes, diff, context);
    return changes;
}

}  // namespace bumpgate::change
