#include "report/blocks.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "report/bundles.hpp"
#include "report/place.hpp"
#include "report/sides.hpp"

namespace bumpgate::report {

namespace {

constexpr std::size_t most_blocks = 10;
constexpr std::size_t most_hazard_blocks = 5;
constexpr std::size_t most_places = 3;
constexpr std::size_t most_requirements = 20;
constexpr std::size_t path_width = 80;
constexpr std::size_t place_width = 36;
constexpr std::size_t id_column = 80;
constexpr std::size_t words_width = 100;
constexpr std::size_t most_words_lines = 4;
constexpr std::size_t fix_width = 160;
constexpr std::string_view indent = "      ";

/// "  ✗ place   kind        id".
std::string head(std::string_view place, std::string_view kind, std::string_view id, const Pen& pen) {
    const auto plain = std::string(place) + "   " + std::string(kind);
    const auto width = columns(pen.cells(plain, Voice::program));
    const std::string gap(std::max<std::size_t>(3, id_column - std::min(width, id_column)), ' ');
    return "  " + pen.paint(Tone::bad, std::string(pen.cross())) + " " +
           pen.paint(Tone::strong, std::string(place)) + "   " + std::string(kind) + gap +
           pen.paint(Tone::faint, pen.cut(id, Voice::program, 32)) + "\n";
}

std::string indented(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines) text += std::string(indent) + line + "\n";
    return text;
}

std::string with_full_stop(std::string text) {
    if (!text.empty() && std::string_view(".!?:").find(text.back()) == std::string_view::npos) text += '.';
    return text;
}

std::string sentences(const std::string& reason, const std::string& explanation) {
    if (reason == explanation || explanation.empty()) return with_full_stop(reason);
    if (reason.empty()) return with_full_stop(explanation);
    return with_full_stop(reason) + " " + with_full_stop(explanation);
}

/// The edit is for copying, so it is shown whole or not at all.
std::string fix_line(const std::string& fix, const std::string& means, bool one_of_many, const Pen& pen) {
    const std::string label = one_of_many ? "To allow this one:  " : "To allow it:  ";
    const auto cells = pen.cells(fix, Voice::program);
    if (columns(cells) > fix_width) {
        return std::string(indent) + label + "the edit is too long for a line, see \"fix\" in -o json\n";
    }
    auto line = std::string(indent) + label + pen.paint(Tone::good, spell(cells, 0, cells.size()));
    const auto meaning = pen.cells(means, Voice::program);
    if (meaning.empty()) return line + "\n";
    const auto shown = "(" + pen.cut_middle(means, Voice::program, words_width) + ")";
    const bool fits = label.size() + columns(cells) + columns(meaning) <= words_width;
    return line + (fits ? "   " : "\n" + std::string(indent) + std::string(label.size(), ' ')) + shown + "\n";
}

std::string former_path(const Change& change, const Pen& pen) {
    const bool told = change.old_path.empty() || change.old_path == change.path || !change.old_value.empty();
    if (told) return {};
    return std::string(indent) + "Its old path is " +
           pen.cut_middle(change.old_path, Voice::archive, words_width) + ".\n";
}

/// A place and the id that stands for it.
struct Mention {
    std::string place;
    std::string_view id;
};

/// "The same in 2 more places: a:1, b:2"; all of them with their ids if the pen is verbose.
std::string mention_lines(const std::string& title, const std::vector<Mention>& mentions, const Pen& pen) {
    if (mentions.empty()) return {};
    auto text = std::string(indent) + title + ":";
    if (pen.verbose()) {
        text += "\n";
        for (const auto& mention : mentions) {
            text += std::string(indent) + "  " + mention.place + "   " +
                    pen.paint(Tone::faint, pen.cut(mention.id, Voice::program, 32)) + "\n";
        }
        return text;
    }
    const auto shown = std::min(mentions.size(), most_places);
    for (std::size_t at = 0; at < shown; ++at) text += (at > 0 ? ", " : " ") + mentions[at].place;
    if (mentions.size() > shown) text += ", " + std::string(pen.ellipsis()) + " (-v lists them)";
    return text + "\n";
}

/// Only so many places are spelled out as will be shown.
template <class Judged, class Mentioned>
std::vector<Mention> mentions_of(const std::vector<const Judged*>& all, const Pen& pen, Mentioned mentioned) {
    std::vector<Mention> mentions;
    for (const auto* judged : all) {
        const bool shown = pen.verbose() || mentions.size() < most_places;
        mentions.push_back(shown ? mentioned(*judged) : Mention{});
    }
    return mentions;
}

std::vector<Mention> mentions_of(const std::vector<const JudgedChange*>& changes, const Pen& pen) {
    return mentions_of(changes, pen, [&pen](const JudgedChange& judged) {
        return Mention{place_of(judged.change, pen, pen.verbose() ? path_width : place_width),
                       judged.change.id};
    });
}

std::vector<Mention> mentions_of(const std::vector<const JudgedHazard*>& hazards, const Pen& pen) {
    return mentions_of(hazards, pen, [&pen](const JudgedHazard& judged) {
        return Mention{place_of(judged.finding.hazard, pen, pen.verbose() ? path_width : place_width),
                       judged.finding.id};
    });
}

std::string bundled_lines(const ChangeBundle& bundle, const Pen& pen) {
    const auto count = bundle.like.size();
    const auto title = bundle.same_edit ? "The same in " + counted(count, "more place")
                                        : std::to_string(count) + " more like it";
    const auto others =
        counted(bundle.near.size(), "more " + std::string(bundle.first->change.kind) + " change");
    return mention_lines(title, mentions_of(bundle.like, pen), pen) +
           mention_lines(others + " in this file", mentions_of(bundle.near, pen), pen);
}

std::string change_block(const ChangeBundle& bundle, const Pen& pen) {
    const auto& judged = *bundle.first;
    const auto& change = judged.change;
    auto text = head(place_of(change, pen, path_width), change.kind, change.id, pen);
    text += former_path(change, pen);
    text += indented(side_lines(change, pen));
    text += bundled_lines(bundle, pen);
    const auto words = sentences(change.reason, judged.explanation);
    text += indented(pen.wrap(words, words_width, most_words_lines));
    if (judged.fix.empty()) {
        const bool said = judged.explanation.starts_with("No rule can");
        return said ? text : text + std::string(indent) + "No rule can allow it.\n";
    }
    return text + fix_line(judged.fix, judged.fix_means, bundle.size() > 1, pen);
}

std::string_view state_words(HazardFinding::State state) {
    switch (state) {
        case HazardFinding::State::introduced:
            return "The new release brings it in.";
        case HazardFinding::State::existing:
            return "Both releases have it.";
        case HazardFinding::State::gone:
            return "Only the old release has it.";
    }
    return "";
}

std::string hazard_block(const HazardBundle& bundle, const Pen& pen) {
    const auto& judged = *bundle.first;
    const auto& finding = judged.finding;
    auto text =
        head(place_of(finding.hazard, pen, path_width), "hazard." + finding.hazard.id, finding.id, pen);
    text += mention_lines(std::to_string(bundle.like.size()) + " more like it", mentions_of(bundle.like, pen),
                          pen);
    const auto words = sentences(finding.hazard.detail, std::string(state_words(finding.state)));
    text += indented(pen.wrap(words, words_width, most_words_lines));
    return judged.fix.empty() ? text : text + fix_line(judged.fix, "", false, pen);
}

/// What found no block, counted by kind.
using Hidden = std::map<std::string_view, std::size_t>;

/// "  … and 7 more are not allowed: 5 text, 2 file.mode (-v shows them)".
std::string hidden_line(const Hidden& hidden, const Pen& pen) {
    std::size_t sum = 0;
    std::string kinds;
    for (const auto& entry : hidden) {
        sum += entry.second;
        kinds += (kinds.empty() ? "" : ", ") + std::to_string(entry.second) + " " + std::string(entry.first);
    }
    return "  " + std::string(pen.ellipsis()) + " and " + std::to_string(sum) + " more" +
           (sum == 1 ? " is" : " are") + " not allowed: " + kinds + " (-v shows " +
           (sum == 1 ? "it" : "them") + ")\n";
}

std::string requirement_lines(const Verdict& verdict, const Pen& pen) {
    std::string text;
    std::size_t unmet = 0;
    for (const auto& requirement : verdict.requirements) {
        if (requirement.met || ++unmet > most_requirements) continue;
        text += "  " + pen.paint(Tone::bad, std::string(pen.cross())) +
                " requirement not met: " + pen.cut_middle(requirement.text, Voice::program, words_width) +
                "   (policy " + pen.cut_middle(requirement.source, Voice::program, 30) + ")\n";
    }
    if (unmet > most_requirements) {
        text += "  " + std::string(pen.ellipsis()) + " and " +
                counted(unmet - most_requirements, "more requirement") + " not met (all are in -o json)\n";
    }
    return text;
}

/// Where a rule goes: the last policy that is the user's own, or a new one on top of what is built in.
std::string where_rules_go(const PolicySummary& policy, const Pen& pen) {
    const auto own = std::ranges::find(policy.sources.rbegin(), policy.sources.rend(), false,
                                       &PolicySummary::Source::built_in);
    const std::string rules = "  A rule in {braces} goes under \"rules:\" ";
    if (own != policy.sources.rend())
        return rules + "in " + pen.cut_middle(own->name, Voice::archive, path_width) + ".\n";
    if (policy.name.empty()) return rules + "in your policy.\n";
    return rules + "in a policy of your own that says \"extends: [" +
           pen.cut_middle(policy.name, Voice::archive, path_width) + "]\" (-p FILE).\n";
}

bool is_rule(std::string_view fix) {
    return fix.starts_with('{');
}

/// Which bundles get a block: the first of every kind, so that many changes of one kind cannot hide another
/// one, then the most dangerous ones as long as there is room.
std::vector<bool> chosen(const std::vector<ChangeBundle>& bundles, std::size_t room) {
    std::vector<bool> choice(bundles.size(), false);
    std::set<std::pair<std::string_view, bool>> kinds;
    const auto choose = [&choice, &room](std::size_t at) {
        if (room == 0 || choice[at]) return;
        choice[at] = true;
        --room;
    };
    for (std::size_t at = 0; at < bundles.size(); ++at) {
        const auto& judged = *bundles[at].first;
        if (kinds.emplace(judged.change.kind, judged.fix.empty()).second) choose(at);
    }
    for (std::size_t at = 0; at < bundles.size(); ++at) choose(at);
    return choice;
}

/// The blocks that are shown, and what they leave out.
class Residue {
  public:
    explicit Residue(const Pen& pen)
        : pen_(pen), room_(pen.verbose() ? std::numeric_limits<std::size_t>::max() : most_blocks) {}

