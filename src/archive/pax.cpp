#include "archive/pax.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "archive/findings.hpp"
#include "archive/pax_attributes.hpp"
#include "base/text.hpp"

namespace bumpgate::archive {

namespace {

constexpr std::array<std::string_view, 17> usual_texts{
    "path",
    "linkpath",
    "uname",
    "gname",
    "GNU.sparse.name",
    "GNU.sparse.map",
    // Numbers that are checked elsewhere, or that only a sparse map needs.
    "size",
    "uid",
    "gid",
    "mtime",
    "GNU.sparse.size",
    "GNU.sparse.realsize",
    "GNU.sparse.numblocks",
    "GNU.sparse.offset",
    "GNU.sparse.numbytes",
    "GNU.sparse.major",
    "GNU.sparse.minor",
};
// What star, node-tar and bsdtar note about the file that was packed; nobody acts on all but the first three.
constexpr std::array<std::string_view, 6> usual_times{"atime",      "ctime",      "LIBARCHIVE.creationtime",
                                                      "SCHILY.dev", "SCHILY.ino", "SCHILY.nlink"};
// The map of GNU's form 0.0 is a list of these.
constexpr std::array<std::string_view, 2> repeated_keys{"GNU.sparse.offset", "GNU.sparse.numbytes"};
constexpr std::array<std::string_view, 4> telling_keys{"path", "linkpath", "size", "GNU.sparse.name"};

template <std::size_t count>
bool contains(const std::array<std::string_view, count>& keys, std::string_view key) {
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

Failure malformed(std::string_view what) {
    return fail(ErrorCode::corrupt, "malformed pax header: " + std::string(what), "get the file again");
}

/// Nanoseconds of the digits behind the point; further digits are finer than any clock.
std::optional<std::uint32_t> fraction(std::string_view digits) {
    std::uint32_t value = 0;
    if (!std::all_of(digits.begin(), digits.end(), is_digit)) return std::nullopt;
    for (std::size_t i = 0; i < 9; ++i) {
        value = value * 10 + (i < digits.size() ? static_cast<std::uint32_t>(digits[i] - '0') : 0);
    }
    return value;
}

/// "[-]seconds[.fraction]"; a Timestamp counts nanoseconds forward, also before 1970.
std::optional<Timestamp> time_value(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const auto point = text.find('.');
    const auto seconds = pax_number(text.substr(0, point));
    const auto nanoseconds = fraction(point == std::string_view::npos ? "" : text.substr(point + 1));
    if (!seconds || !nanoseconds) return std::nullopt;
    if (!negative) return Timestamp{*seconds, *nanoseconds};
    if (*nanoseconds == 0) return Timestamp{-*seconds, 0};
    return Timestamp{-*seconds - 1, 1'000'000'000U - *nanoseconds};
}

struct TextKey {
    std::string_view key;
    std::optional<std::string_view> PaxValues::*field;
};
constexpr std::array text_keys = std::to_array<TextKey>({
    {"path", &PaxValues::path},
    {"linkpath", &PaxValues::link_path},
    {"uname", &PaxValues::user},
    {"gname", &PaxValues::group},
    {"GNU.sparse.name", &PaxValues::sparse_name},
});

struct NumberKey {
    std::string_view key;
    std::optional<std::int64_t> PaxValues::*field;
};
constexpr std::array number_keys = std::to_array<NumberKey>({
    {"size", &PaxValues::size},
    {"uid", &PaxValues::uid},
    {"gid", &PaxValues::gid},
    {"GNU.sparse.size", &PaxValues::sparse_size},
    {"GNU.sparse.realsize", &PaxValues::sparse_size},
});

struct TimeKey {
    std::string_view key;
    std::optional<Timestamp> PaxValues::*field;
};
constexpr std::array time_keys = std::to_array<TimeKey>({
    {"atime", &PaxValues::atime},
    {"ctime", &PaxValues::ctime},
    {"LIBARCHIVE.creationtime", &PaxValues::birth_time},
});

/// "LENGTH KEY=VALUE\n", where the length counts the whole record.
Result<PaxRecord> take_record(std::string_view& body) {
    const auto space = body.find(' ');
    const auto length = pax_number(body.substr(0, space));
    if (space == std::string_view::npos || !length) return malformed("a record without length");
    const auto size = static_cast<std::uint64_t>(*length);
    if (size > body.size() || size < space + 3) return malformed("a record of the wrong length");
    const auto record = body.substr(space + 1, size - space - 1);
    const auto equals = record.find('=');
    if (record.back() != '\n') return malformed("a record without line end");
    if (equals == std::string_view::npos || equals == 0) return malformed("a record without key");
    body.remove_prefix(size);
    return PaxRecord{record.substr(0, equals), record.substr(equals + 1, record.size() - equals - 2)};
}

Result<void> set_value(PaxValues& values, const PaxRecord& record) {
    for (const auto& row : text_keys) {
        if (row.key == record.key && !record.value.empty()) values.*row.field = record.value;
    }
    for (const auto& row : number_keys) {
        if (row.key != record.key) continue;
        const auto number = pax_number(record.value);
        if (!number) return malformed(std::string(row.key) + " is not a number");
        values.*row.field = *number;
    }
    if (record.key == "mtime") {
        values.mtime = time_value(record.value);
        if (!values.mtime) return malformed("mtime is not a time");
    }
    for (const auto& row : time_keys) {
        if (row.key == record.key) values.*row.field = time_value(record.value);
    }
    values.sparse = values.sparse || record.key.starts_with("GNU.sparse.");
    return {};
}

}  // namespace

std::optional<std::int64_t> pax_number(std::string_view text) {
    std::int64_t value = 0;
    if (text.empty() || !is_digit(text.front())) return std::nullopt;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

Result<std::vector<PaxRecord>> parse_pax(std::string_view body) {
    std::vector<PaxRecord> records;
    while (!body.empty()) records.push_back(TRY(take_record(body)));
    return records;
}

Result<PaxValues> pax_values(const std::vector<PaxRecord>& records) {
    PaxValues values;
    for (const auto& record : records) CHECK_OK(set_value(values, record));
    return values;
}

bool is_usual_pax_record(const PaxRecord& record) {
    if (record.key == "charset" || record.key == "hdrcharset") return record.value.ends_with("UTF-8");
    if (contains(usual_times, record.key)) return time_value(record.value).has_value();
    return contains(usual_texts, record.key) || pax_attribute(record).has_value();
}

std::vector<std::string> ambiguities(const std::vector<PaxRecord>& records) {
    std::vector<const PaxRecord*> sorted;
    std::vector<std::string> found;
    for (const auto& record : records) {
        if (!contains(repeated_keys, record.key)) sorted.push_back(&record);
        if (record.value.empty() && contains(telling_keys, record.key)) {
            found.push_back(in_quotes(record.key) + " without a value");
        }
    }
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const PaxRecord* a, const PaxRecord* b) { return a->key < b->key; });
    for (std::size_t i = 1; i < sorted.size(); ++i) {
        const auto &first = *sorted[i - 1], &next = *sorted[i];
        if (first.key != next.key || first.value == next.value) continue;
        found.push_back(in_quotes(first.key) + " twice: " + describe_bytes(first.value) + " and " +
                        describe_bytes(next.value));
    }
    return found;
}

}  // namespace bumpgate::archive
