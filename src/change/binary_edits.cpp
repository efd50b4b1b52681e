#include <utility>

#include "change/binary_version.hpp"
#include "change/class_edits.hpp"
#include "change/class_file.hpp"
#include "change/edits.hpp"

namespace bumpgate::change {

namespace {

/// A binary's ranges as one change, from the first to the last byte that differs.
Edit binary_edit(const ContentDifference& difference) {
    const auto& first = difference.ranges.front();
    const auto& last = difference.ranges.back();
    Edit edit;
    edit.old_begin = static_cast<std::size_t>(first.old_offset);
    edit.old_end = static_cast<std::size_t>(last.old_offset + last.old_length);
    edit.new_begin = static_cast<std::size_t>(first.new_offset);
    edit.new_end = static_cast<std::size_t>(last.new_offset + last.new_length);
    edit.kind = kind::binary;
    const auto count = difference.ranges.size();
    edit.reason =
        "Not text: " + std::to_string(count) + (count == 1 ? " run" : " runs") + " of bytes differ.";
    return edit;
}

}  // namespace

std::vector<Edit> binary_edits(const Context& context, const Members& members,
                               const ContentDifference& difference) {
    const auto& old_bytes = members.old_member.content;
    const auto& new_bytes = members.new_member.content;
    auto whole = binary_edit(difference);
    if (!members.old_member.is_wholly_known() || !members.new_member.is_wholly_known())
        return {std::move(whole)};
    if (is_class_file(members.new_path, new_bytes)) {
        auto proof = prove_class(context, members.new_path, old_bytes, new_bytes);
        if (!proof.edits.empty()) return std::move(proof.edits);
        if (!proof.problem.empty())
            whole.reason = "A class file, and not only its versions: " + proof.problem;
    } else if (auto edits = prove_binary(context, members.new_path, old_bytes, new_bytes, difference)) {
        return *std::move(edits);
    }
    return {std::move(whole)};
}

}  // namespace bumpgate::change