    void add(const std::vector<HazardBundle>& bundles) {
        for (const auto& bundle : bundles) {
            if (pen_.verbose() || blocks_.size() < most_hazard_blocks) {
                show(hazard_block(bundle, pen_), bundle.first->fix);
            } else {
                hidden_["hazard"] += bundle.size();
            }
        }
    }

    void add(const std::vector<ChangeBundle>& bundles) {
        const auto choice = chosen(bundles, room_);
        for (std::size_t at = 0; at < bundles.size(); ++at) {
            if (choice[at]) {
                show(change_block(bundles[at], pen_), bundles[at].first->fix);
            } else {
                hidden_[bundles[at].first->change.kind] += bundles[at].size();
            }
        }
    }

    [[nodiscard]] std::vector<std::string> take(const Verdict& verdict) && {
        if (!hidden_.empty()) blocks_.push_back(hidden_line(hidden_, pen_));
        if (auto lines = requirement_lines(verdict, pen_); !lines.empty())
            blocks_.push_back(std::move(lines));
        if (has_rules_) blocks_.push_back(where_rules_go(verdict.policy, pen_));
        return std::move(blocks_);
    }

  private:
    void show(std::string block, std::string_view fix) {
        blocks_.push_back(std::move(block));
        has_rules_ = has_rules_ || is_rule(fix);
        --room_;
    }

    const Pen& pen_;
    std::size_t room_;
    std::vector<std::string> blocks_;
    Hidden hidden_;
    bool has_rules_ = false;
};

}  // namespace

std::string residue(const Verdict& verdict, const Pen& pen) {
    Residue shown(pen);
    shown.add(hazard_bundles(verdict));
    shown.add(change_bundles(verdict));
    std::string text;
    for (const auto& block : std::move(shown).take(verdict)) text += (text.empty() ? "" : "\n") + block;
    return text;
}

}  // namespace bumpgate::report
