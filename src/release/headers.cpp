#include "release/headers.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace bumpgate::release {
namespace {

/// RFC 822, field-name: visible ASCII without the colon.
bool is_field_name(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

bool continues(std::string_view line, const std::vector<Header>& headers) {
    return !line.empty() && is_blank(line.front()) && !headers.empty();
}

}  // namespace

std::string_view take_line(std::string_view& text) {
    const auto end = std::min(text.find_first_of("\r\n"), text.size());
    const auto line = text.substr(0, end);
    const bool two = text.substr(end, 2) == "\r\n";
    text.remove_prefix(std::min(end + (two ? 2U : 1U), text.size()));
    return line;
}

std::vector<Header> read_headers(std::string_view text) {
    std::vector<Header> headers;
    while (!text.empty()) {
        const auto line = take_line(text);
        if (continues(line, headers)) {
            auto& value = headers.back().value;
            if (!value.empty()) value += ' ';
            value += trim(line);
            continue;
        }
        const auto colon = line.find(':');
        if (colon == std::string_view::npos || colon == 0 || !is_field_name(line.substr(0, colon))) break;
        headers.push_back({to_lower(line.substr(0, colon)), std::string(trim(line.substr(colon + 1)))});
    }
    return headers;
}

std::vector<std::string> header_values(const std::vector<Header>& headers, std::string_view key) {
    std::vector<std::string> values;
    for (const auto& header : headers) {
        if (header.key == key) values.push_back(header.value);
    }
    return values;
}

}  // namespace bumpgate::release
