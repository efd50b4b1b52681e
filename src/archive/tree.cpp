#include "archive/tree.hpp"

namespace bumpgate {

std::string_view to_string(MemberType type) {
    switch (type) {
        case MemberType::file:
            return "file";
        case MemberType::directory:
            return "directory";
        case MemberType::symlink:
            return "symlink";
        case MemberType::hardlink:
            return "hardlink";
        case MemberType::char_device:
            return "char-device";
        case MemberType::block_device:
            return "block-device";
        case MemberType::fifo:
            return "fifo";
        case MemberType::socket:
            return "socket";
    }
    return "file";
}

}  // namespace bumpgate
