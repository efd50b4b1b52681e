#include "diff/pair_text.hpp"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "diff/mismatch.hpp"
#include "diff/pair.hpp"
#include "diff/whole.hpp"

namespace bumpgate::diff {
namespace {

constexpr std::size_t most_lines = 200;  // of hunks, for one member
constexpr std::size_t most_ranges = 20;  // for one member
constexpr std::size_t most_hex = 32;     // bytes of one side of one range
constexpr std::size_t long_line = 400;   // bytes; of longer ones a window of this size is shown
constexpr std::size_t window_lead = 80;  // bytes shown before the place that differs

/// "\u{1F600}" for everything outside ASCII; `text` is valid UTF-8 since it went through `printable`.
std::string ascii_only(std::string_view text) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const auto point = decode_utf8(text, at);
        const std::size_t length = point ? point->length : 1;
        if (length == 1) {
            result += text[at];
        } else {
            char buffer[16];
            std::snprintf(buffer, sizeof buffer, "\\u{%X}", static_cast<unsigned>(point->value));
            result += buffer;
        }
        at += length;
    }
    return result;
}

}  // namespace

class PairText::Writer {
  public:
    Writer(const Trees& trees, const release::Release& release, bool ascii)
        : trees_(trees),
          ascii_(ascii),
          old_paths_(paths_below_root(trees.old_tree, release.old_identity)),
          new_paths_(paths_below_root(trees.new_tree, release.new_identity)) {}

    [[nodiscard]] std::string headline(const Diff& diff, const release::Release& release) const {
        const Counts counts = count(diff, trees_);
        const auto version = [](const auto& known) { return known ? known->text : std::string("?"); };
        return safe(release.name.empty() ? trees_.new_tree.name : release.name) + " " +
               safe(version(release.old_version)) + arrow() + safe(version(release.new_version)) + ": " +
               std::to_string(counts.changed) + " changed, " + std::to_string(counts.renamed) + " renamed, " +
               std::to_string(counts.added) + " added, " + std::to_string(counts.removed) + " removed, " +
               std::to_string(counts.identical) + " identical";
    }

    std::string container(std::span<const ContainerDifference> differences) {
        for (const ContainerDifference& difference : differences)
            field(difference.layer + " " + difference.field, difference.old_value, difference.new_value);
        return std::exchange(out_, {});
    }

    std::string body(const Pair& pair) {
        for (const MetadataDifference& difference : pair.metadata)
            field(difference.field, difference.old_value, difference.new_value);
        const auto content = shown_content(pair, trees_);
        if (!content) return std::exchange(out_, {});
        if (content->nested) out_ += "  what is in it differs, or how it is packed\n";
        if (content->bounded) out_ += "  too different for the smallest difference\n";
        const Contents contents = contents_of(pair, trees_);
        hunks(content->hunks, contents);
        ranges(content->ranges, contents);
        return std::exchange(out_, {});
    }

    [[nodiscard]] std::string safe(std::string_view bytes) const {
        return ascii_ ? ascii_only(printable(bytes)) : printable(bytes);
    }
    [[nodiscard]] std::string_view dots() const { return ascii_ ? "..." : "…"; }
    [[nodiscard]] std::string arrow() const { return ascii_ ? " -> " : " → "; }

    [[nodiscard]] std::string title(const Pair& pair) const {
        const std::string_view path =
            pair.new_member ? new_paths_[*pair.new_member] : old_paths_[*pair.old_member];
        const std::string shown = path.empty() ? "(root folder)" : safe(path);
        if (pair.paired_by == PairedBy::content) return "renamed " + shown + " (same content)";
        if (pair.paired_by == PairedBy::similarity) return "renamed " + shown + " (similar content)";
        const Tree& tree = pair.new_member ? trees_.new_tree : trees_.old_tree;
        const Member& member = tree.members[pair.new_member ? *pair.new_member : *pair.old_member];
        std::string result = std::string(to_string(pair.status)) + " " + shown;
        if (member.type != MemberType::file) result += " (" + std::string(to_string(member.type)) + ")";
        if (!member.link_target.empty() && pair.status != PairStatus::changed)
            result += arrow() + safe(member.link_target);
        return result;
    }

  private:
    void field(std::string_view name, std::string_view old_value, std::string_view new_value) {
        out_ += "  " + safe(name) + ": " + value(old_value) + arrow() + value(new_value) + "\n";
    }
    [[nodiscard]] std::string value(std::string_view bytes) const {
        return bytes.empty() ? "(none)" : safe(bytes);
    }

    void hunks(const std::vector<Hunk>& hunks, const Contents& contents) {
        std::size_t shown = 0;
        std::size_t left_out = 0;
        for (const Hunk& hunk : hunks) {
            if (shown < most_lines) {
                shown += show(hunk, contents, most_lines - shown, left_out);
            } else {
                left_out += hunk.old_lines + hunk.new_lines;
            }
        }
        if (left_out > 0)
            out_ += "  " + std::string(dots()) + " " + std::to_string(left_out) + " more lines\n";
    }

