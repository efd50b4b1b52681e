#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "archive/tree.hpp"
#include "release/identity.hpp"

// Fields that the JSON of a diff writes and reads alike.
namespace bumpgate::diff {

struct TimeField {
    std::string_view name;
    std::optional<Timestamp> Member::*time;
};
inline constexpr auto time_fields = std::to_array<TimeField>({
    {"mtime", &Member::mtime},
    {"atime", &Member::atime},
    {"ctime", &Member::ctime},
    {"birth_time", &Member::birth_time},
});

struct OverrideField {
    std::string_view name;
    std::string release::Overrides::*value;
};
inline constexpr auto override_fields = std::to_array<OverrideField>({
    {"name", &release::Overrides::name},
    {"old_version", &release::Overrides::old_version},
    {"new_version", &release::Overrides::new_version},
    {"scheme", &release::Overrides::scheme},
    {"ecosystem", &release::Overrides::ecosystem},
});

}  // namespace bumpgate::diff
