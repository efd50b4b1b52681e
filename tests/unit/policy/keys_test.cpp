#include <set>
#include <string>

#include "policies.hpp"
#include "policy/keys.hpp"

namespace bumpgate::policy_test {
namespace {

TEST_CASE("Every key has words and an example that loads and uses it") {
    std::set<std::string_view> seen;
    for (const auto& key : policy::all_keys()) {
        INFO(key.id);
        CHECK(seen.insert(key.id).second);
        CHECK(key.meaning.size() > 15);
        CHECK(key.meaning.ends_with('.'));
        if (key.id == "version") continue;
        const auto name = key.id.substr(key.id.rfind('.') + 1);
        CHECK(has(key.example, std::string(name) + ":"));
        (void)parsed("version: 1\n" + std::string(key.example));
    }
}

TEST_CASE("Every row of metadata is a key, with its default in its words") {
    for (const auto& row : policy::metadata_keys()) {
        const auto* key = policy::find_key("metadata." + std::string(row.key));
        INFO(row.key);
        REQUIRE(key != nullptr);
        CHECK(has(key->meaning, row.kind));
        const std::string word = row.fallback == policy::Setting::ignore ? "ignore"
                                 : row.fallback == policy::Setting::warn ? "warn"
                                                                         : "deny";
        CHECK(has(key->meaning, "default " + word));
    }
    CHECK(policy::find_key("metadata.nothing") == nullptr);
}

}  // namespace
}  // namespace bumpgate::policy_test
