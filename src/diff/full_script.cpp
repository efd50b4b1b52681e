#include <cstdint>

#include "diff/common_lines.hpp"
#include "diff/edit_script.hpp"
#include "diff/intern.hpp"

namespace bumpgate::diff {
namespace {

constexpr std::int64_t most_steps = 100'000'000;  // about a quarter of a second

/// The lines of one side that the other side has as well. A line that only one side has is an edit in any
/// script, so leaving it out changes neither minimality nor the result.
struct Shared {
    std::vector<std::uint32_t> ids;
    std::vector<std::uint32_t> lines;  ///< which line each of them is
};

std::vector<bool> kinds_of(const std::vector<std::uint32_t>& ids, std::uint32_t kinds) {
    std::vector<bool> present(kinds, false);
    for (const std::uint32_t id : ids) present[id] = true;
    return present;
}

Shared keep(const std::vector<std::uint32_t>& ids, const std::vector<bool>& present) {
    Shared shared;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (!present[ids[i]]) continue;
        shared.ids.push_back(ids[i]);
        shared.lines.push_back(static_cast<std::uint32_t>(i));
    }
    return shared;
}

std::vector<bool> spread(const std::vector<bool>& kept, const Shared& shared, std::size_t lines) {
    std::vector<bool> all(lines, false);
    for (std::size_t i = 0; i < kept.size(); ++i) all[shared.lines[i]] = kept[i];
    return all;
}

std::vector<Span> spans_between(const InternedLines& lines, const std::vector<bool>& old_kept,
                                const std::vector<bool>& new_kept) {
    std::vector<Span> spans;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < old_kept.size() || j < new_kept.size()) {
        const std::size_t old_from = i;
        const std::size_t new_from = j;
        while (i < old_kept.size() && !old_kept[i]) ++i;
        while (j < new_kept.size() && !new_kept[j]) ++j;
        if (i > old_from || j > new_from)
            spans.push_back({lines.old_starts[old_from], lines.old_starts[i], lines.new_starts[new_from],
                             lines.new_starts[j]});
        if (i < old_kept.size()) ++i;
        if (j < new_kept.size()) ++j;
    }
    return spans;
}

}  // namespace

std::optional<std::vector<Span>> full_script(std::string_view old_text, std::string_view new_text) {
    const auto lines = intern_lines(old_text, new_text);
    if (!lines) return std::nullopt;
    const Shared old_shared = keep(lines->old_ids, kinds_of(lines->new_ids, lines->kinds));
    const Shared new_shared = keep(lines->new_ids, kinds_of(lines->old_ids, lines->kinds));
    const auto common = common_lines(old_shared.ids, new_shared.ids, {most_steps});
    if (!common) return std::nullopt;
    return spans_between(*lines, spread(common->old_kept, old_shared, lines->old_ids.size()),
                         spread(common->new_kept, new_shared, lines->new_ids.size()));
}

}  // namespace bumpgate::diff
