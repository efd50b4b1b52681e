#include "diff/diffoscope/special.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.hpp"
#include "diff/diffoscope/unicode.hpp"

namespace bumpgate::diff::diffoscope {
namespace {

struct Special {
    MemberType type;
    std::string_view comment;
    std::string (*stand_in)(const Member& member, const std::string& name);
};

std::string of_link(const Member& member, const std::string& /*name*/) {
    return "destination: " + valid(member.link_target) + "\n";
}

std::string of_device(const Member& member, const std::string& /*name*/) {
    const auto numbers = split(member.link_target, ':');
    return std::string("device:") + (member.type == MemberType::char_device ? "character" : "block") +
           "\nmajor: " + std::string(numbers.front()) + "\nminor: " + std::string(numbers.back()) + "\n";
}

std::string of_pipe(const Member& /*member*/, const std::string& name) {
    return "named pipe (FIFO): " + name + "\n";
}

std::string of_socket(const Member& /*member*/, const std::string& name) {
    return "UNIX domain socket: " + name + "\n";
}

constexpr std::array specials = std::to_array<Special>({
    {MemberType::symlink, "symlink", of_link},
    {MemberType::char_device, "device", of_device},
    {MemberType::block_device, "device", of_device},
    {MemberType::fifo, "socket/FIFO", of_pipe},
    {MemberType::socket, "socket/FIFO", of_socket},
});

const Special* find(MemberType type) {
    const auto* const row = std::find_if(specials.begin(), specials.end(),
                                         [type](const Special& known) { return known.type == type; });
    return row != specials.end() ? row : nullptr;
}

}  // namespace

bool is_special(MemberType type) {
    return find(type) != nullptr;
}

std::string stand_in_for(const Member& member, const std::string& name) {
    const auto* const row = find(member.type);
    return row != nullptr ? row->stand_in(member, name) : std::string();
}

std::string comment_for_special(MemberType type) {
    const auto* const row = find(type);
    return row != nullptr ? std::string(row->comment) : std::string();
}

}  // namespace bumpgate::diff::diffoscope
