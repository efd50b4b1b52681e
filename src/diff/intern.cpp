#include "diff/intern.hpp"

#include <bit>

#include "base/digest.hpp"
#include "diff/mismatch.hpp"

namespace bumpgate::diff {
namespace {

constexpr std::size_t most_lines = 8'000'000;  // of both texts: about 300 MB of tables

/// An open table from line to number. The hash only says where to look; equality is decided by the bytes.
class Interner {
  public:
    explicit Interner(std::size_t lines)
        : slots_(std::bit_ceil(lines * 2 + 2)), allowance_(lines * 32 + 1024) {}

    /// The line's number; nothing once probing costs more than honest text can cause.
    std::optional<std::uint32_t> number(std::string_view line) {
        const std::uint64_t hash = fast_hash(line);
        for (std::size_t at = hash & (slots_.size() - 1);; at = (at + 1) & (slots_.size() - 1)) {
            Slot& slot = slots_[at];
            if (slot.id_plus_one == 0) return insert(slot, hash, line);
            if (slot.hash == hash && texts_[slot.id_plus_one - 1] == line) return slot.id_plus_one - 1;
            if (allowance_-- == 0) return std::nullopt;
        }
    }

    [[nodiscard]] std::uint32_t kinds() const { return static_cast<std::uint32_t>(texts_.size()); }

  private:
    struct Slot {
        std::uint64_t hash = 0;
        std::uint32_t id_plus_one = 0;
    };

    std::uint32_t insert(Slot& slot, std::uint64_t hash, std::string_view line) {
        texts_.push_back(line);
        slot = {hash, kinds()};
        return kinds() - 1;
    }

    std::vector<Slot> slots_;
    std::vector<std::string_view> texts_;
    std::size_t allowance_;
};

bool number_lines(std::string_view text, Interner& interner, std::vector<std::size_t>& starts,
                  std::vector<std::uint32_t>& ids) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = line_end(text, at);
        const auto id = interner.number(text.substr(at, end - at));
        if (!id) return false;
        starts.push_back(at);
        ids.push_back(*id);
        at = end;
    }
    starts.push_back(text.size());
    return true;
}

}  // namespace

std::optional<InternedLines> intern_lines(std::string_view old_text, std::string_view new_text) {
    const std::size_t old_count = count_newlines(old_text) + 1;
    const std::size_t new_count = count_newlines(new_text) + 1;
    if (old_count + new_count > most_lines) return std::nullopt;
    InternedLines lines;
    lines.old_starts.reserve(old_count + 1);
    lines.old_ids.reserve(old_count);
    lines.new_starts.reserve(new_count + 1);
    lines.new_ids.reserve(new_count);
    Interner interner(old_count + new_count);
    if (!number_lines(old_text, interner, lines.old_starts, lines.old_ids)) return std::nullopt;
    if (!number_lines(new_text, interner, lines.new_starts, lines.new_ids)) return std::nullopt;
    lines.kinds = interner.kinds();
    return lines;
}

}  // namespace bumpgate::diff
