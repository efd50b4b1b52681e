// From a name or a path to a whole policy: what it extends first, then its own words.
#include <algorithm>
#include <filesystem>
#include <iterator>

#include "base/digest.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "policy/policy.hpp"
#include "policy/sections.hpp"
#include "policy/statements.hpp"

namespace bumpgate::policy {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t most_bytes = std::uint64_t{1} << 20;
constexpr std::size_t deepest_chain = 16;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_path(std::string_view reference) {
    return reference.find('/') != std::string_view::npos || reference.ends_with(".yaml") ||
           reference.ends_with(".yml");
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
    if (hint.empty())
        hint =
            "`bumpgate policy list` names the built-in ones; a file's name ends in .yaml or has a \"/\" in "
            "it";
    return fail(ErrorCode::not_found, "no built-in policy is called " + in_quotes(name), std::move(hint));
}

/// A text that is to be read, and who it is.
struct Input {
    std::string key;     ///< tells one source from another in a cycle
    std::string file;    ///< for messages
    std::string title;   ///< in reports: without folders
    std::string name;    ///< unless the text says another one
    std::string folder;  ///< paths in `extends` start here
    std::string text;
    bool built_in = false;
};

/// What a policy in a file is called unless it says otherwise: the file's name without its ending, if that is
/// not taken.
std::string name_for(const fs::path& path) {
    const auto stem = path.stem().string();
    return stem.empty() || is_built_in(stem) ? path.filename().string() : stem;
}

/// The same for every spelling of a path and every link to it.
std::string key_for(const fs::path& path) {
    std::error_code ignored;
    const auto real = fs::weakly_canonical(path, ignored);
    return "file " + (ignored ? path.lexically_normal() : real).string();
}

Result<Input> open_built_in(std::string_view reference) {
    const auto* row = find_built_in(reference);
    if (row == nullptr) return unknown_built_in(reference);
    const std::string name(row->name);
    return Input{"built-in " + name, "built-in " + name, name, name, "", std::string(row->text), true};
}

Result<Input> open_file(std::string_view reference, const std::string& folder) {
    const fs::path path = fs::path(folder) / fs::path(reference);
    auto text = read_file(path, most_bytes);
    if (!text && text.error().code == ErrorCode::limit)
        return refuse({path.string(), ""}, {}, "the file is too large", "a policy has at most 1 MiB");
    if (!text) return Failure(std::move(text).error());
    // The file that a built-in was made from is that built-in: its tests are to be run where it is written.
    const auto* row = find_built_in(path.stem().string());
    if (row != nullptr && row->text == *text) {
        const std::string name(row->name);
        return Input{"built-in " + name, path.string(), name, name, "", *std::move(text), true};
    }
    return Input{key_for(path),
                 path.string(),
                 path.filename().string(),
                 name_for(path),
                 path.parent_path().string(),
                 *std::move(text),
                 false};
}

Result<Input> open(std::string_view reference, const std::string& folder) {
    return is_path(reference) ? open_file(reference, folder) : open_built_in(reference);
}

void set_defaults(Policy& policy) {
    for (const auto& row : metadata_keys()) policy.metadata.try_emplace(std::string(row.key), row.fallback);
}

template <class T>
void append(std::vector<T>& all, std::vector<T> more) {
    std::move(more.begin(), more.end(), std::back_inserter(all));
}

void apply_settings(PolicyFile& file, Policy& policy) {
    if (!file.description.empty()) policy.description = std::move(file.description);
    if (file.ecosystems) policy.selected_by = file.name;
    if (file.scheme) policy.scheme = *std::move(file.scheme);
    if (file.bump) policy.bump = *std::move(file.bump);
    if (file.baseline) policy.baseline = *file.baseline;
    if (file.vocabulary) policy.vocabulary = *std::move(file.vocabulary);
    for (const auto& [key, setting] : file.metadata) policy.metadata[key] = setting;
    for (const auto& [id, setting] : file.hazards) policy.hazards[id] = setting;
    if (file.existing_hazards_denied) policy.existing_hazards_denied = *file.existing_hazards_denied;
}

/// Later words override; lists of rules grow.
void apply(PolicyFile file, Policy& policy) {
    apply_settings(file, policy);
    policy.name = std::move(file.name);
    append(policy.rules, std::move(file.rules));
    append(policy.protect, std::move(file.protect));
    append(policy.require, std::move(file.require));
    for (auto& stated : file.waivers) policy.waivers.push_back(std::move(stated.waiver));
}

bool contains(const std::vector<std::string>& all, std::string_view one) {
    return std::ranges::find(all, one) != all.end();
}

std::string_view without_mark(std::string_view text) {
    return text.substr(text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0);
}

/// Follows `extends`; a source that two others extend counts once.
class Loader {
  public:
    Loader(Policy& policy, const std::optional<Date>& today) : policy_(policy), today_(today) {
        set_defaults(policy_);
    }

    Result<void> load(std::string_view reference) { return add(TRY(open(reference, ""))); }

    Result<void> add(const Input& input) {
        CHECK_OK(add_once(input));
        for (const auto& ecosystem : known_[input.key].ecosystems) {
            if (!contains(policy_.ecosystems, ecosystem)) policy_.ecosystems.push_back(ecosystem);
        }
        return {};
    }

