#include "gate/context.hpp"

#include <set>

#include "change/kinds.hpp"

namespace bumpgate::gate {

namespace {

std::string as_it_is(std::string_view name) {
    return std::string(name);
}

std::vector<std::string> siblings_of(const Changes& changes) {
    std::set<std::string> names;
    for (const auto& change : changes.items) {
        const bool sibling =
            change.kind == change::kind::version_sibling || change.kind == change::kind::dependency_sibling;
        if (sibling && !change.name.empty()) names.insert(change.name);
    }
    return {names.begin(), names.end()};
}

}  // namespace

Context::Context(const policy::Policy& the_policy, const release::Release& the_release,
                 const Changes& changes)
    : policy(the_policy),
      release(the_release),
      normal_name(as_it_is),
      spellings(release::spellings(the_release)),
      siblings(siblings_of(changes)) {
    const auto* ecosystem = release::find_ecosystem(the_release.ecosystem);
    if (ecosystem != nullptr) normal_name = ecosystem->normal_name;
}

}  // namespace bumpgate::gate