    std::size_t show(const Hunk& hunk, const Contents& contents, std::size_t room, std::size_t& left_out) {
        out_ += "  @@ -" + std::to_string(hunk.old_line) + "," + std::to_string(hunk.old_lines) + " +" +
                std::to_string(hunk.new_line) + "," + std::to_string(hunk.new_lines) + " @@\n";
        // Both sides get room, so that a long removal cannot hide what came instead.
        const std::size_t old_room =
            std::min(hunk.old_lines, std::max(room / 2, room - std::min(room, hunk.new_lines)));
        const std::size_t new_room = std::min(hunk.new_lines, room - old_room);
        const auto old_lines = first_lines(contents.old_bytes, hunk.old_offset,
                                           hunk.old_offset + hunk.old_length, std::max(old_room, new_room));
        const auto new_lines = first_lines(contents.new_bytes, hunk.new_offset,
                                           hunk.new_offset + hunk.new_length, std::max(old_room, new_room));
        for (std::size_t i = 0; i < old_room; ++i)
            line('-', old_lines[i], i < new_lines.size() ? new_lines[i] : "");
        for (std::size_t i = 0; i < new_room; ++i)
            line('+', new_lines[i], i < old_lines.size() ? old_lines[i] : "");
        left_out += hunk.old_lines + hunk.new_lines - old_room - new_room;
        return old_room + new_room;
    }

    static std::vector<std::string_view> first_lines(std::string_view text, std::size_t begin,
                                                     std::size_t end, std::size_t most) {
        std::vector<std::string_view> lines;
        while (begin < end && lines.size() < most) {
            const std::size_t next = line_end(text, begin);
            lines.push_back(text.substr(begin, next - begin));
            begin = next;
        }
        return lines;
    }

    /// `counterpart` is the line it probably became: a long line is shown from shortly before they part.
    void line(char sign, std::string_view text, std::string_view counterpart) {
        const bool ended = !text.empty() && text.back() == '\n';
        if (ended) text.remove_suffix(1);
        out_ += "  ";
        out_ += sign;
        out_ += window(text, common_prefix(text, counterpart));
        if (!ended) out_ += "  (no line end)";
        out_ += "\n";
    }

    [[nodiscard]] std::string window(std::string_view text, std::size_t differs_at) const {
        if (text.size() <= long_line) return safe(text);
        const std::size_t from =
            std::min(differs_at > window_lead ? differs_at - window_lead : 0, text.size() - long_line);
        const std::string before = from > 0 ? std::string(dots()) : std::string();
        const std::string after = from + long_line < text.size() ? std::string(dots()) : std::string();
        return before + safe(text.substr(from, long_line)) + after + "  (" + std::to_string(long_line) +
               " of " + std::to_string(text.size()) + " bytes, from byte " + std::to_string(from) + ")";
    }

    void ranges(const std::vector<ByteRange>& ranges, const Contents& contents) {
        for (std::size_t i = 0; i < std::min(ranges.size(), most_ranges); ++i) {
            const ByteRange& range = ranges[i];
            side('-', contents.old_bytes, range.old_offset, range.old_length);
            side('+', contents.new_bytes, range.new_offset, range.new_length);
        }
        if (ranges.size() > most_ranges)
            out_ += "  " + std::string(dots()) + " " + std::to_string(ranges.size() - most_ranges) +
                    " more ranges\n";
    }

    void side(char sign, std::string_view bytes, std::uint64_t offset, std::uint64_t length) {
        if (length == 0) return;
        const auto shown = static_cast<std::size_t>(std::min<std::uint64_t>(length, most_hex));
        out_ += "  ";
        out_ += sign;
        out_ += std::to_string(length) + " bytes at " + std::to_string(offset) + ": " +
                hex(bytes.substr(static_cast<std::size_t>(offset), shown));
        if (length > shown) out_ += dots();
        out_ += "\n";
    }

    const Trees& trees_;
    bool ascii_;
    std::vector<std::string_view> old_paths_, new_paths_;
    std::string out_;
};

PairText::PairText(const Trees& trees, const release::Release& release, bool ascii)
    : writer_(std::make_unique<Writer>(trees, release, ascii)) {}
PairText::~PairText() = default;

std::string PairText::headline(const Diff& diff, const release::Release& release) const {
    return writer_->headline(diff, release);
}
std::string PairText::title(const Pair& pair) const {
    return writer_->title(pair);
}
std::string PairText::body(const Pair& pair) const {
    return writer_->body(pair);
}
std::string PairText::container(std::span<const ContainerDifference> differences) const {
    return writer_->container(differences);
}

std::vector<std::span<const ContainerDifference>> by_container(const Diff& diff) {
    std::vector<std::span<const ContainerDifference>> groups;
    const std::span<const ContainerDifference> all(diff.container);
    for (std::size_t begin = 0; begin < all.size();) {
        std::size_t end = begin;
        while (end < all.size() && all[end].path == all[begin].path) ++end;
        groups.push_back(all.subspan(begin, end - begin));
        begin = end;
    }
    return groups;
}

}  // namespace bumpgate::diff
