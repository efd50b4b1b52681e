#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "gate/verdict.hpp"

// What is denied, put together so that a person reads one thing once.
namespace bumpgate::report {

/// A denied change and those that a reader need not see in full after it.
struct ChangeBundle {
    const JudgedChange* first = nullptr;
    bool same_edit = true;  ///< `like` make the very same edit; else they are of the same kind only
    std::vector<const JudgedChange*> like;  ///< elsewhere, or in this file at another place
    std::vector<const JudgedChange*> near;  ///< other changes of this kind in this file

    [[nodiscard]] std::size_t size() const { return 1 + like.size() + near.size(); }
};

/// A denied hazard and others of its kind and state.
struct HazardBundle {
    const JudgedHazard* first = nullptr;
    std::vector<const JudgedHazard*> like;

    [[nodiscard]] std::size_t size() const { return 1 + like.size(); }
};

/// Every denied change in exactly one bundle, in the order of danger.
[[nodiscard]] std::vector<ChangeBundle> change_bundles(const Verdict& verdict);

/// Every denied hazard in exactly one bundle, in the order of the Verdict.
[[nodiscard]] std::vector<HazardBundle> hazard_bundles(const Verdict& verdict);

/// How dangerous a denied change of this kind is: small numbers are shown first.
[[nodiscard]] std::size_t danger_of(std::string_view kind);

}  // namespace bumpgate::report
