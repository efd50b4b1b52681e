#include "policy/kind_names.hpp"

#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "change/kinds.hpp"
#include "policy/fields.hpp"

namespace bumpgate::policy {

namespace {

std::vector<std::string_view> kind_ids() {
    std::vector<std::string_view> ids;
    for (const auto& row : change::all_kinds()) ids.push_back(row.id);
    return ids;
}

bool covers_something(std::string_view allowed) {
    const auto kinds = change::all_kinds();
    return std::any_of(kinds.begin(), kinds.end(),
                       [&](const change::KindInfo& row) { return change::kind_covers(allowed, row.id); });
}

std::string children_of(std::string_view parent) {
    std::vector<std::string_view> children;
    for (const auto& row : change::all_kinds()) {
        if (row.id.starts_with(std::string(parent) + ".")) children.push_back(row.id);
    }
    return join(children, ", ");
}

}  // namespace

bool is_denied_kind(std::string_view kind) {
    return kind != "hazard" && !kind.starts_with("hazard.") && change::find_kind(kind) != nullptr;
}

bool is_allowed_kind(std::string_view kind) {
    return is_denied_kind(kind) && !change::is_beyond_policy(kind) && covers_something(kind);
}

Result<std::string> read_denied_kind(const SourceText& source, const Node& node, std::string_view what) {
    auto kind = TRY(read_string(source, node, what));
    if (kind == "hazard" || kind.starts_with("hazard.")) {
        return refuse(source, node.spot, "hazards are set under \"hazards\", not here",
                      "for example hazards: {duplicate-member: warn}");
    }
    if (change::find_kind(kind) == nullptr) {
        auto note = did_you_mean(kind, kind_ids());
        if (note.empty())
            note = "kinds are version, dependency.added, text and the like; `bumpgate explain` lists them";
        return refuse(source, node.spot, "unknown kind " + quoted_word(kind), note);
    }
    return kind;
}

Result<std::string> read_allowed_kind(const SourceText& source, const Node& node, std::string_view what) {
    auto kind = TRY(read_denied_kind(source, node, what));
    if (change::is_beyond_policy(kind))
        return refuse(source, node.spot, "no rule can make " + quoted_word(kind) + " legal", "take it out");
    if (!covers_something(kind)) {
        return refuse(source, node.spot, "the kind " + quoted_word(kind) + " covers nothing by itself",
                      "name what is meant: " + children_of(kind));
    }
    return kind;
}

}  // namespace bumpgate::policy
