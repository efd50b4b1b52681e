// From a name or a path to a whole policy: what it extends first, then its own words.
#include <algorithm>
#include <filesystem>
#include <iterator>

#include "base/digest.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "policy/policy.hpp"
#include "policy/sections.hpp"

namespace bumpgate::policy {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t most_bytes = std::uint64_t{1} << 20;
constexpr std::size_t deepest_chain = 16;

bool is_path(std::string_view reference) {
    return reference.find('/') != std::string_view::npos || reference.ends_with(".yaml") || reference.ends_with(".yml");
}

const BuiltIn* find_built_in(std::string_view name) {
    const auto all = built_ins();
    const auto row = std::ranges::find(all, name, &BuiltIn::name);
    return row == all.end() ? nullptr : &*row;
}

Failure unknown_built_in(std::string_view name) {
    std::vector<std::string_view> names;
    for (const auto& row : built_ins()) names.push_back(row.name);
    auto hint = did_you_mean(name, names);
    if (hint.empty()) hint = "`bumpgate policy list` names the built-in ones; a file's name ends in .yaml or has a \"/\" in it";
    return fail(ErrorCode::not_found, "no built-in policy is called " + in_quotes(name), std::move(hint));
}

/// A text that is to be read, and who it is.
struct Input {
    std::string key;     ///< tells one source from another in a cycle
    std::string file;    ///< for messages
    std::string name;    ///< unless the text says another one
    std::string folder;  ///< paths in `extends` start here
    std::string text;
    bool built_in = false;
};

Result<Input> open(std::string_view reference, const std::string& folder) {
    if (!is_path(reference)) {
        const auto* row = find_built_in(reference);
        if (row == nullptr) return unknown_built_in(reference);
        const std::string name(row->name);
        return Input{"built-in " + name, "built-in " + name, name, "", std::string(row->text), true};
    }
    const fs::path path = fs::path(folder) / fs::path(reference);
    auto text = TRY(read_file(path, most_bytes));
    return Input{fs::absolute(path).lexically_normal().string(), path.string(), path.stem().string(), path.parent_path().string(),
                 std::move(text), false};
}

void set_defaults(Policy& policy) {
    for (const auto& row : metadata_keys()) policy.metadata.try_emplace(std::string(row.key), row.fallback);
}

template <class T>
void append(std::vector<T>& all, std::vector<T> more) {
    std::move(more.begin(), more.end(), std::back_inserter(all));
}

/// Later words override; lists of rules grow.
void apply(PolicyFile file, Policy& policy) {
    policy.name = std::move(file.name);
    if (!file.description.empty()) policy.description = std::move(file.description);
    if (file.ecosystems) policy.ecosystems = *std::move(file.ecosystems);
    if (file.scheme) policy.scheme = *std::move(file.scheme);
    if (file.bump) policy.bump = *std::move(file.bump);
    if (file.vocabulary) policy.vocabulary = *std::move(file.vocabulary);
    for (auto& [key, setting] : file.metadata) policy.metadata[key] = setting;
    for (auto& [id, setting] : file.hazards) policy.hazards[id] = setting;
    if (file.existing_hazards_denied) policy.existing_hazards_denied = *file.existing_hazards_denied;
    append(policy.rules, std::move(file.rules));
    append(policy.protect, std::move(file.protect));
    append(policy.require, std::move(file.require));
}

/// Follows `extends`; a source that two others extend counts once.
class Loader {
  public:
    explicit Loader(Policy& policy) : policy_(policy) { set_defaults(policy_); }

    Result<void> load(std::string_view reference, const std::string& folder) {
        auto input = TRY(open(reference, folder));
        return add(input);
    }

    Result<void> add(const Input& input) {
        if (std::ranges::find(done_, input.key) != done_.end()) return {};
        std::string_view text = input.text;
        if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
        const SourceText source{input.file, text};
        auto file = TRY(read_policy_file(source, input.name));
        open_.push_back(input.key);
        for (const auto& base : file.extends) CHECK_OK(extend(source, base, input));
        open_.pop_back();
        done_.push_back(input.key);
        policy_.sources.push_back({input.name, sha256_hex(input.text), input.built_in});
        apply(std::move(file), policy_);
        return {};
    }

  private:
    Result<void> extend(const SourceText& source, const Reference& base, const Input& input) {
        auto next = open(base.text, input.folder);
        if (!next) return refuse(source, base.spot, next.error().message, next.error().hint, next.error().code);
        if (std::ranges::find(open_, next->key) != open_.end()) {
            return refuse(source, base.spot, in_quotes(base.text) + " extends itself, by way of this policy", "take one of them out");
        }
        if (open_.size() >= deepest_chain) return refuse(source, base.spot, "more than 16 policies extend one another");
        return add(*next);
    }

    Policy& policy_;
    std::vector<std::string> open_, done_;
};

Result<std::string> choose(std::string_view ecosystem) {
    for (const auto& row : built_ins()) {
        const auto policy = TRY(load(row.name));
        if (std::ranges::find(policy.ecosystems, ecosystem) != policy.ecosystems.end()) return std::string(row.name);
    }
    return fail(ErrorCode::policy, "no built-in policy is meant for " + in_quotes(ecosystem), "name one with --policy");
}

}  // namespace

std::string Require::describe() const {
    if (!not_change.empty()) return "no change is " + not_change;
    if (files.empty()) return "some file has a change " + change;
    const auto patterns = files.patterns();
    return join(patterns, ", ") + " has a change " + change;
}

Result<Policy> load(std::string_view reference) {
    return resolve({std::string(reference)}, "");
}

Result<Policy> resolve(const std::vector<std::string>& references, std::string_view ecosystem) {
    auto wanted = references;
    if (wanted.empty()) wanted.push_back(TRY(choose(ecosystem)));
    Policy policy;
    Loader loader(policy);
    for (const auto& reference : wanted) CHECK_OK(loader.load(reference, ""));
    return policy;
}

Result<Policy> parse(std::string_view text, std::string_view file_name, std::string_view folder) {
    Policy policy;
    Loader loader(policy);
    const fs::path path(file_name);
    CHECK_OK(loader.add({"text " + std::string(file_name), std::string(file_name), path.stem().string(), std::string(folder), std::string(text), false}));
    return policy;
}

}  // namespace bumpgate::policy
