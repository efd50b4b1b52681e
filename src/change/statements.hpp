#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "change/requirement.hpp"
#include "change/subject.hpp"

namespace bumpgate::change {

/// A requirement in a manifest or lock file, and where it stands. Bytes of the content.
struct Statement {
    static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

    Requirement requirement;
    const release::Scheme* scheme = nullptr;                 ///< of the versions
    std::size_t begin = 0, end = 0;                          ///< the value: what may move
    std::size_t entry_begin = nowhere, entry_end = nowhere;  ///< all that comes or goes with it: key, value
                                                             ///< and quotes, the line, or its table;
                                                             ///< `nowhere` if another statement has it
};

/// The requirements that a file states, by its name: package.json, pyproject.toml, requirements and metadata
/// of Python, Cargo.toml and Cargo.lock, go.mod, pom.xml, *.nuspec, a gem's metadata, a deb's control,
/// conda's index.json, Chart.yaml. Sorted by `begin`; none overlap. Empty for every other file, and for one
/// that does not parse.
[[nodiscard]] std::vector<Statement> statements_of(const Subject& subject);

/// Whether files of this name are read for requirements.
[[nodiscard]] bool may_state_requirements(std::string_view path);

// The readers, a file for each syntax. Private to statements.cpp.
namespace statements {

[[nodiscard]] std::vector<Statement> of_package_json(const Subject& subject);
[[nodiscard]] std::vector<Statement> of_pyproject(const Subject& subject);
[[nodiscard]] std::vector<Statement> of_python_headers(const Subject& subject);
[[nodiscard]] std::vector<Statement> of_requirement_lines(const Subject& subject);
[[nodiscard]] std::vector<Statement> of_cargo_toml(const Subject& subject);
[[nodiscard]] std::vector<Statement> of_cargo_lock(const Subject& subject);
[[nodiscard]] std::vector<Statement> of_go_mod(const Subject& subject);
[[nodiscard]] std::vector<Statement> of_pom(const Subject& subject);
[[nodiscard]] std::vector<Statement> of_nuspec(const Subject& subject);
[[nodiscard]] std::vector<Statement> of_gem(const Subject& subject);
[[nodiscard]] std::vector<Statement> of_debian_control(const Subject& subject);
[[nodiscard]] std::vector<Statement> of_conda_index(const Subject& subject);
[[nodiscard]] std::vector<Statement> of_chart(const Subject& subject);

/// Whether a key of package.json has requirements below it.
[[nodiscard]] bool is_npm_table(std::string_view key);

/// The scheme of that id, or `generic`.
[[nodiscard]] const release::Scheme& scheme(std::string_view id);

/// The whole lines from the first to the last scalar whose path begins with the first `depth` components of
/// this one's; with a table's header `[…]` right above them.
struct Entry {
    std::size_t begin = 0, end = 0;
};
[[nodiscard]] Entry lines_around(const Subject& subject, const structure::Scalar& scalar, std::size_t depth);

}  // namespace statements
}  // namespace bumpgate::change
