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
    std::optional<Timestamp> atime, ctime, birth_time;  ///< those that are times
    std::optional<std::string_view> sparse_name;        ///< GNU.sparse.name
    std::optional<std::int64_t> sparse_size;            ///< GNU.sparse.realsize or .size
    bool sparse = false;                                ///< any GNU.sparse key
};

/// Error `corrupt` for a number or time that is none.
[[nodiscard]] Result<PaxValues> pax_values(const std::vector<PaxRecord>& records);

/// True for what an honest archive may say about a member: names, sizes, times, owners, sparse maps,
/// attributes.
[[nodiscard]] bool is_usual_pax_record(const PaxRecord& record);

/// Printable, one for each contradiction within one header: a key with two different values, or one that
/// changes what the member is without a value.
[[nodiscard]] std::vector<std::string> ambiguities(const std::vector<PaxRecord>& records);

/// Digits only, as a whole; nothing if it is anything else or too large.
[[nodiscard]] std::optional<std::int64_t> pax_number(std::string_view text);

}  // namespace bumpgate::archive
