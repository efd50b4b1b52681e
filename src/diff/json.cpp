#include <nlohmann/json.hpp>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "diff/metadata.hpp"
#include "diff/pair.hpp"
#include "diff/whole.hpp"
#include "diff/write.hpp"

namespace bumpgate::diff {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t hex_bytes = 64;

Json object() {
    return Json::object();
}

/// JSON holds Unicode only; anything else is written so that it can be read back.
Json string(std::string_view bytes) {
    if (is_utf8(bytes)) return Json(std::string(bytes));
    Json json = object();
    json["bytes"] = hex(bytes);
    return json;
}

Json optional_text(const std::optional<release::Version>& version) {
    return version ? string(version->text) : Json(nullptr);
}

Json release_json(const release::Release& release) {
    Json json = object();
    json["ecosystem"] = string(release.ecosystem);
    json["name"] = string(release.name);
    json["scheme"] = release.scheme != nullptr ? Json(std::string(release.scheme->id)) : Json(nullptr);
    json["old_version"] = optional_text(release.old_version);
    json["new_version"] = optional_text(release.new_version);
    json["step"] =
        release.has_versions() ? Json(std::string(release::to_string(release.step))) : Json(nullptr);
    return json;
}

Json layer_json(const Layer& layer) {
    Json json = object();
    json["format"] = string(layer.format);
    json["compression"] = string(layer.compression);
    json["header"] = string(layer.header);
    json["time"] = layer.time ? Json(*layer.time) : Json(nullptr);
    return json;
}

Json hazard_json(const Hazard& hazard) {
    Json json = object();
    json["id"] = string(hazard.id);
    json["member"] = string(hazard.member);
    json["container"] = string(hazard.container);
    json["offset"] = hazard.offset;
    json["detail"] = string(hazard.detail);
    return json;
}

Json side_json(const Tree& tree, const release::Identity& identity) {
    Json json = object();
    json["name"] = string(tree.name);
    json["root"] = string(identity.root);
    json["packed_size"] = tree.packed_size;
    json["unpacked_size"] = tree.unpacked_size;
    json["members"] = tree.members.size();
    json["layers"] = Json::array();
    for (const Layer& layer : tree.layers) json["layers"].push_back(layer_json(layer));
    json["hazards"] = Json::array();
    for (const Hazard& hazard : tree.hazards) json["hazards"].push_back(hazard_json(hazard));
    return json;
}

Json summary_json(const Counts& counts) {
    Json json = object();
    json["identical"] = counts.identical;
    json["changed"] = counts.changed;
    json["renamed"] = counts.renamed;
    json["added"] = counts.added;
    json["removed"] = counts.removed;
    return json;
}

/// A member with all its metadata: a reader must not need the archives to know what was added.
Json member_json(const Member& member, std::size_t index) {
    Json json = object();
    json["index"] = index;
    json["path"] = string(member.path);
    json["type"] = std::string(to_string(member.type));
    json["mode"] = octal_mode(member.mode);
    json["owner"] = string(owner_of(member));
    json["time"] = member.mtime ? Json(iso_time(*member.mtime)) : Json(nullptr);
    if (!member.link_target.empty()) json["link"] = string(member.link_target);
    json["size"] = member.content.size();
    if (member.type == MemberType::file) json["sha256"] = sha256_hex(member.content);
    return json;
}

Json lines_json(std::string_view text) {
    Json json = Json::array();
    for (const std::string_view line : split_lines(text)) json.push_back(string(line));
    return json;
}

Json hunk_json(const Hunk& hunk, const Contents& contents) {
    Json json = object();
    json["old_line"] = hunk.old_line;
    json["old_offset"] = hunk.old_offset;
    json["new_line"] = hunk.new_line;
    json["new_offset"] = hunk.new_offset;
    json["old_lines"] = lines_json(contents.old_bytes.substr(hunk.old_offset, hunk.old_length));
    json["new_lines"] = lines_json(contents.new_bytes.substr(hunk.new_offset, hunk.new_length));
    return json;
}

std::string hex_excerpt(std::string_view bytes, std::uint64_t offset, std::uint64_t length) {
    return hex(bytes.substr(static_cast<std::size_t>(offset),
                            static_cast<std::size_t>(std::min<std::uint64_t>(length, hex_bytes))));
}

Json range_json(const ByteRange& range, const Contents& contents) {
    Json json = object();
    json["old_offset"] = range.old_offset;
    json["old_length"] = range.old_length;
    json["new_offset"] = range.new_offset;
    json["new_length"] = range.new_length;
    json["old_hex"] = hex_excerpt(contents.old_bytes, range.old_offset, range.old_length);
    json["new_hex"] = hex_excerpt(contents.new_bytes, range.new_offset, range.new_length);
    return json;
}

Json content_json(const ContentDifference& content, const Contents& contents) {
    Json json = object();
    json["text"] = content.text;
    json["bounded"] = content.bounded;
    if (content.text) {
        json["hunks"] = Json::array();
        for (const Hunk& hunk : content.hunks) json["hunks"].push_back(hunk_json(hunk, contents));
    } else {
        json["ranges"] = Json::array();
        for (const ByteRange& range : content.ranges) json["ranges"].push_back(range_json(range, contents));
    }
    return json;
}

Json metadata_json(const MetadataDifference& difference) {
    Json json = object();
    json["field"] = difference.field;
    json["old"] = string(difference.old_value);
    json["new"] = string(difference.new_value);
    return json;
}

Json container_json(const ContainerDifference& difference) {
    Json json = object();
    json["layer"] = string(difference.layer);
    json["field"] = difference.field;
    json["old"] = string(difference.old_value);
    json["new"] = string(difference.new_value);
    return json;
}

Json pair_json(const Pair& pair, const Trees& trees) {
    Json json = object();
    json["status"] = std::string(to_string(pair.status));
    json["paired_by"] = std::string(to_string(pair.paired_by));
    if (pair.old_member)
        json["old"] = member_json(trees.old_tree.members[*pair.old_member], *pair.old_member);
    if (pair.new_member)
        json["new"] = member_json(trees.new_tree.members[*pair.new_member], *pair.new_member);
    json["metadata"] = Json::array();
    for (const MetadataDifference& difference : pair.metadata)
        json["metadata"].push_back(metadata_json(difference));
    const auto content = shown_content(pair, trees);
    json["content"] = content ? content_json(*content, contents_of(pair, trees)) : Json(nullptr);
    return json;
}

}  // namespace

std::string to_json(const Diff& diff, const Trees& trees, const release::Release& release) {
    Json json = object();
    json["schema"] = "bumpgate.diff/1";
    json["release"] = release_json(release);
    json["old"] = side_json(trees.old_tree, release.old_identity);
    json["new"] = side_json(trees.new_tree, release.new_identity);
    json["same_bytes"] = diff.same_bytes;
    json["summary"] = summary_json(count(diff, trees));
    json["container"] = Json::array();
    for (const ContainerDifference& difference : diff.container)
        json["container"].push_back(container_json(difference));
    json["pairs"] = Json::array();
    json["identical"] = Json::array();
    const auto paths = paths_below_root(trees.new_tree, release.new_identity);
    for (const Pair& pair : diff.pairs) {
        if (pair.status == PairStatus::identical) {
            json["identical"].push_back(string(paths[*pair.new_member]));
        } else {
            json["pairs"].push_back(pair_json(pair, trees));
        }
    }
    return json.dump(2) + "\n";
}

}  // namespace bumpgate::diff
