#include "diff/diffoscope/list_lines.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"
#include "diff/diffoscope/calendar.hpp"

namespace bumpgate::diff::diffoscope {
namespace {

struct TypeLetter {
    char letter;
    MemberType type;
};
constexpr std::array letters = std::to_array<TypeLetter>({{'-', MemberType::file},
                                                          {'d', MemberType::directory},
                                                          {'l', MemberType::symlink},
                                                          {'h', MemberType::hardlink},
                                                          {'c', MemberType::char_device},
                                                          {'b', MemberType::block_device},
                                                          {'p', MemberType::fifo},
                                                          {'s', MemberType::socket}});

template <class Number>
std::optional<Number> number(std::string_view digits) {
    Number value{};
    const auto* const end = digits.data() + digits.size();
    const auto [stop, problem] = std::from_chars(digits.data(), end, value);
    return problem == std::errc{} && stop == end && !digits.empty() ? std::optional(value) : std::nullopt;
}

/// Takes pieces off the front of a line.
class Pieces {
  public:
    explicit Pieces(std::string_view line) : rest_(line) {}

    [[nodiscard]] std::string_view rest() const { return rest_; }

    std::string_view take(std::size_t length) {
        const auto piece = rest_.substr(0, length);
        rest_.remove_prefix(piece.size());
        return piece;
    }
    bool take_blank() { return take(1) == " "; }
    void skip_blanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(' '), rest_.size())); }
    std::string_view take_digits() {
        return take(std::min(rest_.find_first_not_of("0123456789"), rest_.size()));
    }
    std::string_view take_word() {
        skip_blanks();
        return take(std::min(rest_.find(' '), rest_.size()));
    }

  private:
    std::string_view rest_;
};

/// "-rwsr-xr-x"
bool read_mode(std::string_view text, Member& member) {
    if (text.size() != 10) return false;
    const auto* const row = std::find_if(letters.begin(), letters.end(),
                                         [&](const TypeLetter& known) { return known.letter == text[0]; });
    if (row == letters.end()) return false;
    member.type = row->type;
    for (std::size_t i = 1; i < text.size(); ++i) {
        const auto bit = std::uint32_t{1} << (9 - i);
        const auto special = std::uint32_t{04000} >> (i / 3 - (i % 3 == 0 ? 1 : 0));
        const char plain = "xrw"[i % 3];
        const char marked = i == 9 ? 't' : 's';
        if (text[i] == plain) {
            member.mode |= bit;
        } else if (i % 3 == 0 && text[i] == marked) {
            member.mode |= bit | special;
        } else if (i % 3 == 0 && text[i] == marked - 'a' + 'A') {
            member.mode |= special;
        } else if (text[i] != '-') {
            return false;
        }
    }
    return true;
}

/// "runner    (1001)", or a number alone.
bool read_owner(Pieces& pieces, std::string& name, std::optional<std::int64_t>& id) {
    pieces.skip_blanks();
    auto plain = pieces;
    const auto digits = plain.take_digits();
    if (!digits.empty() && plain.rest().starts_with(' ')) {
        // "1001     (1001)" is a name of digits.
        auto after = plain;
        after.skip_blanks();
        if (!after.rest().starts_with('(')) {
            id = number<std::int64_t>(digits);
            pieces = plain;
            return id.has_value() && pieces.take_blank();
        }
    }
    const auto rest = pieces.rest();
    const auto open = rest.find('(');
    if (open == std::string_view::npos || open == 0) return false;
    const auto written = rest.substr(0, open);
    name = written.substr(0, written.find_last_not_of(' ') + 1);
    (void)pieces.take(open + 1);
    id = number<std::int64_t>(pieces.take_digits());
    return !name.empty() && id.has_value() && pieces.take(2) == ") ";
}

/// A size, or "MAJOR, MINOR" of a device.
bool read_size(Pieces& pieces, ListLine& line) {
    pieces.skip_blanks();
    const auto first = pieces.take_digits();
    if (first.empty()) return false;
    const bool device =
        line.member.type == MemberType::char_device || line.member.type == MemberType::block_device;
    if (device) {
        if (pieces.take(1) != ",") return false;
        pieces.skip_blanks();
        const auto second = pieces.take_digits();
        line.member.link_target = std::string(first) + ":" + std::string(second);
        return !second.empty() && pieces.take_blank();
    }
    line.size = number<std::uint64_t>(first);
    return line.size.has_value() && pieces.take_blank();
}

