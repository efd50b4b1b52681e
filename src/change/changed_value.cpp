#include "change/changed_value.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "change/dates.hpp"
#include "change/refine_fields.hpp"

namespace bumpgate::change {

namespace {

using structure::Scalar;

constexpr std::size_t longest_value = 256;  // bytes; what is longer is no id, date or version

/// Seconds since 1970 have ten digits from 2001 to 2286, milliseconds thirteen.
bool is_epoch_number(std::string_view text) {
    return (text.size() == 10 || text.size() == 13) && std::all_of(text.begin(), text.end(), is_digit) &&
           text.front() != '0';
}

bool is_later_date(std::string_view from, std::string_view to) {
    if (is_epoch_number(from) && is_epoch_number(to)) return from.size() == to.size() && from < to;
    for (const auto& old_date : read_dates(from, 0)) {
        if (old_date.length != from.size()) continue;
        for (const auto& new_date : read_dates(to, 0)) {
            if (new_date.length == to.size() && same_format(old_date, new_date) &&
                is_later(new_date, old_date))
                return true;
        }
    }
    return false;
}

std::string_view without_v(std::string_view text) {
    return text.substr(!text.empty() && (text.front() == 'v' || text.front() == 'V') ? 1 : 0);
}

bool is_own_version(const Context& context, std::string_view from, std::string_view to) {
    const auto old_text = without_v(from);
    const auto new_text = without_v(to);
    if (from.substr(0, from.size() - old_text.size()) != to.substr(0, to.size() - new_text.size()))
        return false;
    return std::any_of(context.spellings.begin(), context.spellings.end(),
                       [&](const release::Spelling& spelling) {
                           return spelling.old_text == old_text && spelling.new_text == new_text;
                       });
}

std::optional<ChangedValue> value_of(const Context& context, const Subject& old_subject,
                                     const Subject& new_subject, const Edit& edit) {
    const auto narrow = narrowed(old_subject, new_subject, edit);
    const Scalar* from = old_subject.document->at(narrow.old_begin, narrow.old_end);
    const Scalar* to = new_subject.document->at(narrow.new_begin, narrow.new_end);
    if (from == nullptr || to == nullptr || from->path != to->path) return std::nullopt;
    ChangedValue value;
    value.path = to->path;
    value.any_case = new_subject.document->format == structure::Format::headers;
    if (from->value.size() > longest_value || to->value.size() > longest_value) return value;
    value.is_commit = are_commit_ids(from->value, to->value);
    value.is_date = is_later_date(from->value, to->value);
    value.is_tool = only_a_version_rises(from->value, to->value);
    value.is_version = is_own_version(context, from->value, to->value);
    return value;
}

}  // namespace

void tell_values(const Context& context, const Subject& old_subject, const Subject& new_subject,
                 std::vector<Edit>& edits) {
    if (!old_subject.document || !new_subject.document ||
        old_subject.document->format != new_subject.document->format)
        return;
    for (auto& edit : edits) edit.value = value_of(context, old_subject, new_subject, edit);
}

std::string pointer_to(const ChangedValue& value) {
    std::string pointer;
    for (const auto& component : value.path)
        pointer += "/" + replace_all(replace_all(component, "~", "~0"), "/", "~1");
    return pointer;
}

bool are_in_one_value(const Edit& left, const Edit& right) {
    if (left.value.has_value() != right.value.has_value()) return false;
    return !left.value || left.value->path == right.value->path;
}

}  // namespace bumpgate::change
