#include "diff/diffoscope/titles.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace bumpgate::diff::diffoscope {
namespace {

struct Suffix {
    std::string_view ending, format;
};
constexpr std::array compressions = std::to_array<Suffix>({
    {".gz", "gzip"},
    {".tgz", "gzip"},
    {".crate", "gzip"},
    {".bz2", "bzip2"},
    {".xz", "xz"},
    {".zst", "zstd"},
    {".lz4", "lz4"},
    {".lzip", "lzip"},
});
constexpr std::array archives = std::to_array<Suffix>({
    {".zip", "zip"},
    {".whl", "zip"},
    {".jar", "zip"},
    {".nupkg", "zip"},
    {".vsix", "zip"},
    {".egg", "zip"},
    {".deb", "ar"},
});

template <std::size_t count>
std::string format_by(std::string_view name, const std::array<Suffix, count>& rows,
                      std::string_view otherwise) {
    const auto* const row = std::find_if(rows.begin(), rows.end(),
                                         [&](const Suffix& known) { return name.ends_with(known.ending); });
    return std::string(row != rows.end() ? row->format : otherwise);
}

/// "x.tar" in "dir/x.tar.gz", "x.tgz-content" in "x.tgz".
bool is_content_name(std::string_view name, std::string_view of) {
    const auto base = base_name(of);
    if (name == base + "-content") return true;
    return std::any_of(compressions.begin(), compressions.end(), [&](const Suffix& suffix) {
        return base.size() == name.size() + suffix.ending.size() && base.starts_with(name) &&
               base.ends_with(suffix.ending);
    });
}

constexpr std::string_view list_title = "file list", type_title = "filetype from file(1)",
                           class_title = "filetype from diffoscope", encoding_title = "encoding";

bool is_list(std::string_view title) {
    return title == list_title || is_zip_list(title);
}

/// A command line, with "{}" for the file.
bool is_program(std::string_view title) {
    return title.find("{}") != std::string_view::npos || title == encoding_title;
}

bool is_known_comment(std::string_view comment) {
    constexpr std::string_view similar = "% similar despite different names";
    return comment == "Files identical despite different names" || comment == "Ordering differences only" ||
           (comment.starts_with("Files ") && comment.ends_with(similar));
}

}  // namespace

std::string base_name(std::string_view path) {
    return std::string(path.substr(path.rfind('/') + 1));
}

bool is_zip_list(std::string_view title) {
    return title.starts_with("zipinfo ");
}

Details details_of(const Node& node) {
    Details details;
    for (const auto& detail : node.details) {
        const bool one_title = detail.source1 == detail.source2;
        const bool in_front = details.members.empty();  // what is told of the container comes first
        if (one_title && in_front && is_list(detail.source1) && details.list == nullptr) {
            details.list = &detail;
        } else if (one_title && in_front && detail.source1 == type_title && details.file_type == nullptr) {
            details.file_type = &detail;
        } else if (one_title && (detail.source1 == class_title || is_program(detail.source1))) {
            details.in_words.push_back(&detail);
        } else {
            details.members.push_back(&detail);
        }
    }
    const bool only_words =
        details.list == nullptr && details.file_type == nullptr && details.members.empty();
    details.is_file = only_words || (node.unified_diff && !node.unified_diff->empty());
    if (details.is_file) return details;
    const auto* const first = details.members.size() == 1 ? details.members.front() : nullptr;
    if (details.list == nullptr && first != nullptr && is_content_name(first->source1, node.source1) &&
        is_content_name(first->source2, node.source2)) {
        details.content = first;
        details.format = format_by(node.source2, compressions, "gzip");
    } else {
        const bool zip = details.list != nullptr && is_zip_list(details.list->source1);
        details.format = zip ? "zip" : format_by(node.source2, archives, "tar");
    }
    return details;
}

bool says_identical(const Node& node) {
    return std::any_of(node.comments.begin(), node.comments.end(), [](const std::string& comment) {
        return comment == "Files identical despite different names";
    });
}

bool is_incomplete(const Node& node) {
    const auto details = details_of(node);
    return !details.is_file && !std::all_of(node.comments.begin(), node.comments.end(), is_known_comment);
}

bool tells_more_than_its_diff(const Node& node) {
    return !node.details.empty() ||
           !std::all_of(node.comments.begin(), node.comments.end(), is_known_comment);
}

bool is_told_by_list(const Node& node, const Member& old_member, const Member& new_member) {
    return old_member.type == new_member.type && old_member.type == MemberType::symlink &&
           old_member.link_target != new_member.link_target && node.details.empty() &&
           node.comments.size() == 1 && node.comments.front() == "symlink";
}

bool is_shortened(const Node& node) {
    return node.unified_diff &&
           node.unified_diff->find("[ Too much input for diff (SHA") != std::string::npos;
}

}  // namespace bumpgate::diff::diffoscope
