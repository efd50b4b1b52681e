#include <algorithm>

#include "base/text.hpp"
#include "release/ecosystem_rows.hpp"
#include "release/headers.hpp"

// META-INF/MANIFEST.MF: "Manifest Specification" of the JAR File Specification.
namespace bumpgate::release {

std::vector<Header> manifest_main_section(std::string_view text) {
    std::vector<Header> headers;
    while (!text.empty()) {
        const auto line = take_line(text);
        if (line.empty()) break;
        if (line.front() == ' ' && !headers.empty()) {
            headers.back().value += line.substr(1);  // a continuation: bytes may be cut anywhere
            continue;
        }
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) break;
        const auto value = line.substr(colon + 1);
        headers.push_back({to_lower(line.substr(0, colon)), std::string(value.substr(value.find(' ') == 0))});
    }
    return headers;
}

}  // namespace bumpgate::release
