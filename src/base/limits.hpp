#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace bumpgate {

/// Bounds on what an input may make the program do. A limit that is hit is "no verdict", never a pass.
/// The keys of `--limit KEY=VALUE` are the names below with `_` written as `-`.
struct Limits {
    std::uint64_t total_bytes = std::uint64_t{8} << 30;   ///< unpacked bytes of one side, all layers together
    std::uint64_t member_bytes = std::uint64_t{4} << 30;  ///< unpacked bytes of one member
    std::uint64_t ratio = 250;          ///< unpacked : packed, enforced above `ratio_floor` unpacked bytes
    std::uint64_t members = 1'000'000;  ///< members of one side
    std::uint64_t path_length = 4096;   ///< bytes of one member's path or link target
    std::uint64_t nesting = 16;         ///< layers of compression and archives in each other; at most 50
    std::uint64_t seconds = 600;        ///< wall-clock time of one run
    std::uint64_t memory_bytes = std::uint64_t{1}
                                 << 30;  ///< unpacked bytes kept in memory; the rest is spilled
    std::uint64_t report_bytes = std::uint64_t{256} << 20;  ///< size of one report

    static constexpr std::uint64_t ratio_floor = std::uint64_t{64} << 20;

    std::optional<std::chrono::steady_clock::time_point> deadline;  ///< set by `start_clock`

    /// Starts the run's time; without it no time limit holds.
    void start_clock();

    /// Error `limit` once the run's time is over; `doing` names the work for the message.
    [[nodiscard]] Result<void> check_time(std::string_view doing) const;
};

/// One limit as the command line sees it.
struct LimitInfo {
    std::string_view key;      ///< "total-bytes"
    std::string_view meaning;  ///< one line for --help
    std::uint64_t Limits::*field;
    std::uint64_t hard_maximum;
};

/// All limits, in the order of --help.
[[nodiscard]] std::span<const LimitInfo> all_limits();

/// Applies "KEY=VALUE"; VALUE is a decimal number with an optional suffix K, M or G (powers of 1024).
/// Error `usage` for an unknown key (with the nearest one as hint), a bad number, or one above the hard
/// maximum.
[[nodiscard]] Result<void> set_limit(Limits& limits, std::string_view assignment);

/// The error for a limit that was hit: "members limit of 1000 exceeded: …" with the flag that raises it as
/// hint.
[[nodiscard]] Failure limit_exceeded(std::string_view key, std::uint64_t limit, std::string_view what);

}  // namespace bumpgate
