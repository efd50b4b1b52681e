#include "diff/diffoscope/listing.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "base/text.hpp"
#include "diff/diffoscope/unicode.hpp"
#include "diff/metadata.hpp"

namespace bumpgate::diff::diffoscope {
namespace {

std::string right(std::string text, std::size_t width) {
    const auto length = count_characters(text);
    return length < width ? std::string(width - length, ' ') + text : text;
}

std::string left(std::string text, std::size_t width) {
    const auto length = count_characters(text);
    return length < width ? text.append(width - length, ' ') : text;
}

struct TypeLetter {
    MemberType type;
    char letter;
};
constexpr std::array letters = std::to_array<TypeLetter>({{MemberType::file, '-'},
                                                          {MemberType::directory, 'd'},
                                                          {MemberType::symlink, 'l'},
                                                          {MemberType::hardlink, 'h'},
                                                          {MemberType::char_device, 'c'},
                                                          {MemberType::block_device, 'b'},
                                                          {MemberType::fifo, 'p'},
                                                          {MemberType::socket, 's'}});

char letter_of(MemberType type) {
    const auto* const row = std::find_if(letters.begin(), letters.end(),
                                         [type](const TypeLetter& known) { return known.type == type; });
    return row != letters.end() ? row->letter : '?';
}

/// One of setuid, setgid and sticky stands in the place of an "x", in capitals where there is none.
struct Special {
    std::uint32_t bit;
    std::size_t place;
    char letter;
};
constexpr std::array specials = std::to_array<Special>({{04000, 3, 's'}, {02000, 6, 's'}, {01000, 9, 't'}});

std::string mode_of(const Member& member) {
    std::string text(1, letter_of(member.type));
    for (unsigned shift = 9; shift-- > 0;) text += (member.mode >> shift & 1U) != 0 ? "xwr"[shift % 3] : '-';
    for (const auto& special : specials) {
        if ((member.mode & special.bit) == 0) continue;
        char& place = text[special.place];
        place = place == 'x' ? special.letter : static_cast<char>(special.letter - 'a' + 'A');
    }
    return text;
}

std::string owner(const std::string& name, const std::optional<std::int64_t>& id) {
    const auto number = std::to_string(id.value_or(0));
    if (name.empty()) return right(number, 8);
    return left(valid(name), 8) + " " + right("(" + number + ")", 7);
}

std::string size_of(const Member& member) {
    if (member.type != MemberType::char_device && member.type != MemberType::block_device)
        return right(std::to_string(member.content.size()), 8);
    const auto numbers = split(member.link_target, ':');
    if (numbers.size() != 2) return right(member.link_target, 8);
    return right(right(std::string(numbers[0]), 3) + "," + right(std::string(numbers[1]), 3), 8);
}

/// "2023-07-06 04:38:09.172310"
std::string time_of(const Timestamp& time) {
    constexpr std::string_view nanoseconds = "000Z";
    auto text = iso_time(time);
    text.erase(text.size() - nanoseconds.size());
    return replace_all(text, "T", " ");
}

}  // namespace

std::string name_of(const Member& member) {
    auto name = valid(member.path);
    if (member.type == MemberType::directory && !name.ends_with('/')) name += '/';
    return name;
}

std::string listing(const std::vector<Member>& members) {
    std::string text;
    for (const auto& member : members) {
        text += mode_of(member) + right("0", 4) + " ";
        text += owner(member.user, member.uid) + " " + owner(member.group, member.gid) + " ";
        text += size_of(member) + " " + time_of(member.mtime.value_or(Timestamp{})) + " " + name_of(member);
        if (member.type == MemberType::symlink) text += " -> " + valid(member.link_target);
        text += "\n";
    }
    return text;
}

}  // namespace bumpgate::diff::diffoscope
