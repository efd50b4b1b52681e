#include "base/limits.hpp"

#include <array>
#include <charconv>

#include "base/text.hpp"

namespace bumpgate {

namespace {

constexpr std::uint64_t any = UINT64_MAX;
constexpr std::array<LimitInfo, 9> limit_table{{
    {"total-bytes", "unpacked bytes of one side", &Limits::total_bytes, std::uint64_t{1} << 40},
    {"member-bytes", "unpacked bytes of one member", &Limits::member_bytes, std::uint64_t{1} << 40},
    {"ratio", "unpacked to packed bytes, above 64 MiB unpacked", &Limits::ratio, any},
    {"members", "members of one side", &Limits::members, any},
    {"path-length", "bytes of one member's path", &Limits::path_length, std::uint64_t{1} << 20},
    {"nesting", "archives and compressions inside each other", &Limits::nesting, 50},
    {"seconds", "wall-clock seconds of a run", &Limits::seconds, 86'400},
    {"memory-bytes", "unpacked bytes kept in memory", &Limits::memory_bytes, any},
    {"report-bytes", "bytes of one report", &Limits::report_bytes, any},
}};

std::optional<std::uint64_t> parse_amount(std::string_view text) {
    std::uint64_t unit = 1;
    if (!text.empty()) {
        const char suffix = text.back();
        if (suffix == 'K' || suffix == 'k') unit = std::uint64_t{1} << 10;
        if (suffix == 'M' || suffix == 'm') unit = std::uint64_t{1} << 20;
        if (suffix == 'G' || suffix == 'g') unit = std::uint64_t{1} << 30;
        if (unit != 1) text.remove_suffix(1);
    }
    std::uint64_t value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc{} || end != text.data() + text.size() || value > UINT64_MAX / unit) return {};
    return value * unit;
}

}  // namespace

void Limits::start_clock() {
    deadline = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
}

Result<void> Limits::check_time(std::string_view doing) const {
    if (!deadline || std::chrono::steady_clock::now() < *deadline) return {};
    return limit_exceeded("seconds", seconds, doing);
}

std::span<const LimitInfo> all_limits() {
    return limit_table;
}

Result<void> set_limit(Limits& limits, std::string_view assignment) {
    const auto equals = assignment.find('=');
    if (equals == std::string_view::npos) {
        return fail(ErrorCode::usage, "limit \"" + printable(assignment) + "\" is not of the form KEY=VALUE",
                    "for example --limit members=200000");
    }
    const auto key = assignment.substr(0, equals);
    const auto value = parse_amount(assignment.substr(equals + 1));
    std::vector<std::string_view> keys;
    for (const auto& info : limit_table) {
        keys.push_back(info.key);
        if (info.key != key) continue;
        if (!value) {
            return fail(ErrorCode::usage,
                        "limit \"" + printable(assignment) + "\" has no whole number for a value",
                        "digits, then K, M or G if you like");
        }
        if (*value > info.hard_maximum) {
            return fail(ErrorCode::usage,
                        "limit " + std::string(key) + " can be at most " + std::to_string(info.hard_maximum));
        }
        limits.*info.field = *value;
        return {};
    }
    const auto near = nearest(key, keys);
    return fail(ErrorCode::usage, "unknown limit \"" + printable(key) + "\"",
                near.empty() ? "one of: " + join(keys, ", ") : "did you mean \"" + std::string(near) + "\"?");
}

Failure limit_exceeded(std::string_view key, std::uint64_t limit, std::string_view what) {
    return fail(ErrorCode::limit,
                std::string(key) + " limit of " + std::to_string(limit) + " exceeded: " + std::string(what),
                "raise it with --limit " + std::string(key) + "=N if the input is to be trusted that far");
}

}  // namespace bumpgate
