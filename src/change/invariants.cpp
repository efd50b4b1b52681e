#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "change/change.hpp"
#include "change/class_file.hpp"
#include "change/kinds.hpp"
#include "change/unfold.hpp"
#include "release/spelling.hpp"

// The slow and simple reference: what classify() says is checked against the bytes once more, without its
// means.
namespace bumpgate::change {

namespace {

Failure broken(std::string_view path, const std::string& what) {
    return fail(ErrorCode::internal,
                "a promise of the classifier does not hold for " + in_quotes(path) + ": " + what,
                "This is a fault of bumpgate, please report it; the release has not been judged.");
}

/// A change of content: both sides of it are there, though one may be empty.
bool is_edit(const Change& change) {
    return change.old_side && change.new_side;
}

using ByPair = std::map<std::size_t, std::vector<const Change*>>;

/// Everything outside the edits is equal to the byte, and they are in order.
Result<void> check_gaps(std::string_view path, const std::vector<const Change*>& changes,
                        std::string_view old_content, std::string_view new_content) {
    std::size_t old_at = 0, new_at = 0;
    const auto equal_up_to = [&](std::size_t old_stop, std::size_t new_stop) {
        const bool in_order = old_stop >= old_at && new_stop >= new_at && old_stop <= old_content.size() &&
                              new_stop <= new_content.size();
        return in_order &&
               old_content.substr(old_at, old_stop - old_at) == new_content.substr(new_at, new_stop - new_at);
    };
    for (const auto* change : changes) {
        if (!is_edit(*change)) continue;
        if (!equal_up_to(change->old_side->span.offset, change->new_side->span.offset)) {
            return broken(path, "bytes before line " + std::to_string(change->new_side->span.line) +
                                    " differ and nothing says so");
        }
        old_at = change->old_side->span.end();
        new_at = change->new_side->span.end();
    }
    if (!equal_up_to(old_content.size(), new_content.size()))
        return broken(path, "bytes at its end differ and nothing says so");
    return {};
}

bool states_a_version(const Change& change) {
    return change.kind == kind::version_own || change.kind == kind::version_sibling ||
           change.kind == kind::binary_version;
}

std::string two_bytes(std::size_t number) {
    return {static_cast<char>(number >> 8 & 0xFF), static_cast<char>(number & 0xFF)};
}

/// A class file states the length of each text in front of it (JVMS section 4.4.7), outside of the edits.
/// They are replayed on the old bytes and the lengths stated anew: that has to give the new bytes.
Result<void> check_class(std::string_view path, const std::vector<const Change*>& changes,
                         std::string_view old_content, std::string_view new_content) {
    const auto file = parse_class(old_content);
    if (!file) return broken(path, "it is no class file");
    std::string replayed;
    std::size_t at = 0;
    auto next = changes.begin();
    for (const auto& constant : file->pool) {
        const auto is_inside = [&] {
            while (next != changes.end() && !is_edit(**next)) ++next;
            return next != changes.end() && (*next)->old_side->span.offset >= constant.begin &&
                   (*next)->old_side->span.end() <= constant.end;
        };
        if (constant.tag != utf8_tag || !is_inside()) continue;
        replayed += old_content.substr(at, constant.begin - utf8_length_size - at);
        at = constant.begin;
        std::string text;
        for (; is_inside() && (*next)->old_side->span.offset >= at; ++next) {
            const auto& span = (*next)->new_side->span;
            text += old_content.substr(at, (*next)->old_side->span.offset - at);
            text += new_content.substr(std::min(span.offset, new_content.size()), span.length);
            at = (*next)->old_side->span.end();
        }
        text += old_content.substr(at, constant.end - at);
        at = constant.end;
        replayed += two_bytes(text.size()) + text;
    }
    replayed += old_content.substr(at);
    if (replayed == new_content &&
        std::none_of(next, changes.end(), [](auto* left) { return is_edit(*left); }))
        return {};
    return broken(path, "its constants do not give the new class file");
}

bool is_number(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

bool is_component_pair(std::string_view old_text, std::string_view new_text,
                       const release::Release& release) {
    if (!is_number(old_text) || !is_number(new_text)) return false;
    const auto& from = release.old_version->release;
    const auto& to = release.new_version->release;
    for (std::size_t i = 0; i < std::min(from.size(), to.size()); ++i) {
        if (from[i] == old_text && to[i] == new_text) return true;
    }
    return false;
}

bool is_row_pair(std::string_view old_text, std::string_view new_text, const release::Release& release) {
    const auto old_row = release::row_at(old_text, 0);
    const auto new_row = release::row_at(new_text, 0);
    return old_row && new_row && old_row->end == old_text.size() && new_row->end == new_text.size() &&
           release::row_states(*old_row, *release.scheme, *release.old_version) &&
           release::row_states(*new_row, *release.scheme, *release.new_version);
}

std::string without_folds(std::string_view text) {
    return replace_all(replace_all(text, "\r\n ", ""), "\n ", "");
}

/// A proven span holds one spelling of the old version, then the same one of the new version.
Result<void> check_spelling(const Change& change, const release::Release& release,
                            const std::vector<release::Spelling>& spellings) {
    if (!states_a_version(change) || !is_edit(change)) return {};
    if (!release.has_versions())
        return broken(change.path, "a version is said to be proven, but none is known");
    const bool folded = is_folded(change.path);
    const auto from = folded ? without_folds(change.old_side->text) : change.old_side->text;
    const auto to = folded ? without_folds(change.new_side->text) : change.new_side->text;
    if (folded && from == to) return {};  // folds that moved with the length of a version before them
    const bool spelled =
        std::any_of(spellings.begin(), spellings.end(), [&](const release::Spelling& spelling) {
            return spelling.old_text == from && spelling.new_text == to;
        });
    if (spelled || is_row_pair(from, to, release) || is_component_pair(from, to, release)) return {};
    return broken(change.path, "line " + std::to_string(change.new_side->span.line) +
                                   " is said to spell the version and does not");
}

std::string_view content_of(const Tree& tree, std::optional<std::size_t> member) {
    return member ? tree.members[*member].content : std::string_view{};
}

/// Each metadata field that differs has its change: those without sides that carry both values.
Result<void> check_metadata(std::string_view path, const Pair& pair,
                            const std::vector<const Change*>& changes) {
    for (const auto& difference : pair.metadata) {
        const bool told = std::any_of(changes.begin(), changes.end(), [&](const Change* change) {
            return !change->old_side && !change->new_side && change->old_value == difference.old_value &&
                   change->new_value == difference.new_value;
        });
        if (!told) return broken(path, "its " + difference.field + " differs and nothing says so");
    }
    return {};
}

Result<void> check_pair(const Pair& pair, const std::vector<const Change*>& changes, const Trees& trees) {
    const auto path = pair.new_member ? trees.new_tree.members[*pair.new_member].path
                                      : trees.old_tree.members[*pair.old_member].path;
    const bool nested = pair.content && pair.content->nested;  // told by the pairs of its members
    if (pair.status != PairStatus::identical && changes.empty() && !nested)
        return broken(path, "it differs and nothing says so");
    if (!pair.old_member || !pair.new_member) return {};
    CHECK_OK(check_metadata(path, pair, changes));
    if (nested) return {};
    const auto old_content = content_of(trees.old_tree, pair.old_member);
    const auto new_content = content_of(trees.new_tree, pair.new_member);
    const bool proven_class = pair.content && !pair.content->text && is_class_file(path, new_content) &&
                              std::any_of(changes.begin(), changes.end(), [](const Change* change) {
                                  return is_edit(*change) && states_a_version(*change);
                              });
    const auto check = proven_class ? check_class : check_gaps;
    return check(path, changes, old_content, new_content);
}

Result<void> check_container(const Changes& changes, const Diff& diff) {
    for (const auto& difference : diff.container) {
        const bool told = std::any_of(changes.items.begin(), changes.items.end(), [&](const Change& change) {
            return change.pair == Change::no_pair && change.path == difference.path &&
                   change.old_value == difference.old_value && change.new_value == difference.new_value;
        });
        if (!told) return broken("the container", "its " + difference.field + " differs and nothing says so");
    }
    return {};
}

Result<void> check_hazards(const Changes& changes, const Trees& trees) {
    const auto current = std::count_if(
        changes.hazards.begin(), changes.hazards.end(),
        [](const HazardFinding& finding) { return finding.state != HazardFinding::State::gone; });
    if (static_cast<std::size_t>(current) == trees.new_tree.hazards.size()) return {};
    return broken("the container", "a hazard of the new release is not reported");
}

}  // namespace

Result<void> check_invariants(const Changes& changes, const Diff& diff, const Trees& trees,
                              const release::Release& release) {
    const auto spellings = release::spellings(release);
    ByPair by_pair;
    for (const auto& change : changes.items) {
        CHECK_OK(check_spelling(change, release, spellings));
        if (change.pair != Change::no_pair) by_pair[change.pair].push_back(&change);
    }
    for (std::size_t pair = 0; pair < diff.pairs.size(); ++pair)
        CHECK_OK(check_pair(diff.pairs[pair], by_pair[pair], trees));
    CHECK_OK(check_container(changes, diff));
    return check_hazards(changes, trees);
}

}  // namespace bumpgate::change
