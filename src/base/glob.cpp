#include "base/glob.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.hpp"

namespace bumpgate {

namespace {

struct NamedClass {
    std::string_view name;
    bool (*holds)(char);
};

bool is_graph(char c) {
    return c > ' ' && c < '\x7F';
}

// The named classes of POSIX.1-2017, 9.3.5 item 6, in the POSIX locale; gitignore(5) takes them as well.
constexpr std::array named_classes = std::to_array<NamedClass>({
    {"alnum", is_alnum},
    {"alpha", is_letter},
    {"blank", is_blank},
    {"cntrl", [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7F'; }},
    {"digit", is_digit},
    {"graph", is_graph},
    {"lower", is_lower},
    {"print", [](char c) { return c == ' ' || is_graph(c); }},
    {"punct", [](char c) { return is_graph(c) && !is_alnum(c); }},
    {"space", is_space},
    {"upper", is_upper},
    {"xdigit", [](char c) { return is_digit(c) || (to_lower(c) >= 'a' && to_lower(c) <= 'f'); }},
});

/// One element of a pattern (a byte, "?", "*" or a class): whether it takes `c`, and what follows it.
struct Step {
    bool takes = false;
    std::string_view rest;
};

/// A byte of a pattern, which may be written behind a backslash. Nothing at the end.
std::optional<char> take_byte(std::string_view& pattern) {
    if (pattern.starts_with('\\')) pattern.remove_prefix(1);
    if (pattern.empty()) return std::nullopt;
    const char byte = pattern.front();
    pattern.remove_prefix(1);
    return byte;
}

/// "[:digit:]" at the front, inside of a class. Nothing when the name is not known.
std::optional<bool> take_named_class(std::string_view& pattern, char c) {
    const auto end = pattern.find(":]");
    if (end == std::string_view::npos) return std::nullopt;
    const auto name = pattern.substr(2, end - 2);
    const auto* const found = std::ranges::find(named_classes, name, &NamedClass::name);
    if (found == named_classes.end()) return std::nullopt;
    pattern.remove_prefix(end + 2);
    return found->holds(c);
}

/// "a", "a-z" or "\]" at the front, inside of a class. Nothing when it is malformed or runs backwards.
std::optional<bool> take_range(std::string_view& pattern, char c) {
    const auto first = take_byte(pattern);
    if (!first) return std::nullopt;
    auto last = first;
    if (pattern.size() > 1 && pattern[0] == '-' && pattern[1] != ']') {
        pattern.remove_prefix(1);
        last = take_byte(pattern);
    }
    const auto low = static_cast<unsigned char>(*first);
    if (!last || static_cast<unsigned char>(*last) < low) return std::nullopt;
    const auto byte = static_cast<unsigned char>(c);
    return byte >= low && byte <= static_cast<unsigned char>(*last);
}

/// "[…]" at the front. Nothing when it is not closed or malformed.
std::optional<Step> take_class(std::string_view pattern, char c) {
    pattern.remove_prefix(1);
    const bool negated = pattern.starts_with('!') || pattern.starts_with('^');
    if (negated) pattern.remove_prefix(1);
    bool inside = false;
    bool first = true;  // a "]" that comes first is a member of the class
    while (first || !pattern.starts_with(']')) {
        const auto hit = pattern.starts_with("[:") ? take_named_class(pattern, c) : take_range(pattern, c);
        if (!hit) return std::nullopt;
        inside = inside || *hit;
        first = false;
    }
    return Step{inside != negated, pattern.substr(1)};
}

/// The element at the front of a pattern that is not empty. Nothing when it is malformed.
std::optional<Step> take_element(std::string_view pattern, char c) {
    if (pattern.front() == '[') return take_class(pattern, c);
    if (pattern.front() == '?' || pattern.front() == '*') return Step{true, pattern.substr(1)};
    const auto byte = take_byte(pattern);
    if (!byte) return std::nullopt;
    return Step{*byte == c, pattern};
}

/// Matches text without folders. Only the last "*" is ever tried again: what an earlier one could take
/// instead, the last one can take as well. That bounds the work by the product of the lengths.
bool wildcard_matches(std::string_view pattern, std::string_view text) {
    std::optional<std::string_view> after_star;
    std::string_view star_text;
    while (true) {
        if (pattern.starts_with('*')) {
            pattern.remove_prefix(1);
            after_star = pattern;
            star_text = text;
            continue;
        }
        if (pattern.empty() && text.empty()) return true;
        if (!pattern.empty() && !text.empty()) {
            const auto step = take_element(pattern, text.front());
            if (!step) return false;
            if (step->takes) {
                pattern = step->rest;
                text.remove_prefix(1);
                continue;
            }
        }
        if (!after_star || star_text.empty()) return false;
        star_text.remove_prefix(1);
        pattern = *after_star;
        text = star_text;
    }
}

/// What is left of a path or a pattern, component by component.
class Components {
  public:
    explicit Components(std::string_view path) : rest_(path) {}

    [[nodiscard]] bool at_end() const { return at_end_; }
    [[nodiscard]] std::string_view front() const { return rest_.substr(0, rest_.find('/')); }
    [[nodiscard]] std::string_view rest() const { return rest_; }
    [[nodiscard]] bool is_last() const { return rest_.find('/') == std::string_view::npos; }
    /// The name of an archive whose members follow.
    [[nodiscard]] bool is_border() const { return !is_last() && front().ends_with('!'); }
    void next() {
        at_end_ = is_last();
        rest_.remove_prefix(at_end_ ? rest_.size() : front().size() + 1);
    }

  private:
    std::string_view rest_;
    bool at_end_ = false;
};

bool is_nested(std::string_view path) {
    return path.find("!/") != std::string_view::npos;
}

/// "*" and its like do not reach into an archive: the pattern has to say the "!" itself.
bool component_matches(const Components& pattern, const Components& path) {
    if (path.is_border() && !pattern.is_border()) return false;
    return wildcard_matches(pattern.front(), path.front());
}

/// An anchored pattern. As with "*" in a name, only the last "**" is tried again. That stays right although
/// "**" takes no border, since then the borders of the path have to be those of the pattern, one by one.
bool anchored_matches(Components pattern, Components path) {
    std::optional<Components> after_stars;
    Components stars_path = path;
    while (true) {
        if (!pattern.at_end() && pattern.front() == "**") {
            if (pattern.is_last()) return !path.at_end() && !is_nested(path.rest());
            pattern.next();
            after_stars = pattern;
            stars_path = path;
            continue;
        }
        if (pattern.at_end() && path.at_end()) return true;
        if (!pattern.at_end() && !path.at_end() && component_matches(pattern, path)) {
            pattern.next();
            path.next();
            continue;
        }
        if (!after_stars || stars_path.at_end() || stars_path.is_border()) return false;
        stars_path.next();
        pattern = *after_stars;
        path = stars_path;
    }
}

constexpr std::string_view any_archive = "**!/";

/// `**!/REST`: REST inside of any archive, however deep it lies in folders and other archives.
bool matches_in_any_archive(std::string_view rest, std::string_view path) {
    for (auto border = path.find("!/"); border != std::string_view::npos;
         border = path.find("!/", border + 1)) {
        if (anchored_matches(Components(rest), Components(path.substr(border + 2)))) return true;
    }
    return false;
}

/// The reason why a component cannot be matched, or nothing.
std::optional<std::string> component_problem(std::string_view component) {
    if (component.empty()) return "has an empty component";
    while (!component.empty()) {
        const bool is_class = component.front() == '[';
        const auto step = take_element(component, 'a');
        if (!step && is_class)
            return "has a \"[\" class that is not closed, crosses a \"/\" or runs backwards";
        if (!step) return "has a backslash with nothing to escape";
        component = step->rest;
    }
    return std::nullopt;
}

std::optional<std::string> body_problem(std::string_view body) {
    if (body.empty()) return "is empty";
    if (body.ends_with('/')) return "ends in \"/\"";
    for (Components part(body); !part.at_end(); part.next()) {
        if (auto problem = component_problem(part.front())) return problem;
    }
    return std::nullopt;
}

Failure malformed(std::string_view pattern, std::string_view problem, std::string hint) {
    return fail(ErrorCode::policy, "pattern \"" + printable(pattern) + "\" " + std::string(problem),
                std::move(hint));
}

}  // namespace

Result<Glob> Glob::compile(std::string_view pattern) {
    if (pattern.starts_with('!')) {
        return malformed(pattern, "starts with \"!\" where nothing can be taken back",
                         "write \"\\!\" for a name that starts with an exclamation mark");
    }
    Glob glob;
    glob.pattern_ = pattern;
    glob.body_ = pattern.substr(pattern.starts_with('/') ? 1 : 0);
    if (const auto problem = body_problem(glob.body_)) {
        const bool folder = glob.body_.ends_with('/');
        return malformed(pattern, *problem,
                         folder ? "members are matched, not folders: write FOLDER/**" : "");
    }
    glob.anchored_ = pattern.find('/') != std::string_view::npos;
    return glob;
}

bool Glob::matches(std::string_view path) const {
    const std::string_view body = body_;
    if (!anchored_) return !is_nested(path) && wildcard_matches(body, path.substr(path.rfind('/') + 1));
    if (body.starts_with(any_archive)) return matches_in_any_archive(body.substr(any_archive.size()), path);
    return anchored_matches(Components(body), Components(path));
}

Result<GlobList> GlobList::compile(const std::vector<std::string>& patterns) {
    GlobList list;
    for (const std::string_view pattern : patterns) {
        const bool negated = pattern.starts_with('!');
        list.entries_.push_back({TRY(Glob::compile(pattern.substr(negated ? 1 : 0))), negated});
    }
    return list;
}

bool GlobList::matches(std::string_view path) const {
    // gitignore(5): "the last matching pattern decides the outcome".
    for (auto entry = entries_.rbegin(); entry != entries_.rend(); ++entry) {
        if (entry->glob.matches(path)) return !entry->negated;
    }
    return false;
}

std::vector<std::string> GlobList::patterns() const {
    std::vector<std::string> written;
    for (const auto& entry : entries_) written.push_back((entry.negated ? "!" : "") + entry.glob.pattern());
    return written;
}

bool name_matches(std::string_view pattern, std::string_view name) {
    return wildcard_matches(pattern, name);
}

}  // namespace bumpgate
