#include "archive/findings.hpp"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <tuple>

#include "base/digest.hpp"
#include "base/text.hpp"

namespace bumpgate::archive {

namespace {

constexpr std::size_t longest_excerpt = 64;

}  // namespace

std::span<const HazardInfo> hazard_table() {
    return hazard_rows;
}

void Findings::add(HazardId id, std::string_view member, std::uint64_t offset, std::string detail) {
    hazards_.push_back({std::string(id.text), std::string(member), offset, container_, std::move(detail)});
}

void Findings::move_to(std::vector<Hazard>& hazards) && {
    hazards.insert(hazards.end(), std::make_move_iterator(hazards_.begin()),
                   std::make_move_iterator(hazards_.end()));
    hazards_.clear();
}

std::string describe_bytes(std::string_view bytes) {
    const auto count = std::to_string(bytes.size()) + (bytes.size() == 1 ? " byte" : " bytes");
    if (!bytes.empty() && all_zero(bytes)) return count + ", all zero";
    if (bytes.size() <= longest_excerpt) return count + ": " + in_quotes(bytes);
    return count + ", sha256 " + sha256_hex(bytes);
}

std::string member_step(std::string_view path) {
    return "member " + printable(path);
}

std::size_t first_nonzero(std::string_view bytes) {
    // Comparing a run with itself, one byte on, is memcmp at full speed.
    if (bytes.empty()) return std::string_view::npos;
    if (bytes[0] == '\0' && std::memcmp(bytes.data(), bytes.data() + 1, bytes.size() - 1) == 0) {
        return std::string_view::npos;
    }
    return bytes.find_first_not_of('\0');
}

bool all_zero(std::string_view bytes) {
    return first_nonzero(bytes) == std::string_view::npos;
}

bool is_commit_id(std::string_view text) {
    const auto is_hex = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); };
    return (text.size() == 40 || text.size() == 64) && std::all_of(text.begin(), text.end(), is_hex);
}

void sort_hazards(std::vector<Hazard>& hazards) {
    std::stable_sort(hazards.begin(), hazards.end(), [](const Hazard& a, const Hazard& b) {
        return std::tie(a.container, a.offset, a.id, a.member) <
               std::tie(b.container, b.offset, b.id, b.member);
    });
}

}  // namespace bumpgate::archive
