#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <map>
#include <string>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "change/derived/rpm.hpp"
#include "change/kinds.hpp"
#include "change/rpm_lines.hpp"

// What the main header says of the files and of the payload (rpm.org, "Package tags", "Files", "Payload").
// File i is DIRNAMES[DIRINDEXES[i]] + BASENAMES[i]; all other lists about files are parallel to BASENAMES.
namespace bumpgate::change::derived {
namespace {

constexpr std::string_view data_folder = "data/";
constexpr std::uint64_t ghost_flag = 1U << 6U;  // rpmfiles.h, RPMFILE_GHOST: the payload does not hold it

struct HashRow {
    std::string_view number, name;
};
constexpr std::array hashes = std::to_array<HashRow>({{"1", "md5"},
                                                      {"2", "sha1"},
                                                      {"8", "sha256"},
                                                      {"9", "sha384"},
                                                      {"10", "sha512"},
                                                      {"12", "sha3-256"},
                                                      {"14", "sha3-512"}});

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// A file of the header: its path, and what the payload has there.
struct File {
    std::string path;                 ///< as the header's lines spell it
    const Member* member = nullptr;   ///< null: not there, or there more than once
    const Member* content = nullptr;  ///< the regular file whose bytes it has, hard links followed
    bool ghost = false;
};

/// The header, and its files beside the payload's.
class Header {
  public:
    Header(const Contents& the_side, const Member& file) : side(the_side), lines(file.content) {
        for (const auto& [path, members] : side.members) {
            if (path.starts_with(data_folder) && members.size() == 1)
                payload_.emplace(printable(path.substr(data_folder.size())), members.front());
        }
        // Folders stand in lists of their own, and nothing is computed from them.
        for (const auto path : side.folders) {
            if (path.starts_with(data_folder))
                folders_.emplace(printable(path.substr(data_folder.size())), 0);
        }
        files.reserve(lines.count("BASENAMES"));
        for (std::size_t i = 0; i < lines.count("BASENAMES"); ++i) files.push_back(file_at(i));
    }

    [[nodiscard]] bool is_folder(const File& file) const { return folders_.count(file.path) != 0; }

    const Contents& side;
    RpmLines lines;
    std::vector<File> files;

  private:
    [[nodiscard]] File file_at(std::size_t index) const {
        File file;
        const auto folder = number(value("DIRINDEXES", index));
        const auto flags = number(value("FILEFLAGS", index));
        file.path = std::string(folder ? value("DIRNAMES", static_cast<std::size_t>(*folder)) : "") +
                    std::string(value("BASENAMES", index));
        if (file.path.starts_with('/')) file.path.erase(0, 1);
        file.ghost = flags && (*flags & ghost_flag) != 0;
        const auto found = payload_.find(file.path);
        if (found == payload_.end()) return file;
        file.member = found->second;
        file.content = content_of(*file.member);
        return file;
    }

    [[nodiscard]] const Member* content_of(const Member& member) const {
        if (member.type == MemberType::file) return &member;
        if (member.type != MemberType::hardlink) return nullptr;
        std::string_view target = member.link_target;
        if (target.starts_with("./")) target.remove_prefix(2);
        return side.file(std::string(data_folder) + std::string(target));
    }

    [[nodiscard]] std::string_view value(std::string_view tag, std::size_t index) const {
        const auto line = lines.line(tag, index);
        return line ? line->value : std::string_view();
    }

