#include <algorithm>
#include <cstdint>

#include "base/text.hpp"
#include "change/parts.hpp"
#include "change/refine_fields.hpp"
#include "change/token.hpp"
#include "change/words.hpp"
#include "release/spelling.hpp"

// Values that follow the version without being it: a part of it, or the one before.
namespace bumpgate::change {

namespace {

using release::Shape;

/// Two texts at matching places within an edit's two words: the same bytes stand before and behind them.
struct Match {
    std::size_t old_begin = 0, old_end = 0;
    std::size_t new_begin = 0, new_end = 0;
};

/// Where `new_text` stands in the new word; what the old word has in its place need only have the same
/// surroundings.
std::optional<Match> match_new(const Place& place, std::string_view new_text, Shape shape) {
    const auto from = old_bytes(place);
    const auto to = new_bytes(place);
    constexpr std::size_t longest_word = 256;
    if (std::max(from.size(), to.size()) > longest_word) return std::nullopt;
    for (auto at = to.find(new_text); at != std::string_view::npos; at = to.find(new_text, at + 1)) {
        const auto tail = to.size() - at - new_text.size();
        if (from.size() <= at + tail || from.substr(0, at) != to.substr(0, at) ||
            from.substr(from.size() - tail) != to.substr(to.size() - tail))
            continue;
        const Match match{place.edit.old_begin + at, place.edit.old_end - tail, place.edit.new_begin + at,
                          place.edit.new_end - tail};
        const auto& content = place.new_subject.content;
        if (release::stands_alone(content, match.new_begin, new_text, shape)) return match;
    }
    return std::nullopt;
}

std::string_view old_text_of(const Place& place, const Match& match) {
    return place.old_subject.content.substr(match.old_begin, match.old_end - match.old_begin);
}

Proposal proposal_of(const Match& match, std::string_view kind, std::string reason) {
    Proposal proposal;
    proposal.old_begin = match.old_begin;
    proposal.old_end = match.old_end;
    proposal.new_begin = match.new_begin;
    proposal.new_end = match.new_end;
    proposal.kind = kind;
    proposal.reason = std::move(reason);
    return proposal;
}

/// Both sides' owners, if they are this package and nobody else.
struct Owners {
    Ownership old_owner, new_owner;
};
std::optional<Owners> own(const Place& place, const Match& match) {
    const auto old_owner = owner_of(place.context, place.old_subject, match.old_begin, match.old_end);
    const auto new_owner = owner_of(place.context, place.new_subject, match.new_begin, match.new_end);
    const auto is_own = [](const Ownership& owner) {
        return owner.kinship == Kinship::own && !owner.format_field;
    };
    if (!is_own(old_owner) || !is_own(new_owner) || old_owner.name != new_owner.name) return std::nullopt;
    return Owners{old_owner, new_owner};
}

bool in_context(const Place& place, const Match& match, const Owners& owners) {
    return in_version_context(place.context, place.old_subject, match.old_begin, match.old_end,
                              owners.old_owner) &&
           in_version_context(place.context, place.new_subject, match.new_begin, match.new_end,
                              owners.new_owner);
}

bool may_follow(const Place& place) {
    return place.context.release.has_versions() && !words::is_changelog(place.new_subject.path) &&
           place.old_subject.is_parsed() && place.new_subject.is_parsed();
}

// ---- the version before

/// One step in one component, lower ones anything: 3.1162.0 is just below 3.1163.0, and 1.3.9 below 1.4.0.
bool is_just_below(std::string_view text, std::string_view version) {
    const auto lower = split(text, '.');
    const auto upper = split(version, '.');
    if (lower.size() != upper.size()) return false;
    const auto number = [](std::string_view digits) -> std::optional<std::uint64_t> {
        constexpr std::size_t most_digits = 15;
        if (digits.empty() || digits.size() > most_digits) return std::nullopt;
        std::uint64_t value = 0;
        for (const char c : digits) {
            if (!is_digit(c)) return std::nullopt;
            value = value * 10 + static_cast<std::uint64_t>(c - '0');
        }
        return value;
    };
    bool stepped = false;
    for (std::size_t i = 0; i < lower.size(); ++i) {
        const auto below = number(lower[i]);
        const auto above = number(upper[i]);
        if (!below || !above) return false;
        if (stepped || *below == *above) continue;
        if (*below + 1 != *above) return false;
        stepped = true;
    }
    return stepped;
}

bool is_telling(std::string_view spelling, Shape shape) {
    return shape == Shape::dotted && count_numbers(spelling) >= 3;
}

}  // namespace

std::optional<Proposal> propose_version_part(const Place& place) {
    if (!may_follow(place)) return std::nullopt;
    for (const auto& part : parts_of(place.context)) {
        const auto match = match_new(place, part.new_text, Shape::dotted);
        if (!match || old_text_of(place, *match) != part.old_text) continue;
        if (!release::stands_alone(place.old_subject.content, match->old_begin, part.old_text, Shape::dotted))
            continue;
        const auto owners = own(place, *match);
        if (!owners || !in_context(place, *match, *owners)) continue;
        return proposal_of(*match, kind::version_part,
                           "A part of the own version, derived from the old and the new one.");
    }
    return std::nullopt;
}

std::optional<Proposal> propose_version_lag(const Place& place) {
    if (!may_follow(place)) return std::nullopt;
    for (const auto& spelling : place.context.spellings) {
        if (spelling.four_parts || spelling.shape != Shape::dotted) continue;
        const auto match = match_new(place, spelling.old_text, spelling.shape);
        if (!match) continue;
        const auto before = old_text_of(place, *match);
        if (!is_just_below(before, spelling.old_text)) continue;
        if (!release::stands_alone(place.old_subject.content, match->old_begin, before, spelling.shape))
            continue;
        const auto owners = own(place, *match);
        if (!owners || (!is_telling(before, spelling.shape) && !in_context(place, *match, *owners))) continue;
        return proposal_of(*match, kind::version_lag,
                           "The version just below the old one became the old one: it trails one release "
                           "behind.");
    }
    return std::nullopt;
}

}  // namespace bumpgate::change
