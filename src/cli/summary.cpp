#include "cli/summary.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.hpp"
#include "base/text.hpp"

namespace bumpgate::cli {

namespace {

bool is_directory(const Tree& tree) {
    return !tree.layers.empty() && tree.layers.front().format == "directory";
}

void append_field(std::string& listing, std::string_view value) {
    listing.append(value);
    listing.push_back('\0');
}

std::string listing_line(const Member& member) {
    std::string line;
    append_field(line, member.path);
    append_field(line, to_string(member.type));
    append_field(line, std::to_string(member.mode));
    append_field(line, member.link_target);
    append_field(line, sha256_hex(member.content));
    return line;
}

// No name in a file system holds a NUL, so two different directories never give the same listing.
std::string listing_digest(const Tree& tree) {
    std::vector<std::string> lines;
    for (const auto& member : tree.members) {
        if (member.depth == 0) lines.push_back(listing_line(member));  // what is nested is in them
    }
    std::ranges::sort(lines);
    return sha256_hex(join(lines, ""));
}

}  // namespace

InputSummary summary_of(const Tree& tree) {
    InputSummary summary;
    summary.name = tree.name;
    summary.sha256 = is_directory(tree) ? listing_digest(tree) : packed_digest(tree);
    summary.size = tree.packed_size;
    for (const auto& layer : tree.layers) summary.container.push_back(layer.format);
    summary.members = tree.members.size();
    return summary;
}

}  // namespace bumpgate::cli