    std::map<std::string, const Member*> payload_;
    std::map<std::string, int> folders_;
};

std::optional<std::string> digest_of_file(const Header& header, const File& file) {
    if (file.content == nullptr) return std::string();  // what is no regular file has none
    const auto algorithm = pgp_hash(header.lines.only("FILEDIGESTALGO").value_or("1"));
    const auto& raw = header.side.digest_of(*file.content, algorithm);
    if (raw.empty()) return std::nullopt;
    return hex(raw);
}

/// Of folders and devices nothing follows.
std::optional<std::string> size_of_file(const Header& /*header*/, const File& file) {
    if (file.content != nullptr) return std::to_string(file.content->content.size());
    if (file.member == nullptr || file.member->type != MemberType::symlink) return std::nullopt;
    return std::to_string(file.member->link_target.size());
}

struct FileRow {
    std::string_view tag;
    std::optional<std::string> (*value)(const Header& header, const File& file);
};
constexpr std::array file_rows = std::to_array<FileRow>({
    {"FILEDIGESTS", digest_of_file},
    {"FILESIZES", size_of_file},
    {"LONGFILESIZES", size_of_file},
});

std::string differs(std::string_view tag, std::string_view stated, std::string_view value) {
    return std::string(tag) + " is " + excerpt(stated, 80) + ", but " + std::string(value) +
           " follows from the package.";
}

/// The places of one list; says what is wrong with it as a whole.
std::string add_files(const Header& header, const FileRow& row, std::vector<Place>& places) {
    const auto count = header.lines.count(row.tag);
    if (count == 0) return {};
    if (count != header.files.size())
        return std::string(row.tag) + " has " + std::to_string(count) + " entries for " +
               std::to_string(header.files.size()) + " files.";
    for (std::size_t i = 0; i < count; ++i) {
        const auto& file = header.files[i];
        const auto line = header.lines.line(row.tag, i);
        const bool known = file.member != nullptr || header.is_folder(file);
        if (!known && file.ghost) continue;
        const auto value = known ? row.value(header, file) : std::nullopt;
        if (known && !value) continue;
        Place place{line->begin, line->end, kind::digest_derived, {}};
        if (!known) {
            place.problem = "The payload has no file \"" + excerpt(file.path, 200) + "\".";
        } else if (line->value != *value) {
            place.problem = "\"" + excerpt(file.path, 200) + "\": " + differs(row.tag, line->value, *value);
        }
        places.push_back(std::move(place));
    }
    return {};
}

/// The sum of the sizes of the files, each once whatever its names. rpm counts symbolic links since 4.6.
std::uint64_t installed_size(const Header& header) {
    std::uint64_t sum = 0;
    for (const auto& file : header.files) {
        if (file.member == nullptr) continue;
        const bool link = file.member->type == MemberType::symlink;
        sum += link ? file.member->link_target.size() : file.member->content.size();
    }
    return sum;
}

/// By how much SIZE is off: folders, files that the payload does not hold and links count with some rpms, by
/// the same each time.
std::optional<std::int64_t> size_offset(const Header& header, std::string_view tag) {
    const auto stated = number(header.lines.only(tag).value_or(""));
    if (!stated || *stated > std::uint64_t{1} << 62U) return std::nullopt;
    return static_cast<std::int64_t>(*stated) - static_cast<std::int64_t>(installed_size(header));
}

void add_size(const Contents& old_side, const Member* old_file, const Header& header, std::string_view tag,
              std::vector<Place>& places) {
    const auto line = header.lines.line(tag, 0);
    if (!line || header.lines.count(tag) != 1) return;
    Place place{line->begin, line->end, kind::digest_derived, {}};
    const auto offset = size_offset(header, tag);
    if (offset != 0) {
        const auto old_offset =
            old_file == nullptr ? std::nullopt : size_offset(Header(old_side, *old_file), tag);
        if (!offset || offset != old_offset)
            place.problem = differs(tag, line->value, std::to_string(installed_size(header)));
    }
    places.push_back(std::move(place));
}

/// A value that follows from the payload.
void add_payload(const Header& header, std::string_view tag, const std::optional<std::string>& value,
                 std::vector<Place>& places) {
    const auto line = header.lines.line(tag, 0);
    if (!line || !value || header.lines.count(tag) != 1) return;
    Place place{line->begin, line->end, kind::digest_derived, {}};
    if (line->value != *value) place.problem = differs(tag, line->value, *value);
    places.push_back(std::move(place));
}

std::optional<std::string> digest_of_payload(const Header& header, std::optional<std::string_view> payload) {
    const auto algorithm = pgp_hash(header.lines.only("PAYLOADDIGESTALGO").value_or("8"));
    if (!payload) return std::nullopt;
    const auto raw = digest(algorithm, *payload);
    return raw ? std::optional(hex(*raw)) : std::nullopt;
}

}  // namespace

std::string_view pgp_hash(std::string_view number) {
    const auto* row = std::find_if(hashes.begin(), hashes.end(),
                                   [&](const HashRow& known) { return known.number == number; });
    return row == hashes.end() ? std::string_view() : row->name;
}

Verification verify_rpm_header(const Contents& old_side, const Member* old_file, const Contents& side,
                               const Member& file) {
    const Header header(side, file);
    std::vector<Place> places;
    std::string problem;
    for (const auto& row : file_rows) {
        auto wrong_list = add_files(header, row, places);
        if (problem.empty()) problem = std::move(wrong_list);
    }
    for (const auto* tag : {"SIZE", "LONGSIZE"}) add_size(old_side, old_file, header, tag, places);
    const auto archive = side.part("payload.cpio");
    const auto bytes = rpm_bytes(side);
    if (archive) add_payload(header, "ARCHIVESIZE", std::to_string(archive->size()), places);
    add_payload(header, "PAYLOADDIGESTALT", digest_of_payload(header, archive), places);
    if (bytes) add_payload(header, "PAYLOADDIGEST", digest_of_payload(header, bytes->payload), places);
    std::sort(places.begin(), places.end(),
              [](const Place& left, const Place& right) { return left.begin < right.begin; });
    return some(std::move(places), std::move(problem));
}

}  // namespace bumpgate::change::derived
