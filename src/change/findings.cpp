#include <map>
#include <tuple>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "change/collect.hpp"
#include "change/places.hpp"

namespace bumpgate::change {

namespace {

/// A hazard without what differs between two honest releases: offsets, and the version in names.
using HazardKey = std::tuple<std::string, std::string, std::string, std::string>;

HazardKey key_of(const Context& context, const Hazard& hazard, Side side) {
    const auto path = release::below_root(context.release.identity(side), hazard.member);
    return {hazard.id, hazard.container, release::version_normal(path, context.spellings, side),
            release::version_normal(hazard.detail, context.spellings, side)};
}

class Fingerprints {
  public:
    /// 64 bits: with 32 another change with the same fingerprint could be made to order, and hide behind a
    /// waiver.
    std::string next(const std::string& identity) {
        const auto occurrence = ++seen_[identity];
        return sha256_hex(identity + std::to_string(occurrence)).substr(0, 16);
    }

  private:
    std::map<std::string, std::size_t> seen_;
};

/// The bytes of a side in full, where the change itself keeps only an excerpt.
std::string_view full_text(const std::optional<ChangeSide>& side, const Member* member) {
    if (!side) return {};
    if (member == nullptr || side->span.end() > member->content.size()) return side->text;
    return member->content.substr(side->span.offset, side->span.length);
}

/// A waiver is for one pair of releases.
std::string versions_of(const release::Release& release) {
    const auto text = [](const std::optional<release::Version>& version) {
        return version ? version->text : std::string();
    };
    const auto from = text(release.old_version);
    return std::to_string(from.size()) + ":" + from + text(release.new_version) + "\n";
}

/// Where a side stands and the lines around it: "0" that becomes "1" is one thing here and another there.
std::string place_of(const std::optional<ChangeSide>& side) {
    return side ? std::to_string(side->span.offset) + " " + side->lines : std::string();
}

std::string identity_of(const Change& change, const Diff& diff, const Trees& trees) {
    const auto* pair = change.pair < diff.pairs.size() ? &diff.pairs[change.pair] : nullptr;
    const auto* old_member =
        pair != nullptr && pair->old_member ? &trees.old_tree.members[*pair->old_member] : nullptr;
    const auto* new_member =
        pair != nullptr && pair->new_member ? &trees.new_tree.members[*pair->new_member] : nullptr;
    std::string identity;
    const auto add = [&identity](std::string_view part) {
        identity += std::to_string(part.size());
        identity += ':';
        identity += part;
    };
    add(change.kind);
    add(change.path);
    add(change.old_path);
    add(change.old_value);
    add(change.new_value);
    add(sha256_hex(full_text(change.old_side, old_member)));
    add(sha256_hex(full_text(change.new_side, new_member)));
    add(place_of(change.old_side));
    add(place_of(change.new_side));
    if (!change.old_side && !change.new_side) add(change.reason);  // findings that have nothing else
    return identity;
}

std::string identity_of(const HazardFinding& finding) {
    std::string identity = "hazard";
    for (const auto* part :
         {&finding.hazard.id, &finding.hazard.member, &finding.hazard.container, &finding.hazard.detail}) {
        identity += std::to_string(part->size()) + ":" + *part;
    }
    return identity;
}

}  // namespace

std::vector<Change> release_findings(const release::Release& release) {
    std::vector<Change> findings;
    const auto add = [&](std::string_view kind, std::string reason) {
        Change change;
        change.kind = kind;
        change.reason = std::move(reason);
        if (release.has_versions()) {
            change.old_value = release.old_version->text;
            change.new_value = release.new_version->text;
        }
        findings.push_back(std::move(change));
    };
    for (const auto& conflict : release.conflicts) add(kind::identity_conflict, printable(conflict));
    // A source has the version of what is made from it; that it has another one is a conflict.
    if (!release.has_versions() || release.baseline == release::Baseline::source) return findings;
    if (release.step == release::Step::downgrade)
        add(kind::version_downgrade, "The new version is below the old one.");
    if (release.step == release::Step::none)
        add(kind::version_reused, "Another content under the same version.");
    return findings;
}

std::vector<Change> stale_findings(const Context& context, const Diff& diff,
                                   const std::vector<Stale>& places) {
    std::vector<Change> findings;
    for (const auto& place : places) {
        const auto& member = context.trees.new_tree.members[*diff.pairs[place.pair].new_member];
        Change change;
        change.kind = place.mixed ? kind::version_mixed : kind::version_stale;
        change.pair = place.pair;
        change.path = release::below_root(context.release.new_identity, member.path);
        change.name = place.name;
        const std::string whose = place.kinship == Kinship::sibling ? "The sibling's old version"
                                  : place.part                      ? "A part of the old version"
                                                                    : "The old version";
        change.reason =
            whose + " still stands here" + (place.mixed ? ", while others in this file moved." : ".");
        if (place.where == Stale::Where::content) {
            change.new_side = Places(member.content).side(place.begin, place.end);
        } else {
            change.new_value = place.where == Stale::Where::link ? member.link_target : change.path;
        }
        findings.push_back(std::move(change));
    }
    return findings;
}

std::vector<HazardFinding> compare_hazards(const Context& context) {
    std::multimap<HazardKey, const Hazard*> old_hazards;
    for (const auto& hazard : context.trees.old_tree.hazards)
        old_hazards.emplace(key_of(context, hazard, Side::old_side), &hazard);
    std::vector<HazardFinding> findings;
    for (const auto& hazard : context.trees.new_tree.hazards) {
        const auto known = old_hazards.find(key_of(context, hazard, Side::new_side));
        const bool existing = known != old_hazards.end();
        if (existing) old_hazards.erase(known);
        findings.push_back(
            {hazard, existing ? HazardFinding::State::existing : HazardFinding::State::introduced, {}});
    }
    for (const auto& hazard : context.trees.old_tree.hazards) {
        const bool gone = std::any_of(old_hazards.begin(), old_hazards.end(),
                                      [&](const auto& entry) { return entry.second == &hazard; });
        if (gone) findings.push_back({hazard, HazardFinding::State::gone, {}});
    }
    return findings;
}

void add_fingerprints(Changes& changes, const Diff& diff, const Context& context) {
    const auto versions = versions_of(context.release);
    Fingerprints fingerprints;
    for (auto& change : changes.items)
        change.id = fingerprints.next(versions + identity_of(change, diff, context.trees));
    for (auto& finding : changes.hazards) finding.id = fingerprints.next(versions + identity_of(finding));
}

}  // namespace bumpgate::change
