#pragma once

#include <cstdint>
#include <string_view>

#include "base/files.hpp"
#include "base/limits.hpp"
#include "base/result.hpp"

namespace bumpgate::archive {

/// Holds one side to its limits while it is read. All errors are `limit`.
class Meter {
  public:
    explicit Meter(const Limits& limits) : limits_(limits) {}

    [[nodiscard]] const Limits& limits() const { return limits_; }

    /// One more layer of compression or archive.
    [[nodiscard]] Result<void> layer();

    /// What comes next lies within this many layers.
    void set_depth(std::uint64_t layers) { layers_ = layers; }

    /// One more member with `size` bytes of content; also looks at the clock. `path` may be as long as it
    /// likes. All names together must fit the memory budget, since they are never spilled.
    [[nodiscard]] Result<void> member(std::string_view path, std::string_view link_target,
                                      std::uint64_t size);

    /// `bytes` more were unpacked, in whatever layer; also looks at the clock.
    [[nodiscard]] Result<void> unpacked(std::uint64_t bytes);

    /// `unpacked` bytes came out of `packed` ones.
    [[nodiscard]] Result<void> ratio(std::uint64_t unpacked, std::uint64_t packed) const;

    /// A store for unpacked bytes with what is left of the memory budget.
    [[nodiscard]] Result<ByteStore> new_store() const;

    /// A store is full and stays, or goes: its bytes count against the memory budget no longer.
    void store_kept(const ByteStore& store);
    void store_dropped(const ByteStore& store);

  private:
    const Limits& limits_;
    std::uint64_t layers_ = 0;
    std::uint64_t members_ = 0;
    std::uint64_t contents_ = 0;
    std::uint64_t names_ = 0;
    std::uint64_t unpacked_ = 0;
    std::uint64_t stored_ = 0;
};

}  // namespace bumpgate::archive
