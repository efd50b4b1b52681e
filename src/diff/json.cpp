#include <map>
#include <nlohmann/json.hpp>

#include "base/base64.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"
#include "diff/json_fields.hpp"
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

Json layers_json(const std::vector<Layer>& layers) {
    Json json = Json::array();
    for (const Layer& layer : layers) json.push_back(layer_json(layer));
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

Json time_json(const Timestamp& time) {
    Json json = Json::array();
    json.push_back(time.seconds);
    json.push_back(time.nanoseconds);
    return json;
}

/// Every content once, under its digest.
class ContentTable {
  public:
    std::string add(std::string_view bytes) {
        auto digest = sha256_hex(bytes);
        if (!table_.contains(digest)) table_[digest] = content(bytes);
        return digest;
    }
    /// Sorted by digest.
    [[nodiscard]] Json take() {
        Json json = object();
        for (auto& [digest, content] : table_) json[digest] = std::move(content);
        return json;
    }

  private:
    static Json content(std::string_view bytes) {
        Json json = object();
        if (is_utf8(bytes)) {
            json["text"] = std::string(bytes);
        } else {
            json["base64"] = base64(bytes);
        }
        return json;
    }
    std::map<std::string, Json> table_;
};

/// A member with all that is known of it; what it has not is left out.
Json member_json(const Member& member, ContentTable& contents) {
    Json json = object();
    json["path"] = string(member.path);
    if (member.depth > 0) json["depth"] = member.depth;
    json["type"] = std::string(to_string(member.type));
    json["mode"] = octal_mode(member.mode);
    if (member.uid) json["uid"] = *member.uid;
    if (member.gid) json["gid"] = *member.gid;
    if (!member.user.empty()) json["user"] = string(member.user);
    if (!member.group.empty()) json["group"] = string(member.group);
    for (const TimeField& field : time_fields) {
        if (const auto& time = member.*field.time) json[std::string(field.name)] = time_json(*time);
    }
    if (!member.link_target.empty()) json["link"] = string(member.link_target);
    for (const Attribute& attribute : member.attributes) {
        Json item = object();
        item["name"] = string(attribute.name);
        item["value"] = string(attribute.value);
        json["attributes"].push_back(std::move(item));
    }
    if (!member.sparse_map.empty()) json["sparse"] = string(member.sparse_map);
    if (member.type == MemberType::file) {
        json["size"] = member.content.size();
        json["sha256"] = contents.add(member.content);
    }
    return json;
}

Json nested_json(const Nested& nested, ContentTable& contents) {
    Json json = object();
    json["path"] = string(nested.path);
    json["prefix"] = string(nested.prefix);
    json["member"] = nested.member ? Json(*nested.member) : Json(nullptr);
    json["first"] = nested.first;
    json["count"] = nested.count;
    json["sha256"] = contents.add(nested.packed);
    if (!nested.package.empty()) json["package"] = contents.add(nested.package);
    json["layers"] = layers_json(nested.layers);
    json["opaque"] = nested.opaque.empty() ? Json(nullptr) : string(nested.opaque);
    return json;
}

Json side_json(const Tree& tree, const release::Identity& identity, ContentTable& contents) {
    const auto digest = packed_digest(tree);
    Json json = object();
    json["name"] = string(tree.name);
    json["root"] = string(identity.root);
    json["packed_size"] = tree.packed_size;
    json["packed_sha256"] = digest.empty() ? Json(nullptr) : Json(digest);
    if (!tree.package.empty()) json["package"] = contents.add(tree.package);
    json["unpacked_size"] = tree.unpacked_size;
    json["layers"] = layers_json(tree.layers);
    json["hazards"] = Json::array();
    for (const Hazard& hazard : tree.hazards) json["hazards"].push_back(hazard_json(hazard));
    json["nested"] = Json::array();
    for (const Nested& nested : tree.nested) json["nested"].push_back(nested_json(nested, contents));
    json["members"] = Json::array();
    for (const Member& member : tree.members) json["members"].push_back(member_json(member, contents));
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
    if (content.nested) {
        json["nested"] = true;
    } else if (content.text) {
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
    json["path"] = string(difference.path);
    if (!difference.old_path.empty()) json["old_path"] = string(difference.old_path);
    json["layer"] = string(difference.layer);
    json["field"] = difference.field;
    json["old"] = string(difference.old_value);
    json["new"] = string(difference.new_value);
    return json;
}

/// Where a pair stands: paths below the roots, and indices into the sides' members.
class PairWriter {
  public:
    PairWriter(const Trees& trees, const release::Release& release)
        : trees_(trees),
          old_paths_(paths_below_root(trees.old_tree, release.old_identity)),
          new_paths_(paths_below_root(trees.new_tree, release.new_identity)) {}

    [[nodiscard]] Json place(const Pair& pair) const {
        Json json = object();
        json["path"] = string(pair.new_member ? new_paths_[*pair.new_member] : old_paths_[*pair.old_member]);
        if (pair.old_member && pair.new_member &&
            old_paths_[*pair.old_member] != new_paths_[*pair.new_member])
            json["old_path"] = string(old_paths_[*pair.old_member]);
        if (pair.old_member) json["old"] = *pair.old_member;
        if (pair.new_member) json["new"] = *pair.new_member;
        return json;
    }

    [[nodiscard]] Json whole(const Pair& pair) const {
        Json json = place(pair);
        json["status"] = std::string(to_string(pair.status));
        json["paired_by"] = std::string(to_string(pair.paired_by));
        json["metadata"] = Json::array();
        for (const MetadataDifference& difference : pair.metadata)
            json["metadata"].push_back(metadata_json(difference));
        const auto content = shown_content(pair, trees_);
        json["content"] = content ? content_json(*content, contents_of(pair, trees_)) : Json(nullptr);
        return json;
    }

  private:
    const Trees& trees_;
    std::vector<std::string_view> old_paths_, new_paths_;
};

Json overrides_json(const release::Overrides& overrides) {
    Json json = object();
    for (const OverrideField& field : override_fields) {
        if (const auto& value = overrides.*field.value; !value.empty())
            json[std::string(field.name)] = string(value);
    }
    return json;
}

}  // namespace

std::string to_json(const Diff& diff, const Trees& trees, const release::Release& release,
                    const release::Overrides& overrides) {
    ContentTable contents;
    const PairWriter pairs(trees, release);
    Json json = object();
    json["schema"] = "bumpgate.diff/1";
    json["release"] = release_json(release);
    json["overrides"] = overrides_json(overrides);
    json["same_bytes"] = diff.same_bytes;
    json["summary"] = summary_json(count(diff, trees));
    json["container"] = Json::array();
    for (const ContainerDifference& difference : diff.container)
        json["container"].push_back(container_json(difference));
    json["pairs"] = Json::array();
    json["identical"] = Json::array();
    for (const Pair& pair : diff.pairs) {
        if (pair.status == PairStatus::identical) {
            json["identical"].push_back(pairs.place(pair));
        } else {
            json["pairs"].push_back(pairs.whole(pair));
        }
    }
    json["old"] = side_json(trees.old_tree, release.old_identity, contents);
    json["new"] = side_json(trees.new_tree, release.new_identity, contents);
    json["contents"] = contents.take();
    return json.dump(2) + "\n";
}

}  // namespace bumpgate::diff
