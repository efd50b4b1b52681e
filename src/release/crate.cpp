#include <array>

#include "base/text.hpp"
#include "release/ecosystem_rows.hpp"
#include "release/repository.hpp"

// Rust crates as `cargo package` makes them: a normalised Cargo.toml beside the original, "The Manifest
// Format" of the Cargo Book.
namespace bumpgate::release {
namespace {

constexpr std::array<std::string_view, 3> dependency_tables = {"dependencies", "dev-dependencies",
                                                               "build-dependencies"};

/// Where the name of a dependency stands in a path: `dependencies.NAME`, `target.CFG.dependencies.NAME`; zero
/// for other paths.
std::size_t name_index(const std::vector<std::string>& path) {
    const std::size_t table = !path.empty() && path[0] == "target" ? 2 : 0;
    if (path.size() < table + 2) return 0;
    for (const auto known : dependency_tables) {
        if (path[table] == known) return table + 1;
    }
    return 0;
}

/// The keys, and the names of crates that are called otherwise here (`package =`).
void add_dependencies(const Fields& fields, Identity& identity) {
    for (const auto& field : fields) {
        const auto index = name_index(field.path);
        if (index == 0) continue;
        identity.dependencies.push_back(field.path[index]);
        if (field.path.size() == index + 2 && field.path.back() == "package")
            identity.dependencies.push_back(field.value);
    }
}

void add_manifest(const Fields& fields, Identity& identity) {
    add_stated("Cargo.toml", values_at(fields, {"package", "name"}),
               values_at(fields, {"package", "version"}), identity);
    add_dependencies(fields, identity);
    if (const auto address = first_at(fields, {"package", "repository"}))
        identity.repository = repository_name(*address);
}

/// The original may leave fields to its workspace, which is not in the archive.
void add_original(const Fields& fields, Identity& identity) {
    const auto names = values_at(fields, {"package", "name"});
    const auto versions = values_at(fields, {"package", "version"});
    add_stated("Cargo.toml.orig", names, versions, identity);
}

void add_lock(const Fields& fields, Identity& identity) {
    for (auto& name : values_at(fields, {"package", "name"}))
        identity.dependencies.push_back(std::move(name));
}

}  // namespace

bool is_crate(const Contents& contents) {
    const bool container = contents.is_directory() || contents.is_tar_in_gzip();
    return container && contents.has("Cargo.toml") && contents.has("Cargo.toml.orig");
}

void gather_crate(const Contents& contents, const Scheme& scheme, Identity& identity) {
    for (const auto& fields : fields_at(contents, "Cargo.toml", read_toml_fields, identity))
        add_manifest(fields, identity);
    for (const auto& fields : fields_at(contents, "Cargo.toml.orig", read_toml_fields, identity))
        add_original(fields, identity);
    for (const auto& fields : fields_at(contents, "Cargo.lock", read_toml_fields, identity))
        add_lock(fields, identity);
    add_root_evidence(contents, scheme, identity);
    add_file_name_evidence(contents, scheme, identity);
}

}  // namespace bumpgate::release
