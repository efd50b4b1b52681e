// Waivers: single findings that somebody looked at.
#include <algorithm>
#include <array>
#include <map>

#include "base/text.hpp"
#include "policy/fields.hpp"
#include "policy/sections.hpp"

namespace bumpgate::policy {

namespace {

constexpr std::array waiver_keys = std::to_array<std::string_view>({"finding", "reason", "by", "expires"});
constexpr std::size_t fingerprint_digits = 16;

Result<const Node*> needed(const SourceText& source, const Node& waiver, std::string_view key,
                           std::string_view note) {
    const auto* node = find(waiver, key);
    if (node == nullptr)
        return refuse(source, waiver.spot, "a waiver without \"" + std::string(key) + "\"", note);
    return node;
}

/// All digits would be a number to YAML, so this is read as it is written.
Result<std::string> read_fingerprint(const SourceText& source, const Node& node) {
    const auto is_hex = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); };
    if (node.type == Node::Type::scalar && node.text.size() == fingerprint_digits &&
        std::all_of(node.text.begin(), node.text.end(), is_hex))
        return node.text;
    return refuse(source, node.spot, "this is no finding's id",
                  "reports print it with each change: 16 digits of 0 to 9 and a to f");
}

Result<Date> read_expiry(const SourceText& source, const Node& node) {
    const auto date = node.type == Node::Type::scalar ? parse_date(node.text) : std::nullopt;
    if (!date) return refuse(source, node.spot, "this is no day of the calendar", "write it as 2026-12-31");
    return *date;
}

Result<std::string> read_words(const SourceText& source, const Node& node, std::string_view what) {
    auto words = TRY(read_string(source, node, what));
    if (trim(words).empty())
        return refuse(source, node.spot, "an empty " + std::string(what), "say it in words");
    return words;
}

Result<StatedWaiver> read_waiver(const SourceText& source, const Node& node) {
    CHECK_OK(check_map(source, node, {"a waiver", waiver_keys}));
    const auto* finding = TRY(needed(source, node, "finding", "name the id that the report prints"));
    const auto* reason = TRY(needed(source, node, "reason", "say why this may stay"));
    const auto* expires = TRY(needed(source, node, "expires", "for example expires: 2026-12-31"));
    StatedWaiver stated;
    auto& waiver = stated.waiver;
    waiver.place = place_at(source, node.spot.offset);
    waiver.finding = TRY(read_fingerprint(source, *finding));
    waiver.reason = TRY(read_words(source, *reason, "reason"));
    waiver.expires = TRY(read_expiry(source, *expires));
    stated.expiry = expires->spot;
    if (const auto* by = find(node, "by")) waiver.by = TRY(read_words(source, *by, "by"));
    return stated;
}

}  // namespace

Result<void> read_waivers(const SourceText& source, const Node& node, PolicyFile& file) {
    if (node.type == Node::Type::list && node.items.empty()) return {};
    CHECK_OK(check_is_list(source, node, "waivers", "{finding: ID, reason: WHY, expires: 2026-12-31}"));
    std::map<std::string, Place> findings;
    for (const auto& item : node.items) {
        auto stated = TRY(read_waiver(source, item));
        stated.waiver.source = file.name;
        const auto [first, is_new] = findings.emplace(stated.waiver.finding, stated.waiver.place);
        if (!is_new) {
            return refuse(source, item.spot, "two waivers for the finding " + stated.waiver.finding,
                          "the first is on line " + std::to_string(first->second.line));
        }
        file.waivers.push_back(std::move(stated));
    }
    return {};
}

Result<void> check_expiry(const SourceText& source, const StatedWaiver& stated, const Date& today) {
    if (stated.waiver.expires <= a_year_after(today)) return {};
    return refuse(source, stated.expiry, "a waiver for more than a year",
                  "today is " + bumpgate::to_string(today) + ", so " +
                      bumpgate::to_string(a_year_after(today)) + " is the last day that it can have");
}

}  // namespace bumpgate::policy
