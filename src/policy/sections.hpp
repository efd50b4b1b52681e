#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "policy/cases.hpp"
#include "policy/policy.hpp"
#include "policy/yaml.hpp"

// The parts of one policy file, before inheritance. Private to this folder.
namespace bumpgate::policy {

/// A name or path under `extends`, with its place.
struct Reference {
    std::string text;
    Spot spot;
};

/// A waiver and where its expiry stands.
struct StatedWaiver {
    Waiver waiver;
    Spot expiry;
};

/// One file's own words. What it does not say stays as the policies before it have it.
struct PolicyFile {
    std::string name;  ///< given, or the file's name without its ending
    std::string description;
    std::vector<Reference> extends;
    std::optional<std::vector<std::string>> ecosystems;
    std::optional<std::string> scheme;  ///< empty for `auto`
    std::optional<std::optional<std::set<release::Step>>> bump;
    std::optional<release::Baseline> baseline;
    std::optional<change::Vocabulary> vocabulary;
    std::map<std::string, Setting> metadata;
    std::map<std::string, Setting> hazards;
    std::optional<bool> existing_hazards_denied;
    std::vector<Rule> rules;
    std::vector<Protect> protect;
    std::vector<Require> require;
    std::vector<StatedWaiver> waivers;
};

/// `own_name` is what the policy is called unless it says otherwise.
[[nodiscard]] Result<PolicyFile> read_policy_file(const SourceText& source, std::string_view own_name);

/// `release:`, `select:`, `metadata:` and `hazards:`.
[[nodiscard]] Result<void> read_release(const SourceText& source, const Node& node, PolicyFile& file);
[[nodiscard]] Result<void> read_select(const SourceText& source, const Node& node, PolicyFile& file);
[[nodiscard]] Result<void> read_metadata(const SourceText& source, const Node& node, PolicyFile& file);
[[nodiscard]] Result<void> read_hazards(const SourceText& source, const Node& node, PolicyFile& file);

/// `rules:`, `protect:`, `require:` and `waivers:`; they take their source's name from `file.name`.
[[nodiscard]] Result<void> read_rules(const SourceText& source, const Node& node, PolicyFile& file);
[[nodiscard]] Result<void> read_protect(const SourceText& source, const Node& node, PolicyFile& file);
[[nodiscard]] Result<void> read_require(const SourceText& source, const Node& node, PolicyFile& file);

[[nodiscard]] Result<void> read_waivers(const SourceText& source, const Node& node, PolicyFile& file);

/// A waiver ends within a year.
[[nodiscard]] Result<void> check_expiry(const SourceText& source, const StatedWaiver& stated,
                                        const Date& today);

/// `bump:`, of a release or of `when:`: `any`, or a list of steps that lead upward.
[[nodiscard]] Result<std::optional<std::set<release::Step>>> read_bump(const SourceText& source,
                                                                       const Node& node);

/// One entry of `allow:`.
[[nodiscard]] Result<Allow> read_allow(const SourceText& source, const Node& node);

/// `tests:`.
[[nodiscard]] Result<std::vector<Case>> read_cases(const SourceText& source, const Node& node);

/// The cases of a policy's file, or of a file of cases alone.
[[nodiscard]] Result<std::vector<Case>> read_case_file(const SourceText& source, bool alone);

/// Which keys narrow a kind in an entry of `allow:`; none for most.
[[nodiscard]] std::span<const std::string_view> narrowing_keys(std::string_view kind);
/// Words for `as:`, in the order of `ValueAs`.
[[nodiscard]] std::span<const std::string_view> value_words();
/// Words for the steps that lead upward, smallest first.
[[nodiscard]] std::span<const std::string_view> upward_steps();

/// Words for settings, in the order of `Setting`, and for what OLD is, in that of `Baseline`.
[[nodiscard]] std::span<const std::string_view> setting_words();
[[nodiscard]] std::span<const std::string_view> baseline_words();

}  // namespace bumpgate::policy
