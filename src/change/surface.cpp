#include "change/surface.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <tuple>

#include "base/glob.hpp"
#include "base/text.hpp"
#include "change/structure/document.hpp"
#include "change/surface_rows.hpp"

namespace bumpgate::change {

namespace {

using surface::FileRow;
using surface::KeyRow;
using surface::Reader;

constexpr std::string_view nested_mark = "!/";

/// A row with its pattern ready for use.
template <typename Row>
struct Compiled {
    const Row* row;
    Glob glob;
};

template <typename Row>
std::vector<Compiled<Row>> compile(std::span<const Row> rows) {
    std::vector<Compiled<Row>> compiled;
    for (const auto& row : rows) {
        auto glob = Glob::compile(row.pattern);
        if (glob) compiled.push_back({&row, *std::move(glob)});  // a test has every row match
    }
    return compiled;
}

/// The path as patterns see it: small letters, for some file systems do not tell them from capitals. Inside
/// of a nested archive the path in that archive.
struct Place {
    std::string whole;  ///< as it is, but for the letters
    std::string inner;
    bool nested = false;
};

Place place_of(std::string_view path) {
    Place place;
    place.whole = to_lower(path);
    const auto mark = place.whole.rfind(nested_mark);
    place.nested = mark != std::string::npos;
    place.inner = place.nested ? place.whole.substr(mark + nested_mark.size()) : place.whole;
    return place;
}

bool counts_in(std::string_view ecosystems, std::string_view ecosystem, const Place& place) {
    if (ecosystems.empty() || ecosystem.empty() || ecosystem == "source" || place.nested) return true;
    const auto ids = split(ecosystems, ' ');
    return std::find(ids.begin(), ids.end(), ecosystem) != ids.end();
}

template <typename Row>
bool matches(const Compiled<Row>& compiled, std::string_view ecosystem, const Place& place) {
    return counts_in(compiled.row->ecosystems, ecosystem, place) &&
           (compiled.glob.matches(place.inner) || compiled.glob.matches(place.whole));
}

/// The rows of keys that speak of a file.
std::vector<const KeyRow*> rows_of(std::string_view ecosystem, std::string_view path) {
    static const auto compiled = compile(surface::key_rows());
    const auto place = place_of(path);
    std::vector<const KeyRow*> rows;
    for (const auto& entry : compiled) {
        if (matches(entry, ecosystem, place)) rows.push_back(entry.row);
    }
    return rows;
}

bool component_fits(std::string_view pattern, std::string_view component) {
    if (pattern.empty() || pattern.back() != '*') return pattern == component;
    pattern.remove_suffix(1);
    return component.substr(0, pattern.size()) == pattern;
}

bool key_fits(std::string_view pattern, const std::vector<std::string>& path) {
    const auto components = split(pattern, '/');
    if (components.size() > path.size()) return false;
    return std::equal(components.begin(), components.end(), path.begin(), component_fits);
}

const KeyRow* row_for(const std::vector<const KeyRow*>& rows, const std::vector<std::string>& path) {
    const auto found =
        std::find_if(rows.begin(), rows.end(), [&](const KeyRow* row) { return key_fits(row->key, path); });
    return found == rows.end() ? nullptr : *found;
}

void read_document(const std::vector<const KeyRow*>& rows, std::string_view path, std::string_view content,
                   RunningValues& result) {
    const auto format = structure::format_of(path);
    const auto document = format ? structure::parse(*format, content) : std::nullopt;
    result.readable = document.has_value();
    if (!document) return;
    for (const auto& scalar : document->scalars) {
        const auto* row = row_for(rows, scalar.path);
        if (row == nullptr) continue;
        result.values.push_back({join(scalar.path, "/"), scalar.value, row->what, scalar.key_begin,
                                 std::min(scalar.end + 1, content.size())});
    }
}

bool starts_entry(std::string_view line) {
    return !line.empty() && !is_space(line[0]) && line[0] != '-' && line[0] != '#';
}

/// Lines with any line end that some reader knows: CR LF, LF, or CR alone (JAR File Specification,
/// "newline").
std::vector<std::string_view> lines_of(std::string_view content) {
    std::vector<std::string_view> lines;
    while (!content.empty()) {
        const auto end = std::min(content.find_first_of("\r\n"), content.size());
        const bool pair = content.substr(end, 2) == "\r\n";
        const auto length = std::min(end + (pair ? 2 : 1), content.size());
        lines.push_back(content.substr(0, length));
        content.remove_prefix(length);
    }
    return lines;
}

std::string_view without_line_end(std::string_view line) {
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
    return line;
}

void read_lines(const std::vector<const KeyRow*>& rows, std::string_view content, RunningValues& result) {
    const bool folded = rows.front()->reader == Reader::folded;
    bool open = false;  // the last entry goes on
    for (const auto line : lines_of(content)) {
        const auto begin = static_cast<std::size_t>(line.data() - content.data());
        const auto text = without_line_end(line);
        if (starts_entry(text)) {
            const auto name = to_lower(text.substr(0, std::min(text.find(':'), text.size())));
            const auto* row = row_for(rows, {name});
            open = row != nullptr;
            if (open) result.values.push_back({name, std::string(text), row->what, begin, begin});
        } else if (open) {
            const bool goes_on = folded && !text.empty() && text[0] == ' ';
            result.values.back().value += goes_on ? std::string(text.substr(1)) : "\n" + std::string(text);
        }
        if (open) result.values.back().end = begin + line.size();
    }
}

bool is_less(const RunningValue& left, const RunningValue& right) {
    return std::tie(left.key, left.value) < std::tie(right.key, right.value);
}

/// What one side has and the other has not; `kept` tells whether the other has the key with another value.
struct Difference {
    RunningValue value;
    bool kept = false;
};

std::vector<Difference> differences(const std::vector<RunningValue>& values,
                                    const std::vector<RunningValue>& others) {
    std::vector<RunningValue> only;
    std::set_difference(values.begin(), values.end(), others.begin(), others.end(), std::back_inserter(only),
                        is_less);
    std::vector<Difference> result;
    for (auto& value : only) {
        const bool kept = std::any_of(others.begin(), others.end(),
                                      [&](const RunningValue& other) { return other.key == value.key; });
        result.push_back({std::move(value), kept});
    }
    return result;
}

/// Text that nothing explains, or bytes. What deceives stays what it is: no rule may allow it by accident.
bool is_unexplained(const Edit& edit) {
    if (edit.kind == kind::text_deceptive) return false;
    return edit.kind == kind::text || edit.kind == kind::binary || edit.kind == kind::unclear ||
           edit.kind.starts_with("text.") || edit.kind.starts_with("binary.");
}

std::string with_cause(const std::string& reason, std::string_view what) {
    return reason + (reason.empty() ? "" : " ") + "This runs by itself: " + std::string(what) + ".";
}

void mark(Edit& edit, std::string_view what) {
    if (!is_unexplained(edit)) return;
    edit.kind = kind::exec_surface;
    edit.reason = with_cause(edit.reason, what);
}

void mark_all(std::vector<Edit>& edits, std::string_view what) {
    for (auto& edit : edits) mark(edit, what);
}

bool overlaps(std::size_t begin, std::size_t end, const RunningValue& value) {
    return begin < value.end && value.begin < std::max(end, begin + 1);
}

/// Marks the edits that touch a value. One that is there on both sides may have moved by what is proven; of
/// one that came or went something must be unproven, and if it cannot be told what, everything is.
void mark_value(const Difference& difference, Side side, std::vector<Edit>& edits) {
    bool told = false;
    for (auto& edit : edits) {
        const bool is_new = side == Side::new_side;
        if (!overlaps(is_new ? edit.new_begin : edit.old_begin, is_new ? edit.new_end : edit.old_end,
                      difference.value))
            continue;
        mark(edit, difference.value.what);
        told = told || difference.kept || edit.kind == kind::exec_surface;
    }
    if (!told) mark_all(edits, difference.value.what);
}

constexpr std::string_view unreadable =
    "what in this file does cannot be told, for it does not parse strictly";

bool is_unreadable(const RunningValues& values, const SurfaceSide& side) {
    return values.possible && (!values.readable || !side.is_known);
}

/// Who runs a member, by its path or by values in it.
std::string what_runs(std::string_view ecosystem, const SurfaceSide& side) {
    const auto file = what_runs_file(ecosystem, side.path);
    if (!file.empty()) return std::string(file);
    if (!side.is_file)
        return rows_of(ecosystem, side.path).empty() ? "" : "a link takes the place of a manifest";
    const auto values = running_values(ecosystem, side.path, side.content);
    if (!values.possible) return {};
    if (!values.readable || !side.is_known) return std::string(unreadable);
    if (values.values.empty()) return {};
    return in_quotes(values.values.front().key) + ", " + std::string(values.values.front().what);
}

}  // namespace

std::string_view what_runs_file(std::string_view ecosystem, std::string_view path) {
    static const auto compiled = compile(surface::file_rows());
    const auto place = place_of(path);
    const auto found = std::find_if(compiled.begin(), compiled.end(), [&](const Compiled<FileRow>& entry) {
        return matches(entry, ecosystem, place);
    });
    return found == compiled.end() ? std::string_view{} : found->row->what;
}

RunningValues running_values(std::string_view ecosystem, std::string_view path, std::string_view content) {
    RunningValues result;
    const auto rows = rows_of(ecosystem, path);
    result.possible = !rows.empty();
    if (rows.empty()) return result;
    if (rows.front()->reader == Reader::document) {
        read_document(rows, path, content, result);
    } else {
        read_lines(rows, content, result);
    }
    std::sort(result.values.begin(), result.values.end(), is_less);
    return result;
}

void refine_surface(std::string_view ecosystem, const SurfaceSide& old_side, const SurfaceSide& new_side,
                    std::vector<Edit>& edits) {
    if (std::none_of(edits.begin(), edits.end(), is_unexplained)) return;
    for (const auto* side : {&new_side, &old_side}) {
        const auto what = what_runs_file(ecosystem, side->path);
        if (!what.empty()) return mark_all(edits, what);
    }
    const auto old_values = running_values(ecosystem, old_side.path, old_side.content);
    const auto new_values = running_values(ecosystem, new_side.path, new_side.content);
    if (is_unreadable(old_values, old_side) || is_unreadable(new_values, new_side))
        return mark_all(edits, unreadable);
    for (const auto& difference : differences(old_values.values, new_values.values))
        mark_value(difference, Side::old_side, edits);
    for (const auto& difference : differences(new_values.values, old_values.values))
        mark_value(difference, Side::new_side, edits);
}

void refine_surface(std::string_view ecosystem, const SurfaceSide* old_side, const SurfaceSide* new_side,
                    Change& change) {
    constexpr std::array kinds{kind::file_added, kind::file_removed, kind::file_renamed,
                               kind::file_type,  kind::file_link,    kind::binary};
    if (std::find(kinds.begin(), kinds.end(), change.kind) == kinds.end()) return;
    for (const auto* side : {new_side, old_side}) {
        if (side == nullptr) continue;
        const auto what = what_runs(ecosystem, *side);
        if (what.empty()) continue;
        change.kind = kind::exec_surface;
        change.reason = with_cause(change.reason, what);
        return;
    }
}

}  // namespace bumpgate::change
