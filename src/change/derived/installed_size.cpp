#include <algorithm>
#include <array>
#include <cstdint>

#include "base/text.hpp"
#include "change/derived/rows.hpp"
#include "change/kinds.hpp"
#include "change/structure/document.hpp"

// Installed-Size in a package's control file (deb-control(5)). dpkg-gencontrol walks the folder that the
// package is built from: KiB of every file, each rounded up, one of the names of a hard link only, and 1 for
// everything else, the folder itself and its DEBIAN/ too; of DEBIAN/ all but what is written later, control
// and md5sums.
namespace bumpgate::change::derived {
namespace {

using structure::Scalar;

std::uint64_t kibibytes(std::uint64_t bytes) {
    return bytes / 1024 + (bytes % 1024 != 0 ? 1 : 0);
}

bool is_written_later(std::string_view path) {
    return path == "control/control" || path == "control/md5sums";
}

std::uint64_t estimate(const Contents& side) {
    std::uint64_t sum = 2;  // the folder itself and DEBIAN/
    for (const auto& [path, members] : side.members) {
        const bool counts = path.starts_with("data/") || path.starts_with("control/");
        if (!counts || is_written_later(path)) continue;
        for (const auto* member : members) {
            if (member->type == MemberType::hardlink) continue;
            sum += member->type == MemberType::file ? kibibytes(member->content.size()) : 1;
        }
    }
    for (const auto path : side.folders) {
        if (path.starts_with("data/")) ++sum;
    }
    return sum;
}

/// The value, or nothing if the file has none or does not parse.
std::optional<Scalar> stated(const Member& file) {
    const auto document = structure::parse(structure::Format::headers, file.content);
    if (!document) return std::nullopt;
    const std::array<std::string, 1> path{"installed-size"};
    const auto* scalar = document->find(path);
    return scalar == nullptr ? std::nullopt : std::optional(*scalar);
}

/// By how much a package's own figure is off: some are, by the same each time, since a file was there when it
/// was built. Nothing for what is no plain number.
std::optional<std::int64_t> offset_of(const Contents& side, const Scalar& scalar) {
    constexpr std::size_t most_digits = 15;
    const auto& text = scalar.value;
    const bool plain = !text.empty() && text.size() <= most_digits &&
                       std::all_of(text.begin(), text.end(), is_digit) && (text[0] != '0' || text == "0");
    if (!plain) return std::nullopt;
    std::int64_t value = 0;
    for (const char c : text) value = value * 10 + (c - '0');
    return value - static_cast<std::int64_t>(estimate(side));
}

}  // namespace

Verification verify_installed_size(const Contents& old_side, const Member* old_file, const Contents& side,
                                   const Member& file) {
    const auto scalar = stated(file);
    if (!scalar) return some({});
    Place place{scalar->begin, scalar->end, kind::digest_derived, {}};
    const auto offset = offset_of(side, *scalar);
    if (offset != 0) {
        const auto old_scalar = old_file == nullptr ? std::nullopt : stated(*old_file);
        const auto old_offset = old_scalar ? offset_of(old_side, *old_scalar) : std::nullopt;
        if (!offset || offset != old_offset)
            place.problem = "Installed-Size: " + printable(scalar->value) + ", but the files take " +
                            std::to_string(estimate(side)) + " KiB.";
    }
    return some({std::move(place)});
}

}  // namespace bumpgate::change::derived
