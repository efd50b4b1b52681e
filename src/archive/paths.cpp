#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>
#include <vector>

#include "archive/links.hpp"
#include "archive/path_tree.hpp"
#include "archive/path_unicode.hpp"
#include "archive/read_layers.hpp"
#include "base/text.hpp"

namespace bumpgate::archive {

namespace {

constexpr std::size_t members_between_looks = 1024;

using PathTest = bool (*)(std::string_view path);

template <class Test>
bool any_component(std::string_view path, Test test) {
    for (const auto component : split(path, '/')) {
        if (test(component)) return true;
    }
    return false;
}

bool climbs(std::string_view path) {
    return any_component(path, [](std::string_view component) { return component == ".."; });
}

bool has_idle_component(std::string_view path) {
    path = without_dot_slash(path);
    if (path == ".") return false;                     // the folder that was packed, itself
    if (path.starts_with('/')) path.remove_prefix(1);  // "path-absolute" tells that already
    return any_component(path,
                         [](std::string_view component) { return component.empty() || component == "."; });
}

bool has_backslash(std::string_view path) {
    return path.find('\\') != std::string_view::npos;
}

bool is_control(char32_t c) {
    return c < 0x20 || (c >= 0x7f && c <= 0x9f);
}

template <class Test>
bool any_code_point(std::string_view path, Test test) {
    for (std::size_t at = 0; at < path.size();) {
        const auto point = decode_utf8(path, at);
        const auto value = point ? point->value : static_cast<char32_t>(0xfffd);
        if (test(value)) return true;
        at += point ? point->length : 1;
    }
    return false;
}

bool has_control(std::string_view path) {
    return any_code_point(path, is_control);
}

bool has_deceptive(std::string_view path) {
    return any_code_point(path, [](char32_t c) { return is_deceptive(c) && !is_control(c); });
}

bool is_not_utf8(std::string_view path) {
    return !is_utf8(path);
}

bool ends_in_dot_or_space(std::string_view path) {
    return any_component(path, [](std::string_view component) {
        if (component == "." || component == "..") return false;
        return component.ends_with('.') || component.ends_with(' ');
    });
}

// What Windows takes for devices, with any extension ("Naming Files, Paths, and Namespaces").
constexpr std::array<std::string_view, 22> windows_devices{
    "con",  "prn",  "aux",  "nul",  "com1", "com2", "com3", "com4", "com5", "com6", "com7",
    "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9"};

bool is_reserved(std::string_view path) {
    return any_component(path, [](std::string_view component) {
        const auto stem = to_lower(trim(component.substr(0, component.find('.'))));
        return std::find(windows_devices.begin(), windows_devices.end(), stem) != windows_devices.end();
    });
}

/// Reports show what lies in a nested archive behind this mark.
bool has_nesting_mark(std::string_view path) {
    return path.find("!/") != std::string_view::npos;
}

struct PathRow {
    HazardId id;
    PathTest test;
};
constexpr std::array path_rows = std::to_array<PathRow>({
    {"path-absolute", is_absolute},
    {"path-backslash", has_backslash},
    {"path-confusable", has_confusable},
    {"path-control", has_control},
    {"path-deceptive", has_deceptive},
    {"path-dotdot", climbs},
    {"path-empty-component", has_idle_component},
    {"path-nesting-mark", has_nesting_mark},
    {"path-not-utf8", is_not_utf8},
    {"path-reserved-name", is_reserved},
    {"path-trailing", ends_in_dot_or_space},
});

struct TypeHazard {
    MemberType type;
    HazardId id;
};
constexpr std::array type_hazards = std::to_array<TypeHazard>({
    {MemberType::char_device, "device-node"},
    {MemberType::block_device, "device-node"},
    {MemberType::fifo, "fifo"},
    {MemberType::socket, "socket"},
});

constexpr std::uint32_t setuid_and_setgid = 06000;

/// A path for a detail. Equal texts mean equal paths; long ones must not make the report as long.
std::string shown(std::string_view path) {
    return path.size() <= 256 ? in_quotes(path) : describe_bytes(path);
}

std::string_view last_component(std::string_view path) {
    return path.substr(path.rfind('/') + 1);
}

std::string describe_bits(std::uint32_t mode) {
    std::string text = (mode & 04000U) != 0 ? "setuid" : "";
    if ((mode & 02000U) != 0) text += text.empty() ? "setgid" : " and setgid";
    return text;
}

class Audit {
  public:
    Audit(const std::vector<Member>& members, Findings& findings) : links_(members), findings_(findings) {}

