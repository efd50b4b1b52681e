#pragma once

#include <string>

#include "archive/tree.hpp"

namespace bumpgate::diff::diffoscope {

/// A symbolic link, a device, a pipe or a socket.
[[nodiscard]] bool is_special(MemberType type);

/// The text that diffoscope compares in its place.
[[nodiscard]] std::string stand_in_for(const Member& member, const std::string& name);

/// "symlink", "device", "socket/FIFO".
[[nodiscard]] std::string comment_for_special(MemberType type);

}  // namespace bumpgate::diff::diffoscope
