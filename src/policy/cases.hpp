#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "policy/policy.hpp"

// The test cases of a policy: two small releases each, and what the gate has to say of them.
namespace bumpgate::policy {

/// One member of a release that a case makes up.
struct CaseMember {
    enum class Type { file, directory, symlink };
    Type type = Type::file;
    std::string content;                            ///< a file's bytes
    std::string link_target;                        ///< a symlink's
    std::uint32_t mode = 0644;                      ///< permission bits with setuid, setgid and sticky
    std::optional<std::int64_t> time;               ///< seconds since 1970
    std::string owner;                              ///< name of the user; may be empty
    std::map<std::string, std::string> attributes;  ///< extended attributes by name
};

/// A side: members by their path below the release's root.
using CaseSide = std::map<std::string, CaseMember>;

struct Case {
    std::string name;  ///< given, or "test N" by its place in the list
    Place place;
    std::string package, from, to;  ///< `release:`; what is empty is found in the members
    std::string ecosystem;          ///< id; empty: what the policy is made for, else as the members tell
    CaseSide old_side, new_side;
    bool passes = false;          ///< `expect: pass`
    std::set<std::string> kinds;  ///< `expect: {fail: [...]}`: exactly these are denied; empty: whatever is.
                                  ///< A kind, a hazard ("hazard.ID") or "requirement" for one that is not met
};

/// The word in `expect: {fail: [...]}` for a requirement that is not met.
inline constexpr std::string_view requirement_word = "requirement";

/// The cases of a policy: those under `tests:` in it, then those of the file beside it (NAME.tests.yaml
/// beside NAME.yaml), which holds `version:` and `tests:` and nothing else. `reference` as in load(). None is
/// no error. Errors: `policy` and `not_found` as load().
[[nodiscard]] Result<std::vector<Case>> load_cases(std::string_view reference);

/// Whether a file's name is that of a file of cases: it ends in .tests.yaml or .tests.yml.
[[nodiscard]] bool is_case_file(std::string_view name);

}  // namespace bumpgate::policy
