#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "change/change.hpp"
#include "policy/policy.hpp"
#include "release/identity.hpp"
#include "release/spelling.hpp"

namespace bumpgate::gate {

/// What every judgement of one run looks at. Private to this folder.
struct Context {
    Context(const policy::Policy& the_policy, const release::Release& the_release, const Changes& changes);

    const policy::Policy& policy;
    const release::Release& release;
    std::string (*normal_name)(std::string_view name);  ///< of a package, as the release's ecosystem has it
    std::vector<release::Spelling> spellings;
    std::vector<std::string>
        siblings;  ///< names that the classifier took for siblings; sorted, without doubles
};

}  // namespace bumpgate::gate
