#include "report/groups.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "change/kinds.hpp"
#include "report/place.hpp"
#include "report/sides.hpp"

namespace bumpgate::report {

namespace {

constexpr std::size_t most_places = 3;
constexpr std::size_t most_spellings = 4;
constexpr std::size_t place_width = 36;
constexpr std::size_t name_width = 32;

using JudgedChanges = std::vector<const JudgedChange*>;

std::string_view state_words(HazardFinding::State state) {
    switch (state) {
        case HazardFinding::State::introduced:
            return "new in this release";
        case HazardFinding::State::existing:
            return "in both releases";
        case HazardFinding::State::gone:
            return "in the old release only";
    }
    return "";
}

/// All changes of one kind.
struct Group {
    std::string_view kind;
    JudgedChanges changes;
};

std::string title_of(std::string_view kind) {
    const auto* const info = change::find_kind(kind);
    return std::string(info != nullptr ? info->title : kind);
}

/// The proven versions first: they are what a bump is about.
std::vector<Group> groups_of(const Verdict& verdict, Decision decision) {
    std::vector<Group> groups;
    for (const auto& judged : verdict.changes) {
        if (judged.decision != decision) continue;
        const auto group = std::ranges::find(groups, judged.change.kind, &Group::kind);
        if (group != groups.end()) {
            group->changes.push_back(&judged);
        } else {
            groups.push_back({judged.change.kind, {&judged}});
        }
    }
    std::ranges::sort(groups, {}, [](const Group& group) {
        return std::pair(!group.kind.starts_with("version."), group.kind);
    });
    return groups;
}

/// Changes of one name ("" for those without) and the places that are told of them.
struct Named {
    std::string_view name;
    JudgedChanges changes;
};

std::vector<Named> by_name(const JudgedChanges& changes) {
    std::vector<Named> all;
    std::map<std::string_view, std::size_t> known;
    for (const auto* judged : changes) {
        const std::string_view name = judged->change.name;
        const auto [place, is_new] = known.emplace(name, all.size());
        if (is_new) all.push_back({name, {}});
        all[place->second].changes.push_back(judged);
    }
    return all;
}

/// Shallow files first: people know them.
void sort_by_depth(JudgedChanges& changes) {
    std::ranges::stable_sort(
        changes, {}, [](const JudgedChange* judged) { return std::ranges::count(judged->change.path, '/'); });
}

/// Places without doubles, as long as `room` is left; `told` counts the changes that they stand for.
std::vector<std::string> places_of(JudgedChanges changes, std::size_t room, std::size_t& told,
                                   const Pen& pen) {
    sort_by_depth(changes);
    std::vector<std::string> places;
    for (const auto* judged : changes) {
        auto place = place_of(judged->change, pen, place_width);
        const bool known = std::ranges::find(places, place) != places.end();
        if (!known && places.size() == room) continue;
        ++told;
        if (!known) places.push_back(std::move(place));
    }
    return places;
}

/// "a", "a and b", "a, b and c".
std::string enumerated(const std::vector<std::string>& parts) {
    std::string text;
    for (std::size_t at = 0; at < parts.size(); ++at) {
        if (at > 0) text += at + 1 == parts.size() ? " and " : ", ";
        text += parts[at];
    }
    return text;
}

std::string listed(const std::vector<std::string>& parts) {
    std::string text;
    for (const auto& part : parts) text += (text.empty() ? "" : ", ") + part;
    return text;
}

/// "PKG-INFO:3, setup.py:126, 1 more", "acme-core in a:1 and b:2".
std::string places_line(const JudgedChanges& changes, const Pen& pen) {
    std::string text;
    std::size_t told = 0;
    std::size_t room = most_places;
    for (const auto& named : by_name(changes)) {
        if (room == 0) break;
        const auto places = places_of(named.changes, room, told, pen);
        room -= places.size();
        if (!text.empty()) text += "; ";
        if (named.name.empty()) {
            text += listed(places);
        } else {
            text += pen.cut_middle(named.name, Voice::archive, name_width) + " in " + enumerated(places);
        }
    }
    if (told < changes.size()) text += ", " + std::to_string(changes.size() - told) + " more";
    return text;
}

/// A line of the table: title, count, the rest.
struct Row {
    std::string title;
    std::size_t count;
    std::string rest;
};

std::string table(const std::vector<Row>& rows) {
    std::size_t title_width = 0;
    std::size_t count_width = 0;
    for (const auto& row : rows) {
        title_width = std::max(title_width, row.title.size());
        count_width = std::max(count_width, std::to_string(row.count).size());
    }
    std::string text;
    for (const auto& row : rows) {
        text += "    " + padded(row.title, title_width) + "  " +
                aligned_right(std::to_string(row.count), count_width) + "   " + row.rest + "\n";
    }
    return text;
}

Row ignored_row(const std::vector<Group>& groups) {
    Row row{"ignored", 0, "by the policy: "};
    std::vector<std::string> titles;
    for (const auto& group : groups) {
        row.count += group.changes.size();
        titles.push_back(title_of(group.kind));
    }
    row.rest += enumerated(titles);
    return row;
}

/// The new versions as they are written, the release's own writing first.
std::vector<std::string> new_spellings(const Verdict& verdict) {
    std::vector<std::string> texts;
    std::set<std::string_view> seen;
    for (const auto& judged : verdict.changes) {
        if (judged.change.kind != change::kind::version_own || !judged.change.new_side) continue;
        const auto& text = judged.change.new_side->text;
        if (!text.empty() && seen.insert(text).second) texts.push_back(text);
    }
    std::stable_partition(texts.begin(), texts.end(),
                          [&verdict](const std::string& text) { return text == verdict.to; });
    return texts;
}

/// "text, allowed by mine/banner: a.js:1, b.js:1, 7 more".
std::vector<std::string> warned_changes(const Verdict& verdict, const Pen& pen) {
    std::map<std::pair<std::string_view, std::string_view>, JudgedChanges> groups;
    for (const auto& judged : verdict.changes) {
        const bool shown = judged.decision == Decision::allowed && judged.warn;
        if (shown) groups[{judged.change.kind, judged.rule}].push_back(&judged);
    }
    std::vector<std::string> lines;
    for (const auto& entry : groups) {
        lines.push_back(std::string(entry.first.first) + ", allowed by " +
                        pen.cut_middle(entry.first.second, Voice::program, 2 * name_width) + ": " +
                        places_line(entry.second, pen));
    }
    return lines;
}

/// "hazard.duplicate-member, in both releases: a/x.py (tar at byte 4096), 3 more".
std::vector<std::string> warned_hazards(const Verdict& verdict, const Pen& pen) {
    std::map<std::pair<std::string_view, HazardFinding::State>, std::vector<const JudgedHazard*>> groups;
    for (const auto& judged : verdict.hazards) {
        const auto& finding = judged.finding;
        if (judged.decision != Decision::denied && !judged.waiver && judged.warn)
            groups[{finding.hazard.id, finding.state}].push_back(&judged);
    }
    std::vector<std::string> lines;
    for (const auto& entry : groups) {
        auto line = "hazard." + pen.cut(entry.first.first, Voice::program, place_width) + ", " +
                    std::string(state_words(entry.first.second)) + ": " +
                    place_of(entry.second.front()->finding.hazard, pen, place_width);
        if (entry.second.size() > 1) line += ", " + std::to_string(entry.second.size() - 1) + " more";
        lines.push_back(std::move(line));
    }
    return lines;
}

/// "text at a.py:3, waived until 2026-12-31 by who@acme.example: audited in #812".
std::string waived_line(const std::string& what, const WaivedBy& waiver, const Pen& pen) {
    const auto by = waiver.by.empty() ? "" : " by " + pen.cut_middle(waiver.by, Voice::program, name_width);
    return what + ", waived until " + waiver.expires + by + ": " +
           pen.cut_middle(waiver.reason, Voice::program, 2 * name_width);
}

std::vector<std::string> waived_lines(const Verdict& verdict, const Pen& pen) {
    std::vector<std::string> lines;
    for (const auto& judged : verdict.hazards) {
        if (!judged.waiver) continue;
        const auto& hazard = judged.finding.hazard;
        lines.push_back(waived_line("hazard." + pen.cut(hazard.id, Voice::program, place_width) + ", " +
                                        place_of(hazard, pen, place_width),
                                    *judged.waiver, pen));
    }
    for (const auto& judged : verdict.changes) {
        if (!judged.waiver) continue;
        lines.push_back(waived_line(
            std::string(judged.change.kind) + " at " + place_of(judged.change, pen, 2 * place_width),
            *judged.waiver, pen));
    }
    return lines;
}

std::string allowed_line(const JudgedChange& judged, const Pen& pen) {
    auto line =
        "    " + place_of(judged.change, pen, 2 * place_width) + "   " + std::string(judged.change.kind);
    if (const auto sides = side_summary(judged.change, pen); !sides.empty()) line += "   " + sides;
    return line + "   by " + pen.cut_middle(judged.rule, Voice::program, 2 * name_width) + "\n";
}

}  // namespace

std::string kind_lines(const Verdict& verdict, const Pen& pen) {
    std::vector<Row> rows;
    for (const auto& group : groups_of(verdict, Decision::allowed)) {
        rows.push_back({title_of(group.kind), group.changes.size(), places_line(group.changes, pen)});
    }
    if (const auto ignored = groups_of(verdict, Decision::ignored); !ignored.empty()) {
        rows.push_back(ignored_row(ignored));
    }
    return table(rows);
}

std::string spelling_line(const Verdict& verdict, const Pen& pen) {
    const auto texts = new_spellings(verdict);
    if (texts.size() < 2) return {};
    std::vector<std::string> shown;
    for (std::size_t at = 0; at < std::min(texts.size(), most_spellings); ++at) {
        shown.push_back(pen.cut_middle(texts[at], Voice::archive, 24));
    }
    if (texts.size() > most_spellings) {
        shown.push_back(std::to_string(texts.size() - most_spellings) + " other ways");
    }
    return "  spelled " + enumerated(shown) + ": one version under " +
           pen.cut(verdict.scheme, Voice::program, 24) + "\n";
}

std::vector<std::string> warned_lines(const Verdict& verdict, const Pen& pen) {
    auto lines = waived_lines(verdict, pen);
    for (auto& line : warned_hazards(verdict, pen)) lines.push_back(std::move(line));
    for (auto& line : warned_changes(verdict, pen)) lines.push_back(std::move(line));
    return lines;
}

std::string allowed_lines(const Verdict& verdict, const Pen& pen) {
    std::string text;
    for (const auto& judged : verdict.changes) {
        if (judged.decision == Decision::allowed) text += allowed_line(judged, pen);
    }
    return text;
}

}  // namespace bumpgate::report
