#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/tree.hpp"
#include "base/result.hpp"

namespace bumpgate::archive {

struct PaxRecord {
    std::string_view key, value;
};

/// The records of one extended header (POSIX.1-2017, pax, "pax Extended Header"), in order; views into
/// `body`. Error `corrupt` if it is not made of records to its last byte.
[[nodiscard]] Result<std::vector<PaxRecord>> parse_pax(std::string_view body);

/// What a member's extended header sets, the last record of a key winning.
struct PaxValues {
    std::optional<std::string_view> path, link_path, user, group;
    std::optional<std::int64_t> size, uid, gid;
    std::optional<Timestamp> mtime;
    std::optional<std::string_view> sparse_name;  ///< GNU.sparse.name
    std::optional<std::int64_t> sparse_size;      ///< GNU.sparse.realsize or .size
    bool sparse = false;                          ///< any GNU.sparse key
};

/// Error `corrupt` for a number or time that is none.
[[nodiscard]] Result<PaxValues> pax_values(const std::vector<PaxRecord>& records);

/// True for what an honest archive may say about a member: names, sizes, times, owners, sparse maps.
[[nodiscard]] bool is_usual_pax_record(const PaxRecord& record);

/// True if one of the keys that change what a member is occurs twice with different values, or without a
/// value.
[[nodiscard]] bool is_ambiguous(const std::vector<PaxRecord>& records);

}  // namespace bumpgate::archive
