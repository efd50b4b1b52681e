#include "base/text.hpp"
#include "release/ecosystem_rows.hpp"
#include "release/repository.hpp"

// Helm charts: Chart.yaml ("The Chart.yaml File" of the Helm documentation). `appVersion` is a version line
// of its own and no evidence.
namespace bumpgate::release {
namespace {

void add_chart(const Fields& fields, Identity& identity) {
    add_stated("Chart.yaml", values_at(fields, {"name"}), values_at(fields, {"version"}), identity);
    for (auto& name : values_at(fields, {"dependencies", "", "name"}))
        identity.dependencies.push_back(std::move(name));
    for (const auto& source : values_at(fields, {"sources", ""})) {
        if (identity.repository.empty()) identity.repository = repository_name(source);
    }
}

/// requirements.yaml of API version 1, and the lock file.
void add_dependencies(const Fields& fields, Identity& identity) {
    for (auto& name : values_at(fields, {"dependencies", "", "name"}))
        identity.dependencies.push_back(std::move(name));
}

}  // namespace

bool is_helm(const Contents& contents) {
    return (contents.is_directory() || contents.is_tar_in_gzip()) && contents.has("Chart.yaml");
}

void gather_helm(const Contents& contents, const Scheme& scheme, Identity& identity) {
    for (const auto& fields : fields_at(contents, "Chart.yaml", read_yaml_fields, identity))
        add_chart(fields, identity);
    for (const auto* path : {"requirements.yaml", "Chart.lock", "requirements.lock"}) {
        for (const auto& fields : fields_at(contents, path, read_yaml_fields, identity))
            add_dependencies(fields, identity);
    }
    // `helm package` calls the folder like the chart; what anybody unpacked may be called otherwise.
    if (!contents.is_directory() && !contents.root.empty())
        identity.evidence.push_back({"root folder", contents.root, std::nullopt});
    add_file_name_evidence(contents, scheme, identity);
}

}  // namespace bumpgate::release
