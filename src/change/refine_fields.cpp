#include "change/refine_fields.hpp"

#include <algorithm>
#include <array>

#include "change/refine.hpp"
#include "change/token.hpp"

namespace bumpgate::change {

namespace {

bool is_open(const Edit& edit) {
    return edit.kind == kind::text && !edit.whole_lines;
}

bool lies_in(const Edit& edit, const Proposal& proposal) {
    return proposal.old_begin <= edit.old_begin && edit.old_end <= proposal.old_end &&
           proposal.new_begin <= edit.new_begin && edit.new_end <= proposal.new_end;
}

bool lies_before(const Edit& edit, const Proposal& proposal) {
    return edit.old_end <= proposal.old_begin && edit.new_end <= proposal.new_begin;
}

bool lies_behind(const Edit& edit, const Proposal& proposal) {
    return edit.old_begin >= proposal.old_end && edit.new_begin >= proposal.new_end;
}

/// What the edits from `first` on become together: how many of them lie in the proposal; zero if it cannot be
/// taken. Outside of edits both sides are equal, so the borders must lie as far from the edits on one side as
/// on the other.
std::size_t count_taken(const Subject& old_subject, const Subject& new_subject,
                        const std::vector<Edit>& edits, std::size_t first, const Proposal& proposal) {
    const auto narrow = [&](const Edit& edit) { return narrowed(old_subject, new_subject, edit); };
    std::size_t stop = first;
    while (stop < edits.size() && lies_in(narrow(edits[stop]), proposal)) {
        if (!is_open(edits[stop])) return 0;
        ++stop;
    }
    if (stop == first) return 0;
    if (first > 0 && !lies_before(edits[first - 1], proposal)) return 0;
    if (stop < edits.size() && !lies_behind(edits[stop], proposal)) return 0;
    const auto front = narrow(edits[first]);
    const auto back = narrow(edits[stop - 1]);
    const bool even = front.old_begin - proposal.old_begin == front.new_begin - proposal.new_begin &&
                      proposal.old_end - back.old_end == proposal.new_end - back.new_end;
    return even ? stop - first : 0;
}

bool deceives(const Subject& old_subject, const Subject& new_subject, const Proposal& proposal) {
    // Years are written with an en dash between them, which looks like a hyphen.
    const auto look_alikes = proposal.kind == kind::year ? LookAlikes::ignored : LookAlikes::counted;
    return touches_deceptive(old_subject.content, proposal.old_begin, proposal.old_end, look_alikes) ||
           touches_deceptive(new_subject.content, proposal.new_begin, proposal.new_end, look_alikes);
}

Edit edit_of(Proposal proposal) {
    Edit edit;
    edit.old_begin = proposal.old_begin;
    edit.old_end = proposal.old_end;
    edit.new_begin = proposal.new_begin;
    edit.new_end = proposal.new_end;
    edit.kind = proposal.kind;
    edit.reason = std::move(proposal.reason);
    edit.name = std::move(proposal.name);
    return edit;
}

using Propose = std::optional<Proposal> (*)(const Place&);
constexpr std::array<Propose, 6> proposers{propose_version_lag,    propose_version_part, propose_tool_version,
                                           propose_sibling_digest, propose_date,         propose_year};

}  // namespace

void refine_fields(const Context& context, const Subject& old_subject, const Subject& new_subject,
                   std::vector<Edit>& edits) {
    std::vector<Edit> result;
    for (std::size_t i = 0; i < edits.size();) {
        std::size_t taken = 0;
        if (is_open(edits[i])) {
            const Place place{context, old_subject, new_subject, edits, edits[i]};
            for (const auto propose : proposers) {
                auto proposal = propose(place);
                if (!proposal || deceives(old_subject, new_subject, *proposal)) continue;
                taken = count_taken(old_subject, new_subject, edits, i, *proposal);
                if (taken == 0) continue;
                result.push_back(edit_of(*std::move(proposal)));
                break;
            }
        }
        if (taken == 0) result.push_back(edits[i]);
        i += std::max<std::size_t>(taken, 1);
    }
    edits = std::move(result);
}

std::string_view last_component(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

Edit narrowed(const Subject& old_subject, const Subject& new_subject, const Edit& edit) {
    auto narrow = edit;
    while (narrow.old_begin < narrow.old_end && narrow.new_begin < narrow.new_end &&
           old_subject.content[narrow.old_begin] == new_subject.content[narrow.new_begin]) {
        ++narrow.old_begin;
        ++narrow.new_begin;
    }
    while (narrow.old_begin < narrow.old_end && narrow.new_begin < narrow.new_end &&
           old_subject.content[narrow.old_end - 1] == new_subject.content[narrow.new_end - 1]) {
        --narrow.old_end;
        --narrow.new_end;
    }
    return narrow;
}

Line line_at(const Subject& subject, std::size_t at) {
    constexpr std::size_t longest = 1024;
    const auto& content = subject.content;
    const std::size_t floor = at > longest ? at - longest : 0;
    const std::size_t ceiling = std::min(content.size(), at + longest);
    Line line;
    line.begin = at;
    while (line.begin > floor && content[line.begin - 1] != '\n') --line.begin;
    std::size_t end = at;
    while (end < ceiling && content[end] != '\n') ++end;
    line.whole = (line.begin == 0 || content[line.begin - 1] == '\n') &&
                 (end == content.size() || content[end] == '\n');
    line.text = content.substr(line.begin, end - line.begin);
    if (!line.text.empty() && line.text.back() == '\r') line.text.remove_suffix(1);
    return line;
}

std::string_view old_bytes(const Place& place) {
    return place.old_subject.content.substr(place.edit.old_begin, place.edit.old_end - place.edit.old_begin);
}

std::string_view new_bytes(const Place& place) {
    return place.new_subject.content.substr(place.edit.new_begin, place.edit.new_end - place.edit.new_begin);
}

}  // namespace bumpgate::change
