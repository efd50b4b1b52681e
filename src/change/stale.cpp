#include "change/stale.hpp"

#include <algorithm>
#include <cstring>
#include <thread>

#include "base/text.hpp"
#include "change/class_edits.hpp"
#include "change/class_file.hpp"
#include "change/history.hpp"
#include "change/needles.hpp"
#include "change/parts.hpp"
#include "change/token.hpp"
#include "change/unfold.hpp"

namespace bumpgate::change {

namespace {

using release::Shape;
using release::Spelling;

constexpr std::size_t most_places = 100;

/// A whole token that states the old version.
struct Place {
    std::size_t begin = 0, end = 0;
    Shape shape = Shape::dotted;
    std::size_t numbers = 0;
    bool row = false;
    bool constant = false;
    bool part = false;  ///< it states a part of the old version only
};

/// What to look for: every spelling of the old version that is none of the new one, the start of a row, split
/// constants.
class Search {
  public:
    explicit Search(const Context& context)
        : context_(context), parts_(old_parts(context)), needles_(texts(context, parts_)) {}

    /// The next place from `from` on; moves `from` behind it.
    [[nodiscard]] std::optional<Place> next(const Subject& subject, std::size_t& from) const {
        while (true) {
            const auto hit = needles_.find(subject.content, from);
            if (hit.at == std::string_view::npos) return std::nullopt;
            const auto place = place_at(subject, hit.at);
            from = place ? place->end : hit.at + 1;
            if (place) return place;
        }
    }

    /// Whether a text is a spelling of the old version, and of no other.
    [[nodiscard]] bool is_old_version(std::string_view text) const {
        return std::any_of(context_.spellings.begin(), context_.spellings.end(),
                           [&](const Spelling& spelling) {
                               return !spelling.four_parts && spelling.old_text == text &&
                                      !is_new_version(context_, spelling.old_text);
                           });
    }

  private:
    static bool is_new_version(const Context& context, const std::string& text) {
        return std::any_of(context.spellings.begin(), context.spellings.end(),
                           [&](const Spelling& spelling) { return spelling.new_text == text; });
    }

    static std::vector<std::string> row_starts(const release::Version& version) {
        std::vector<std::string> numbers;
        for (const auto& number : version.release) {
            const auto digit = number.find_first_not_of('0');
            numbers.push_back(digit == std::string::npos ? "0" : number.substr(digit));
        }
        while (numbers.size() > 2 && numbers.back() == "0") numbers.pop_back();
        if (numbers.size() < 2) return {};
        return {join(numbers, ","), join(numbers, ", ")};
    }

    /// Those that are none of the new version in any reading.
    static std::vector<std::string> old_parts(const Context& context) {
        const auto parts = parts_of(context);
        std::vector<std::string> result;
        for (const auto& part : parts) {
            const bool both = is_new_version(context, part.old_text) ||
                              std::any_of(parts.begin(), parts.end(),
                                          [&](const Part& other) { return other.new_text == part.old_text; });
            if (!both) result.push_back(part.old_text);
        }
        return result;
    }

    static std::vector<std::string> texts(const Context& context, const std::vector<std::string>& parts) {
        auto result = parts;
        for (const auto& spelling : context.spellings) {
            if (!spelling.four_parts && !is_new_version(context, spelling.old_text))
                result.push_back(spelling.old_text);
        }
        if (result.size() == parts.size()) return result;
        for (auto& start : row_starts(context.version(Side::old_side))) result.push_back(std::move(start));
        if (context.version(Side::old_side).release.size() >= 3) {
            for (const char* word : {"MAJOR", "Major", "major"}) result.emplace_back(word);
        }
        return result;
    }

    [[nodiscard]] std::optional<Place> place_at(const Subject& subject, std::size_t at) const {
        if (!is_digit(subject.content[at])) {
            auto part = part_at(subject, at);  // what stands behind a "+" need not begin with a digit
            return part ? part : constant_at(subject, at);
        }
        for (const auto& spelling : context_.spellings) {
            const auto& text = spelling.old_text;
            if (spelling.four_parts || subject.content.compare(at, text.size(), text) != 0) continue;
            if (is_new_version(context_, text) ||
                !release::stands_alone(subject.content, at, text, spelling.shape))
                continue;
            return Place{at, at + text.size(), spelling.shape, count_numbers(text), false, false, false};
        }
        if (auto part = part_at(subject, at)) return part;
        const auto row = release::row_at(subject.content, at);
        const auto& scheme = *context_.release.scheme;
        if (!row || !release::row_states(*row, scheme, context_.version(Side::old_side))) return std::nullopt;
        if (release::row_states(*row, scheme, context_.version(Side::new_side))) return std::nullopt;
        return Place{at, row->end, Shape::dotted, row->numbers.size(), true, false, false};
    }

