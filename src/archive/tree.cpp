#include "archive/tree.hpp"

#include "base/digest.hpp"

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

std::string packed_digest(const Tree& tree) {
    return tree.packed.empty() ? tree.packed_sha256 : sha256_hex(tree.packed);
}

bool same_input(const Tree& old_tree, const Tree& new_tree) {
    if (old_tree.packed_size != new_tree.packed_size) return false;
    if (!old_tree.packed.empty() && !new_tree.packed.empty()) return old_tree.packed == new_tree.packed;
    const auto digest = packed_digest(old_tree);
    return !digest.empty() && digest == packed_digest(new_tree);
}

}  // namespace bumpgate
