#pragma once

#include <string>
#include <string_view>

#include "archive/read.hpp"
#include "archives.hpp"
#include "base/text.hpp"

namespace bumpgate::test {

/// Writes the bytes to a file and reads it. The Tree outlives the file.
inline Result<Tree> read_bytes(std::string_view bytes, const std::string& name = "release",
                               const Limits& limits = {}) {
    const TemporaryFolder folder;
    return archive::read(folder.write(name, bytes), limits);
}

/// One line a hazard: "CONTAINER OFFSET ID MEMBER". An error shows itself.
inline std::string hazards(const Result<Tree>& tree) {
    if (!tree) return "error: " + tree.error().describe();
    std::string text;
    for (const auto& hazard : tree->hazards) {
        text += hazard.container + " " + std::to_string(hazard.offset) + " " + hazard.id;
        text += (hazard.member.empty() ? "" : " " + printable(hazard.member)) + "\n";
    }
    return text;
}

inline std::string hazards(std::string_view bytes) {
    return hazards(read_bytes(bytes));
}

/// The detail of the only hazard.
inline std::string detail(std::string_view bytes) {
    const auto tree = read_bytes(bytes);
    return tree && tree->hazards.size() == 1 ? tree->hazards.front().detail
                                             : "not one hazard:\n" + hazards(tree);
}

/// One line a member: "TYPE MODE PATH -> TARGET = CONTENT".
inline std::string members(const Result<Tree>& tree) {
    if (!tree) return "error: " + tree.error().describe();
    std::string text;
    for (const auto& member : tree->members) {
        std::string mode;
        for (auto rest = member.mode; rest != 0; rest >>= 3)
            mode.insert(mode.begin(), static_cast<char>('0' + (rest & 7U)));
        text += std::string(to_string(member.type)) + " " + mode + " " + printable(member.path);
        if (!member.link_target.empty()) text += " -> " + printable(member.link_target);
        text += (member.content.empty() ? "" : " = " + excerpt(member.content, 40)) + "\n";
    }
    return text;
}

inline std::string members(std::string_view bytes) {
    return members(read_bytes(bytes));
}

/// "CODE: CONTEXT: MESSAGE" without the temporary folder's name; "no error" if there is none.
inline std::string error_of(const Result<Tree>& tree) {
    if (tree) return "no error";
    const auto& error = tree.error();
    std::string text(to_string(error.code));
    for (auto step = error.context.rbegin(); step != error.context.rend(); ++step) {
        const auto slash = step == error.context.rbegin() ? step->rfind('/') : std::string::npos;
        text += ": " + (slash == std::string::npos ? *step : step->substr(slash + 1));
    }
    return text + ": " + error.message;
}

inline std::string error_of(std::string_view bytes, const Limits& limits = {}) {
    return error_of(read_bytes(bytes, "release", limits));
}

}  // namespace bumpgate::test