    [[nodiscard]] std::optional<Place> part_at(const Subject& subject, std::size_t at) const {
        for (const auto& text : parts_) {
            if (subject.content.compare(at, text.size(), text) == 0 &&
                release::stands_alone(subject.content, at, text, Shape::dotted))
                return Place{at, at + text.size(), Shape::dotted, count_numbers(text), false, false, true};
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<Place> constant_at(const Subject& subject, std::size_t at) const {
        if (subject.is_name) return std::nullopt;
        const auto constant = split_constant_at(subject, at);
        if (!constant || !constants_state(subject, at, context_.version(Side::old_side))) return std::nullopt;
        if (constants_state(subject, at, context_.version(Side::new_side))) return std::nullopt;
        return Place{constant->begin, constant->end, Shape::dotted, 1, false, true, false};
    }

    const Context& context_;
    std::vector<std::string> parts_;  // of the old version
    Needles needles_;
};

/// The members of one thread.
class Scan {
  public:
    Scan(const Context& context, const Search& search, const Diff& diff, const std::set<std::size_t>& moved)
        : context_(context), search_(search), diff_(diff), moved_(moved) {}

    void read(std::size_t pair) {
        const auto& member = context_.trees.new_tree.members[*diff_.pairs[pair].new_member];
        const auto path = release::below_root(context_.release.new_identity, member.path);
        read_subject(Subject::name(path), pair, Stale::Where::path);
        if (!member.link_target.empty())
            read_subject(Subject::name(member.link_target), pair, Stale::Where::link);
        if (member.content.empty()) return;
        if (std::memchr(member.content.data(), 0, member.content.size()) != nullptr) {
            const bool read = moved_.contains(pair) || is_own_descriptor(path);
            if (read && is_class_file(path, member.content)) read_class(member.content, pair);
            return;
        }
        Subject plain;
        plain.content = member.content;
        plain.path = path;
        if (is_folded(path) && member.is_wholly_known()) return read_unfolded(path, member.content, pair);
        std::size_t from = 0;
        if (!search_.next(plain, from)) return;
        read_subject(Subject::file(path, member.content, member.known_bytes), pair, Stale::Where::content);
    }

    [[nodiscard]] std::vector<Stale> take() && { return std::move(found_); }

  private:
    /// A fold can cut a version in two.
    void read_unfolded(std::string_view path, std::string_view content, std::size_t pair) {
        const Unfolded text(content);
        const auto first = found_.size();
        read_subject(Subject::file(path, text.text()), pair, Stale::Where::content);
        for (auto i = first; i < found_.size(); ++i) {
            found_[i].begin = text.original(found_[i].begin);
            found_[i].end = text.original_end(found_[i].end);
        }
    }

    /// A class file in which a version moved: a text that is the old version as a whole should have moved,
    /// too. The version of the module itself should have anyway.
    void read_class(std::string_view content, std::size_t pair) {
        const bool moved = moved_.contains(pair);
        const auto file = parse_class(content);
        const auto uses = file ? uses_of_texts(*file) : std::nullopt;
        if (!uses) return;  // then nothing was proven in it
        std::size_t count = 0;
        for (std::size_t index = 0; index < file->pool.size() && count < most_places; ++index) {
            if (file->pool[index].tag != utf8_tag) continue;
            auto text = file->content(index);
            if (!text.empty() && (text[0] == 'v' || text[0] == 'V')) text.remove_prefix(1);
            if (!search_.is_old_version(text) || is_of_another_module(*uses, index)) continue;
            if (!moved && (uses->of[index] & used_as_module_version) == 0) continue;
            Stale stale;
            stale.pair = pair;
            stale.begin = file->pool[index].end - text.size();
            stale.end = file->pool[index].end;
            stale.mixed = moved;
            found_.push_back(std::move(stale));
            ++count;
        }
    }

    /// Only the version of what somebody else's module is required in.
    [[nodiscard]] bool is_of_another_module(const TextUses& uses, std::size_t index) const {
        return uses.of[index] == used_as_required_version &&
               std::none_of(uses.required.begin(), uses.required.end(), [&](const RequiredModule& required) {
                   return required.version == index &&
                          kinship_of_module(context_, required.name) != Kinship::other;
               });
    }

    void read_subject(const Subject& subject, std::size_t pair, Stale::Where where) {
        std::size_t from = 0;
        std::size_t count = 0;
        while (count < most_places) {
            const auto place = search_.next(subject, from);
            if (!place) return;
            if (judge(subject, *place, pair, where)) ++count;
        }
    }

    bool judge(const Subject& subject, const Place& place, std::size_t pair, Stale::Where where) {
        const bool file_moved = where == Stale::Where::content && moved_.contains(pair);
        if (place.part && !is_part_left_behind(context_, subject, place.begin, place.end, file_moved))
            return false;
        const auto owner = owner_of(context_, subject, place.begin, place.end);
        if (owner.format_field || owner.may_stay || owner.kinship == Kinship::other) return false;
        const bool telling = place.shape == Shape::dotted && !place.row && place.numbers >= 3;
        const bool counts = place.constant || place.part || (telling && file_moved) ||
                            (telling && stands_behind_known_name(context_, subject, place.begin)) ||
                            in_version_context(context_, subject, place.begin, place.end, owner);
        if (!counts || speaks_of_the_past(subject, place.begin)) return false;
        Stale stale;
        stale.pair = pair;
        stale.where = where;
        stale.begin = place.begin;
        stale.end = place.end;
        stale.kinship = owner.kinship;
        stale.name = std::string(owner.name);
        stale.mixed = file_moved;
        stale.part = place.part;
        found_.push_back(std::move(stale));
        return true;
    }

    const Context& context_;
    const Search& search_;
    const Diff& diff_;
    const std::set<std::size_t>& moved_;
    std::vector<Stale> found_;
};

std::size_t bytes_of(const Context& context, const Pair& pair) {
    return pair.new_member ? context.trees.new_tree.members[*pair.new_member].content.size() : 0;
}

/// The pair from which on the second half of all bytes lies.
std::size_t middle_of(const Context& context, const Diff& diff) {
    std::size_t half = 0;
    for (const auto& pair : diff.pairs) half += bytes_of(context, pair);
    half /= 2;
    std::size_t seen = 0;
    for (std::size_t i = 0; i < diff.pairs.size(); ++i) {
        seen += bytes_of(context, diff.pairs[i]);
        if (seen > half) return i;
    }
    return diff.pairs.size();
}

Result<std::vector<Stale>> scan(const Context& context, const Search& search, const Diff& diff,
                                const std::set<std::size_t>& moved, std::size_t begin, std::size_t end,
                                const Limits& limits) {
    Scan scan(context, search, diff, moved);
    for (std::size_t pair = begin; pair < end; ++pair) {
        if (pair % 64 == 0) CHECK_OK(limits.check_time("looking for versions that did not move"));
        if (diff.pairs[pair].new_member) scan.read(pair);
    }
    return std::move(scan).take();
}

}  // namespace

Result<std::vector<Stale>> find_stale(const Context& context, const Diff& diff,
                                      const std::set<std::size_t>& moved, const Limits& limits) {
    if (!context.release.has_versions()) return std::vector<Stale>{};
    const Search search(context);
    const std::size_t middle = middle_of(context, diff);
    Result<std::vector<Stale>> rest;
    std::exception_ptr trouble;
    std::thread other([&] {
        try {
            rest = scan(context, search, diff, moved, middle, diff.pairs.size(), limits);
        } catch (...) {
            trouble = std::current_exception();
        }
    });
    auto first = Result<std::vector<Stale>>{};
    try {
        first = scan(context, search, diff, moved, 0, middle, limits);
    } catch (...) {
        other.join();
        throw;
    }
    other.join();
    if (trouble) std::rethrow_exception(trouble);
    auto result = TRY(std::move(first));
    auto more = TRY(std::move(rest));
    std::move(more.begin(), more.end(), std::back_inserter(result));
    return result;
}

}  // namespace bumpgate::change
