#include <string_view>
#include <vector>

#include "archive/agreement.hpp"
#include "archive/cpio_scan.hpp"
#include "archive/read_layers.hpp"

namespace bumpgate::archive {

namespace {

std::vector<ScannedMember> scanned(const CpioScan& scan) {
    std::vector<ScannedMember> members;
    for (const auto& entry : scan.entries) {
        const auto& member = entry.member;
        // A symbolic link's target is content in the archive only.
        const auto content = member.type == MemberType::symlink ? std::string_view() : entry.stored;
        members.push_back(
            {{member.path, member.type, content.size(), member.link_target}, content, entry.offset, false});
    }
    return members;
}

}  // namespace

Result<Contents> read_cpio(std::string_view bytes, Meter& meter) {
    auto scan = TRY(scan_cpio(bytes, meter));
    CHECK_OK(compare_with_library(LibraryFormat::cpio, bytes, scanned(scan), meter, scan.findings));
    Layer layer{"cpio", {}, scan.flavour + "; " + scan.numbers, {}};
    Contents contents{std::move(layer), {}, {}, std::move(scan.findings), {}, {}};
    for (auto& entry : scan.entries) {
        contents.members.push_back(std::move(entry.member));
        contents.offsets.push_back(entry.offset);
    }
    return contents;
}

}  // namespace bumpgate::archive