  private:
    Result<void> add_once(const Input& input) {
        if (known_.contains(input.key)) return {};
        const SourceText source{input.file, without_mark(input.text)};
        auto file = TRY(read_policy_file(source, input.name));
        CHECK_OK(check_waivers(source, file));
        known_[input.key] = TRY(extend_all(source, file, input));
        policy_.sources.push_back({input.title, sha256_hex(input.text), input.built_in});
        apply(std::move(file), policy_);
        return {};
    }

    Result<void> check_waivers(const SourceText& source, const PolicyFile& file) const {
        if (!today_) return {};
        for (const auto& stated : file.waivers) CHECK_OK(check_expiry(source, stated, *today_));
        return {};
    }

    /// What it extends, and what it says itself, as settings.
    Result<Statements> extend_all(const SourceText& source, const PolicyFile& file, const Input& input) {
        const auto own = stated(file);
        Statements all;
        open_.push_back(input.key);
        for (const auto& base : file.extends) {
            const auto key = TRY(extend(source, base, input));
            CHECK_OK(policy::add(all, known_[key], own, source, base));
        }
        open_.pop_back();
        for (const auto& [setting, value] : own) all.settings[setting] = {value, input.key, input.title};
        all.sources.insert(input.key);
        if (file.ecosystems) all.ecosystems = *file.ecosystems;
        return all;
    }

    /// Loads one of them; returns its key.
    Result<std::string> extend(const SourceText& source, const Reference& base, const Input& input) {
        const auto next = open(base.text, input.folder);
        if (!next)
            return refuse(source, base.spot, next.error().message, next.error().hint, next.error().code);
        if (contains(open_, next->key)) {
            const bool itself = next->key == input.key;
            return refuse(source, base.spot,
                          itself ? "a policy that extends itself"
                                 : "a circle: " + in_quotes(base.text) + " extends this policy",
                          "take one of them out");
        }
        if (open_.size() >= deepest_chain)
            return refuse(source, base.spot, "more than 16 policies extend one another",
                          "put some of them together");
        CHECK_OK(add_once(*next));
        return next->key;
    }

    Policy& policy_;
    std::optional<Date> today_;
    std::vector<std::string> open_;
    std::map<std::string, Statements> known_;
};

Result<std::string> choose(std::string_view ecosystem) {
    // Most are called as what they are made for, so that one of them is read and not all.
    if (find_built_in(ecosystem) != nullptr && contains(TRY(load(ecosystem)).ecosystems, ecosystem))
        return std::string(ecosystem);
    for (const auto& row : built_ins()) {
        const auto policy = TRY(load(row.name));
        // npm-cascade is for npm as well, but it is npm that says so.
        const bool says_so = policy.selected_by == row.name;
        if (says_so && contains(policy.ecosystems, ecosystem)) return std::string(row.name);
    }
    return fail(ErrorCode::policy, "no built-in policy is meant for " + in_quotes(ecosystem),
                "name one with --policy");
}

/// NAME.tests.yaml beside NAME.yaml.
std::string case_file_beside(const std::string& file) {
    const fs::path path(file);
    return (path.parent_path() / (path.stem().string() + ".tests" + path.extension().string())).string();
}

}  // namespace

Result<std::vector<Case>> load_cases(std::string_view reference) {
    const auto input = TRY(open(reference, ""));
    auto cases = TRY(read_case_file({input.file, without_mark(input.text)}, false));
    if (input.built_in) return cases;
    const auto beside = case_file_beside(input.file);
    std::error_code ignored;
    if (!fs::exists(beside, ignored)) return cases;
    const auto more = TRY(open_file(beside, ""));
    append(cases, TRY(read_case_file({more.file, without_mark(more.text)}, true)));
    return cases;
}

bool is_built_in(std::string_view source) {
    return find_built_in(source) != nullptr;
}

std::string Require::describe() const {
    if (!not_change.empty()) return "no change is " + not_change;
    if (files.empty()) return "some file has a change " + change;
    const auto patterns = files.patterns();
    return (patterns.size() > 1 ? "one of " : "") + join(patterns, ", ") + " has a change " + change;
}

Result<Policy> load(std::string_view reference, const std::optional<Date>& today) {
    return resolve({std::string(reference)}, "", today);
}

Result<Policy> resolve(const std::vector<std::string>& references, std::string_view ecosystem,
                       const std::optional<Date>& today) {
    auto wanted = references;
    if (wanted.empty()) wanted.push_back(TRY(choose(ecosystem)));
    Policy policy;
    Loader loader(policy, today);
    std::vector<std::string> names;
    for (const auto& reference : wanted) {
        CHECK_OK(loader.load(reference));
        if (!contains(names, policy.name)) names.push_back(policy.name);
    }
    policy.name = join(names, " + ");
    return policy;
}

Result<Policy> parse(std::string_view text, std::string_view file_name, std::string_view folder,
                     const std::optional<Date>& today) {
    const fs::path path(file_name);
    Policy policy;
    Loader loader(policy, today);
    CHECK_OK(loader.add({"text", std::string(file_name), path.filename().string(), name_for(path),
                         std::string(folder), std::string(text), false}));
    return policy;
}

}  // namespace bumpgate::policy
