#include <algorithm>
#include <array>

#include "report/report.hpp"

namespace bumpgate::report {

namespace {

constexpr std::array all_formats = std::to_array<FormatInfo>({
    {"json", "one JSON object for programs, always valid (an alias of json-v1)", json},
    {"json-v1", "the contract bumpgate.report/1; `bumpgate schema report` prints its JSON Schema", json},
    {"text", "one screen for people: verdict first, then what must be acted on", text},
});
static_assert(std::ranges::is_sorted(all_formats, {}, &FormatInfo::id));

}  // namespace

std::span<const FormatInfo> formats() {
    return all_formats;
}

const FormatInfo* find_format(std::string_view id) {
    const auto* const found = std::ranges::find(all_formats, id, &FormatInfo::id);
    return found != all_formats.end() ? found : nullptr;
}

}  // namespace bumpgate::report
