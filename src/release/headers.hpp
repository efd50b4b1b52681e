#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bumpgate::release {

/// One header field of RFC 822 (section 3.1), unfolded.
struct Header {
    std::string key;    ///< small letters
    std::string value;  ///< trimmed; the line ends of folds taken out
};

/// The next line without its end, which is "\r\n", "\n" or "\r"; `text` loses both.
[[nodiscard]] std::string_view take_line(std::string_view& text);

/// The headers of a text. They end at the first blank line, or at the first line that is none, as in Python's
/// reader, which is the one that installers use: a line ends with "\n", "\r\n" or "\r".
[[nodiscard]] std::vector<Header> read_headers(std::string_view text);

/// The values of a field, in order; `key` in small letters.
[[nodiscard]] std::vector<std::string> header_values(const std::vector<Header>& headers,
                                                     std::string_view key);

}  // namespace bumpgate::release
