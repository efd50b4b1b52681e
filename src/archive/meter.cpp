#include "archive/meter.hpp"

#include <algorithm>
#include <string>

#include "base/text.hpp"

namespace bumpgate::archive {

namespace {

constexpr std::size_t shown = 60;
constexpr std::uint64_t slack = std::uint64_t{512} << 20;

}  // namespace

Result<void> Meter::layer() {
    if (++layers_ <= limits_.nesting) return {};
    return limit_exceeded("nesting", limits_.nesting, "there is a further archive inside");
}

Result<void> Meter::member(std::string_view path, std::string_view link_target, std::uint64_t size) {
    if (++members_ > limits_.members) {
        return limit_exceeded("members", limits_.members, "next is " + excerpt(path, shown));
    }
    if (const auto length = std::max(path.size(), link_target.size()); length > limits_.path_length) {
        return limit_exceeded("path-length", limits_.path_length,
                              std::to_string(length) + " bytes at member " + excerpt(path, shown));
    }
    names_ += path.size() + link_target.size();
    if (names_ > limits_.memory_bytes) {
        return limit_exceeded("memory-bytes", limits_.memory_bytes, "the names of the members do not fit");
    }
    if (size > limits_.member_bytes) {
        return limit_exceeded("member-bytes", limits_.member_bytes,
                              std::to_string(size) + " bytes in member " + excerpt(path, shown));
    }
    if (size > limits_.total_bytes - contents_) {
        return limit_exceeded("total-bytes", limits_.total_bytes, "at member " + excerpt(path, shown));
    }
    contents_ += size;
    return limits_.check_time("reading members");
}

Result<void> Meter::unpacked(std::uint64_t bytes) {
    if (bytes > limits_.total_bytes - unpacked_) {
        return limit_exceeded("total-bytes", limits_.total_bytes, "more comes out of the compressed data");
    }
    unpacked_ += bytes;
    return limits_.check_time("unpacking");
}

Result<void> Meter::ratio(std::uint64_t unpacked, std::uint64_t packed) const {
    const auto times = std::max<std::uint64_t>(limits_.ratio, 1);
    if (unpacked <= Limits::ratio_floor || (unpacked - 1) / times < packed) return {};
    return limit_exceeded(
        "ratio", limits_.ratio,
        "more than " + std::to_string(unpacked) + " bytes out of " + std::to_string(packed));
}

Result<ByteStore> Meter::new_store() const {
    const auto left = limits_.memory_bytes > stored_ ? limits_.memory_bytes - stored_ : 0;
    // Unpacking makes room before it knows how much will come; what counts is `unpacked`.
    return ByteStore::create(std::min(limits_.total_bytes, UINT64_MAX - slack) + slack, left);
}

void Meter::store_kept(const ByteStore& store) {
    stored_ += store.size();
}

void Meter::store_dropped(const ByteStore& store) {
    stored_ -= std::min(stored_, store.size());
}

}  // namespace bumpgate::archive
