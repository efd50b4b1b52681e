#include "release/fields.hpp"

#include <algorithm>

namespace bumpgate::release {
namespace {

bool is_at(const Field& field, std::initializer_list<std::string_view> path) {
    return field.path.size() == path.size() &&
           std::equal(path.begin(), path.end(), field.path.begin(),
                      [](std::string_view wanted, const std::string& key) {
                          return wanted == "*" || wanted == key;
                      });
}

}  // namespace

std::vector<std::string> values_at(const Fields& fields, std::initializer_list<std::string_view> path) {
    std::vector<std::string> values;
    for (const auto& field : fields) {
        if (is_at(field, path) && !field.value.empty()) values.push_back(field.value);
    }
    return values;
}

std::optional<std::string> first_at(const Fields& fields, std::initializer_list<std::string_view> path) {
    auto values = values_at(fields, path);
    return values.empty() ? std::nullopt : std::optional(std::move(values.front()));
}

}  // namespace bumpgate::release
