#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "change/refine_fields.hpp"

// The digests of siblings. They cannot be computed again from this release, so only their shape and the moved
// version beside them speak for them.
namespace bumpgate::change {

namespace {

/// Whether a sibling's version moved exactly here.
bool moved_in_lockstep(const Place& place, std::size_t old_begin, std::size_t old_end, std::size_t new_begin,
                       std::size_t new_end) {
    const auto lies_in = [&](const Edit& edit) {
        return old_begin <= edit.old_begin && edit.old_end <= old_end && new_begin <= edit.new_begin &&
               edit.new_end <= new_end;
    };
    const auto touches = [&](const Edit& edit) {
        return edit.old_begin < old_end && old_begin < edit.old_end;
    };
    // Edits stand in order, and those of the version stand near the digest.
    const auto at = static_cast<std::size_t>(&place.edit - place.edits.data());
    const std::size_t first = at > 8 ? at - 8 : 0;
    const std::size_t stop = std::min(place.edits.size(), at + 8);
    bool moved = false;
    for (std::size_t i = first; i < stop; ++i) {
        const auto& edit = place.edits[i];
        if (!touches(edit)) continue;
        if (edit.kind != kind::version_sibling || !lies_in(edit)) return false;
        moved = true;
    }
    return moved;
}

bool all_of(std::string_view text, bool (*wanted)(char)) {
    return std::all_of(text.begin(), text.end(), wanted);
}

Proposal proposal_of(std::size_t old_begin, std::size_t old_end, std::size_t new_begin, std::size_t new_end,
                     std::string_view name) {
    Proposal proposal;
    proposal.old_begin = old_begin;
    proposal.old_end = old_end;
    proposal.new_begin = new_begin;
    proposal.new_end = new_end;
    proposal.kind = kind::digest_sibling;
    proposal.reason =
        "The digest beside a sibling's version that moved in lockstep. This release does not "
        "hold what it is the digest of, so its value is not checked.";
    proposal.name = std::string(name);
    return proposal;
}

// ---- go.sum: MODULE VERSION[/go.mod] h1:BASE64 (The Go Modules Reference, "go.sum files")

struct SumLine {
    std::string_view module, version, digest;
};

bool is_h1(std::string_view digest) {
    constexpr std::string_view start = "h1:";
    if (digest.size() != start.size() + 44 || digest.substr(0, start.size()) != start) return false;
    return digest.back() == '=' && all_of(digest.substr(start.size(), 43),
                                          [](char c) { return is_alnum(c) || c == '+' || c == '/'; });
}

std::optional<SumLine> sum_line(std::string_view line) {
    const auto fields = split(line, ' ');
    if (fields.size() != 3 || !is_h1(fields[2])) return std::nullopt;
    return SumLine{fields[0], fields[1], fields[2]};
}

std::string_view without_go_mod(std::string_view version) {
    constexpr std::string_view ending = "/go.mod";
    const bool has =
        version.size() > ending.size() && version.substr(version.size() - ending.size()) == ending;
    return has ? version.substr(0, version.size() - ending.size()) : version;
}

std::optional<Proposal> in_go_sum(const Place& place) {
    const auto old_line = line_at(place.old_subject, place.edit.old_begin);
    const auto new_line = line_at(place.new_subject, place.edit.new_begin);
    if (!old_line.whole || !new_line.whole) return std::nullopt;
    const auto from = sum_line(old_line.text);
    const auto to = sum_line(new_line.text);
    if (!from || !to || from->module != to->module) return std::nullopt;
    const bool same_sort =
        (from->version == without_go_mod(from->version)) == (to->version == without_go_mod(to->version));
    if (!same_sort) return std::nullopt;
    const auto begin_of = [](const Subject& subject, std::string_view part) {
        return static_cast<std::size_t>(part.data() - subject.content.data());
    };
    const auto old_version = begin_of(place.old_subject, from->version);
    const auto new_version = begin_of(place.new_subject, to->version);
    if (!moved_in_lockstep(place, old_version, old_version + from->version.size(), new_version,
                           new_version + to->version.size()))
        return std::nullopt;
    const auto old_digest = begin_of(place.old_subject, from->digest);
    const auto new_digest = begin_of(place.new_subject, to->digest);
    return proposal_of(old_digest, old_digest + from->digest.size(), new_digest,
                       new_digest + to->digest.size(), to->module);
}

// ---- Cargo.lock: [[package]] name, version, source, checksum

bool is_sha256(std::string_view text) {
    return text.size() == 64 && all_of(text, [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
}

/// The values of one entry.
struct LockEntry {
    const structure::Scalar* name;
    const structure::Scalar* version;
    const structure::Scalar* source;
    const structure::Scalar* checksum;
};

std::optional<LockEntry> lock_entry(const Subject& subject, std::size_t begin, std::size_t end) {
    if (!subject.document) return std::nullopt;
    const auto* checksum = subject.document->at(begin, end);
    if (checksum == nullptr || checksum->path.size() != 3 || checksum->path[0] != "package" ||
        checksum->path[2] != "checksum")
        return std::nullopt;
    const auto beside = [&](std::string_view key) { return subject.document->beside(*checksum, key); };
    const LockEntry entry{beside("name"), beside("version"), beside("source"), checksum};
    const bool whole = entry.name != nullptr && entry.version != nullptr && entry.source != nullptr;
    return whole && is_sha256(checksum->value) ? std::optional(entry) : std::nullopt;
}

std::optional<Proposal> in_cargo_lock(const Place& place) {
    const auto from = lock_entry(place.old_subject, place.edit.old_begin, place.edit.old_end);
    const auto to = lock_entry(place.new_subject, place.edit.new_begin, place.edit.new_end);
    if (!from || !to) return std::nullopt;
    if (from->name->value != to->name->value || from->source->value != to->source->value) return std::nullopt;
    if (!moved_in_lockstep(place, from->version->begin, from->version->end, to->version->begin,
                           to->version->end))
        return std::nullopt;
    return proposal_of(from->checksum->begin, from->checksum->end, to->checksum->begin, to->checksum->end,
                       to->name->value);
}

}  // namespace

std::optional<Proposal> propose_sibling_digest(const Place& place) {
    const auto file = last_component(place.new_subject.path);
    if (file != last_component(place.old_subject.path)) return std::nullopt;
    if (file == "go.sum") return in_go_sum(place);
    if (file == "Cargo.lock") return in_cargo_lock(place);
    return std::nullopt;
}

}  // namespace bumpgate::change
