#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "archive/agreement.hpp"
#include "archive/ar_scan.hpp"
#include "archive/read_layers.hpp"
#include "base/text.hpp"

namespace bumpgate::archive {

namespace {

// deb(5): the compressions that dpkg knows, by part.
constexpr std::array control_names = std::to_array<std::string_view>({
    "control.tar",
    "control.tar.gz",
    "control.tar.xz",
    "control.tar.zst",
});
constexpr std::array data_names = std::to_array<std::string_view>({
    "data.tar",
    "data.tar.bz2",
    "data.tar.gz",
    "data.tar.lzma",
    "data.tar.xz",
    "data.tar.zst",
});

struct DebPart {
    std::string_view what;
    std::span<const std::string_view> names;
};
constexpr std::array deb_parts = std::to_array<DebPart>({
    {"control.tar", control_names},
    {"data.tar", data_names},
});

std::string describe_metadata(const Member& member) {
    const auto number = [](std::optional<std::int64_t> value) {
        return value ? std::to_string(*value) : "none";
    };
    return "mode " + std::to_string(member.mode) + ", owner " + number(member.uid) + ":" +
           number(member.gid) + ", time " +
           number(member.mtime ? std::optional(member.mtime->seconds) : std::nullopt);
}

/// dpkg-deb gives all members the same owner, mode and time. The parts are shown by their members, so that
/// nothing else would show what their own headers say.
void audit_deb_header(const Member& first, const Member& part, std::uint64_t offset, Findings& findings) {
    if (describe_metadata(first) == describe_metadata(part)) return;
    findings.add("deb-member", part.path, offset, "other than debian-binary: " + describe_metadata(part));
}

/// deb(5): debian-binary, control.tar, data.tar, in this order. Names that start with "_" may stand between
/// them and anything behind them; dpkg ignores both, others do not.
void audit_deb(const std::vector<Member>& members, const std::vector<std::uint64_t>& offsets,
               Findings& findings) {
    if (members.empty() || members.front().path != "debian-binary") return;
    std::size_t stage = 0;
    for (std::size_t i = 1; i < members.size(); ++i) {
        const auto& path = members[i].path;
        const auto is_next = [&](const DebPart& part) {
            return std::find(part.names.begin(), part.names.end(), path) != part.names.end();
        };
        if (stage < deb_parts.size() && is_next(deb_parts[stage])) {
            ++stage;
            audit_deb_header(members.front(), members[i], offsets[i], findings);
            continue;
        }
        findings.add("deb-member", path, offsets[i],
                     stage < deb_parts.size()
                         ? "stands where " + std::string(deb_parts[stage].what) + " belongs"
                         : std::string("stands behind data.tar"));
    }
    for (; stage < deb_parts.size(); ++stage) {
        findings.add("deb-member", {}, 0,
                     "there is no " + std::string(deb_parts[stage].what) + " in its place");
    }
}

std::vector<ScannedMember> scanned(const ArScan& scan) {
    std::vector<ScannedMember> members;
    for (const auto& entry : scan.entries) {
        // libarchive lists the table of names as well, but shows nothing in it.
        const auto content = entry.member.path.empty() ? std::string_view() : entry.content;
        members.push_back({{entry.stored_path, MemberType::file, content.size(), {}},
                           content,
                           entry.offset,
                           entry.typeless});
    }
    return members;
}

}  // namespace

Result<Contents> read_ar(std::string_view bytes, Meter& meter) {
    auto scan = TRY(scan_ar(bytes, meter));
    CHECK_OK(compare_with_library(LibraryFormat::ar, bytes, scanned(scan), meter, scan.findings));
    Contents contents{{"ar", {}, std::move(scan.names), {}}, {}, {}, std::move(scan.findings), {}, {}};
    for (auto& entry : scan.entries) {
        if (entry.member.path.empty()) continue;
        contents.members.push_back(std::move(entry.member));
        contents.offsets.push_back(entry.offset);
    }
    audit_deb(contents.members, contents.offsets, contents.findings);
    return contents;
}

}  // namespace bumpgate::archive
