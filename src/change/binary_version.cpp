#include "change/binary_version.hpp"

#include <algorithm>

#include "change/piece.hpp"

namespace bumpgate::change {

namespace {

/// No string of a program is longer; a run of text that is has its end there.
constexpr std::size_t longest_look = std::size_t{4} << 10;

/// Bytes of UTF-8 in which a version can stand. All others end a run, NUL above all.
bool is_run_byte(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= 0x20 && byte != 0x7F) || c == '\t' || c == '\n' || c == '\r';
}

struct Run {
    std::size_t begin = 0, end = 0;
};

/// The text around a byte.
Run run_around(std::string_view bytes, std::size_t at) {
    Run run{at, at + 1};
    while (run.begin > 0 && at - run.begin < longest_look && is_run_byte(bytes[run.begin - 1])) --run.begin;
    while (run.end < bytes.size() && run.end - at < longest_look && is_run_byte(bytes[run.end])) ++run.end;
    return run;
}

/// The runs that hold every byte that differs; one that is no text is a run of its own, and no version.
std::vector<Run> runs_of(std::string_view old_bytes, std::string_view new_bytes,
                         const std::vector<ByteRange>& ranges) {
    std::vector<Run> runs;
    for (const auto& range : ranges) {
        const auto end = static_cast<std::size_t>(range.new_offset + range.new_length);
        for (auto at = static_cast<std::size_t>(range.new_offset); at < end; ++at) {
            if (old_bytes[at] == new_bytes[at]) continue;
            if (!runs.empty() && at < runs.back().end) continue;
            const auto run = run_around(new_bytes, at);
            if (!runs.empty() && run.begin <= runs.back().end) {
                runs.back().end = run.end;
            } else {
                runs.push_back(run);
            }
        }
    }
    return runs;
}

bool keeps_its_length(const Edit& edit) {
    return edit.old_begin == edit.new_begin && edit.old_end == edit.new_end;
}

}  // namespace

std::optional<std::vector<Edit>> prove_binary(const Context& context, std::string_view path,
                                              std::string_view old_bytes, std::string_view new_bytes,
                                              const ContentDifference& difference) {
    if (!context.release.has_versions() || old_bytes.size() != new_bytes.size() || difference.bounded)
        return std::nullopt;
    std::vector<Edit> edits;
    for (const auto& run : runs_of(old_bytes, new_bytes, difference.ranges)) {
        const auto length = run.end - run.begin;
        auto proof = prove_piece(context, path, old_bytes.substr(run.begin, length),
                                 new_bytes.substr(run.begin, length));
        if (proof.edits.empty() || !std::all_of(proof.edits.begin(), proof.edits.end(), keeps_its_length))
            return std::nullopt;
        for (auto& edit : proof.edits) {
            edit.kind = kind::binary_version;
            edit.old_begin += run.begin;
            edit.old_end += run.begin;
            edit.new_begin += run.begin;
            edit.new_end += run.begin;
            edits.push_back(std::move(edit));
        }
    }
    return edits;
}

}  // namespace bumpgate::change
