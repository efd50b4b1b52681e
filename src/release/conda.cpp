#include "base/text.hpp"
#include "release/ecosystem_rows.hpp"

// Conda packages, both formats: info/index.json ("Package metadata" of the conda documentation). Conda's
// order of versions is PEP 440's but for details; what that does not parse is generic.
namespace bumpgate::release {
namespace {

/// A match specification: "numpy >=1.20,<2", "channel::name[version=…]".
std::string_view match_name(std::string_view text) {
    text = trim(text);
    if (const auto channel = text.rfind("::"); channel != std::string_view::npos)
        text.remove_prefix(channel + 2);
    return text.substr(0, text.find_first_of(" \t<>=!~["));
}

void add_index(const Fields& fields, Identity& identity) {
    add_stated("info/index.json", values_at(fields, {"name"}), values_at(fields, {"version"}), identity);
    for (const auto* table : {"depends", "constrains"}) {
        for (const auto& text : values_at(fields, {table, ""}))
            identity.dependencies.emplace_back(match_name(text));
    }
}

/// NAME-VERSION-BUILD, of which neither version nor build holds a dash.
void add_conda_file_name(const Contents& contents, Identity& identity) {
    const auto pieces = split(contents.base_name(), '-');
    if (contents.is_directory() || pieces.size() < 3) return;
    const auto build = contents.base_name().rfind('-');
    const auto version = contents.base_name().rfind('-', build - 1);
    const auto text = contents.base_name().substr(version + 1, build - version - 1);
    if (text.empty() || !is_digit(text.front())) return;
    identity.evidence.push_back(
        {"file name", std::string(contents.base_name().substr(0, version)), std::string(text)});
}

}  // namespace

bool is_conda(const Contents& contents) {
    if (!contents.root.empty() || !contents.has("info/index.json")) return false;
    return contents.has("metadata.json") || contents.has("info/paths.json") || contents.has("info/files");
}

void gather_conda(const Contents& contents, const Scheme&, Identity& identity) {
    for (const auto& fields : fields_at(contents, "info/index.json", read_json_fields, identity))
        add_index(fields, identity);
    add_conda_file_name(contents, identity);
}

}  // namespace bumpgate::release
