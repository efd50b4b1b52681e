#pragma once

#include <string>
#include <string_view>

namespace bumpgate::diff::diffoscope {

/// The bytes as xxd(1) prints them: sixteen a line, offset, hex in pairs, ASCII.
[[nodiscard]] std::string hexdump(std::string_view bytes);

}  // namespace bumpgate::diff::diffoscope