    void take(const Member& member, std::uint64_t offset) {
        for (const auto& row : path_rows) {
            if (row.test(member.path)) findings_.add(row.id, member.path, offset, shown(member.path));
        }
        check_type(member, offset);
        check_links(member, offset);
        const auto path = without_dot_slash(member.path);
        if (paths_.insert(path).second) {
            check_alike(path, member, offset);
        } else {
            findings_.add("duplicate-member", member.path, offset, shown(path));
        }
    }

  private:
    void check_type(const Member& member, std::uint64_t offset) {
        for (const auto& row : type_hazards) {
            if (row.type != member.type) continue;
            const auto numbers = member.link_target.empty() ? "" : " " + member.link_target;
            findings_.add(row.id, member.path, offset, std::string(to_string(member.type)) + numbers);
        }
        // A folder's setgid only says which group new files in it belong to; honest build machines set it.
        if ((member.mode & setuid_and_setgid) != 0 && member.type != MemberType::directory) {
            findings_.add("setuid", member.path, offset, describe_bits(member.mode));
        }
    }

    void check_links(const Member& member, std::uint64_t offset) {
        const auto& target = member.link_target;
        if (member.type == MemberType::symlink && links_.leaves_root(member.path, target, false)) {
            findings_.add("link-escape", member.path, offset, "symlink to " + shown(target));
        }
        if (member.type == MemberType::hardlink && links_.leaves_root(member.path, target, true)) {
            findings_.add("link-escape", member.path, offset, "hard link to " + shown(target));
        }
        if (const auto link = links_.above(member.path); !link.empty()) {
            findings_.add("link-escape", member.path, offset, "lies below the symlink " + shown(link));
        }
    }

    /// Folders need no member of their own, so every folder above counts.
    void check_alike(std::string_view path, const Member& member, std::uint64_t offset) {
        auto node = PathTree::root;
        for (std::size_t start = 0; start <= path.size();) {
            const auto end = std::min(path.find('/', start), path.size());
            const auto component = path.substr(start, end - start);
            node = folded_.add(node, folded_component(component));
            if (node >= first_seen_.size()) first_seen_.resize(node + 1);
            auto& first = first_seen_[node];
            if (first.empty()) first = path.substr(0, end);
            if (last_component(first) != component) {
                const auto other = last_component(first);
                const bool by_case = to_lower(other) == to_lower(component);
                findings_.add(by_case ? HazardId("path-case-collision") : HazardId("path-unicode-collision"),
                              member.path, offset, shown(path.substr(0, end)) + " and " + shown(first));
                return;
            }
            start = end + 1;
        }
    }

    Links links_;
    Findings& findings_;
    std::unordered_set<std::string_view> paths_;
    PathTree folded_;
    std::vector<std::string_view> first_seen_{""};  ///< by node, the first path that made it
};

}  // namespace

Result<void> audit_members(const std::vector<Member>& members, const std::vector<std::uint64_t>& offsets,
                           const Meter& meter, Findings& findings) {
    Audit audit(members, findings);
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (i % members_between_looks == 0) CHECK_OK(meter.limits().check_time("checking names"));
        audit.take(members[i], offsets[i]);
    }
    return {};
}

}  // namespace bumpgate::archive