/// "2023-07-06 04:38:09.172310"; older ones have no fraction.
bool read_time(Pieces& pieces, Member& member) {
    const auto date = split(pieces.take_word(), '-');
    const auto clock = split(pieces.take_word(), ':');
    if (date.size() != 3 || clock.size() != 3) return false;
    const auto seconds = split(clock[2], '.');
    const auto year = number<std::int64_t>(date[0]), month = number<std::int64_t>(date[1]),
               day = number<std::int64_t>(date[2]), hour = number<std::int64_t>(clock[0]),
               minute = number<std::int64_t>(clock[1]), second = number<std::int64_t>(seconds[0]);
    if (!year || !month || !day || !hour || !minute || !second || seconds.size() > 2) return false;
    if (*year < 0 || *year > 9999 || *month < 1 || *month > 12 || *day < 1 || *day > 31 || *hour < 0 ||
        *hour > 23 || *minute < 0 || *minute > 59 || *second < 0 || *second > 60)
        return false;
    Timestamp time{days_to(*year, *month, *day) * 86400 + *hour * 3600 + *minute * 60 + *second, 0};
    if (seconds.size() == 2) {
        const auto micros = number<std::uint32_t>(seconds[1]);
        if (!micros || seconds[1].size() != 6) return false;
        time.nanoseconds = *micros * 1000;
    }
    member.mtime = time;
    return pieces.take_blank();
}

/// What is left is the name, of a symbolic link with its target.
bool read_name(std::string_view text, ListLine& line) {
    constexpr std::string_view arrow = " -> ";
    const auto at = text.find(arrow);
    if (line.member.type == MemberType::symlink && at != std::string_view::npos) {
        if (text.find(arrow, at + 1) != std::string_view::npos) return false;
        line.member.link_target = text.substr(at + arrow.size());
        text = text.substr(0, at);
    }
    line.name = text;
    if (text.ends_with('/')) text.remove_suffix(1);
    line.member.path = text;
    return !text.empty();
}

}  // namespace

std::optional<ListLine> read_list_line(std::string_view text) {
    ListLine line;
    Pieces pieces(text);
    if (!read_mode(pieces.take(10), line.member) || !pieces.take_blank()) return std::nullopt;
    pieces.skip_blanks();
    if (pieces.take_digits().empty() || !pieces.take_blank()) return std::nullopt;
    auto& member = line.member;
    if (!read_owner(pieces, member.user, member.uid) || !read_owner(pieces, member.group, member.gid) ||
        !read_size(pieces, line) || !read_time(pieces, member) || !read_name(pieces.rest(), line))
        return std::nullopt;
    if (member.type != MemberType::file) line.size.reset();
    return line;
}

std::optional<ListLine> read_zipinfo_line(std::string_view text) {
    ListLine line;
    Pieces pieces(text);
    if (!read_mode(pieces.take(10), line.member) || !pieces.take_blank()) return std::nullopt;
    (void)pieces.take_word();  // version, system
    (void)pieces.take_word();
    line.size = number<std::uint64_t>(pieces.take_word());
    for (int i = 0; i < 4; ++i) {  // sort of content, method, date, time
        if (pieces.take_word().empty()) return std::nullopt;
    }
    if (!line.size || !pieces.take_blank() || !read_name(pieces.rest(), line)) return std::nullopt;
    if (line.name.ends_with('/')) line.member.type = MemberType::directory;
    if (line.member.type != MemberType::file) line.size.reset();
    return line;
}

bool is_zipinfo_frame(std::string_view line) {
    return line.starts_with("Zip file size: ") || line.starts_with("Archive: ") ||
           (!line.empty() && is_digit(line[0]) && line.find(" uncompressed, ") != std::string_view::npos);
}

}  // namespace bumpgate::diff::diffoscope
