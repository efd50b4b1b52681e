#include "base/text.hpp"
#include "release/ecosystem_rows.hpp"
#include "release/repository.hpp"

// Ruby gems: `metadata` is the gemspec in YAML (Gem::Specification#to_yaml).
namespace bumpgate::release {
namespace {

void add_metadata(const Fields& fields, Identity& identity) {
    add_stated("metadata", values_at(fields, {"name"}), values_at(fields, {"version", "version"}), identity);
    for (auto& name : values_at(fields, {"dependencies", "", "name"}))
        identity.dependencies.push_back(std::move(name));
    const auto source = first_at(fields, {"metadata", "source_code_uri"});
    identity.repository =
        source ? repository_name(*source) : home_page_repository(first_at(fields, {"homepage"}).value_or(""));
}

}  // namespace

bool is_gem(const Contents& contents) {
    if (!contents.root.empty() || !contents.has("metadata")) return false;
    const bool container = contents.format() == "tar" || contents.is_directory();
    return container && manifest_text(*contents.files_at("metadata").front()).find("Gem::Specification") !=
                            std::string_view::npos;
}

void gather_gem(const Contents& contents, const Scheme&, Identity& identity) {
    for (const auto& fields : fields_at(contents, "metadata", read_yaml_fields, identity))
        add_metadata(fields, identity);
    add_loose_file_name(contents, {}, identity);
}

}  // namespace bumpgate::release
