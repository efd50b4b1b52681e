#include "diff/diffoscope/kinds.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace bumpgate::diff::diffoscope {
namespace {

using namespace std::string_view_literals;

constexpr std::array kinds = std::to_array<Kind>({
    {"TextFile", "text files", Shape::text, "text", true, "", ""},
    {"Bzip2File", "bzip2 archives", Shape::compression, "bzip2 compressed data", false, ".bz2", ""},
    {"CpioFile", "CPIO archives", Shape::archive, "cpio archive", true, "", ""},
    {"DebFile", "Debian packages", Shape::archive, "Debian binary package", false, "", ""},
    {"GzipFile", "Gzipped files", Shape::compression, "gzip compressed data", false, ".gz", "\x1f\x8b"sv},
    {"Iso9660File", "CD-ROM (ISO-9660) images", Shape::archive, "ISO 9660", true, "", ""},
    {"Lz4File", "LZ4 compressed files", Shape::compression, "LZ4 compressed data (", false, ".lz4",
     "\x04\x22\x4d\x18"sv},
    {"LzipFile", "lzip compressed files", Shape::compression, "lzip compressed data", false, ".lzip",
     "LZIP"sv},
    {"RpmFile", "RPM archives", Shape::archive, "RPM ", false, "", ""},
    {"ArFile", "Static library files (.a)", Shape::archive, "ar archive", true, "", ""},
    {"TarFile", "tape archives (.tar)", Shape::archive, "tar archive", true, "", ""},
    {"XzFile", "XZ compressed files", Shape::compression, "XZ compressed data", false, ".xz",
     "\xfd\x37zXZ\0"sv},
    {"ZipFile", "ZIP archives", Shape::archive, "Zip archive data", false, "", ""},
    {"ZipFile", "ZIP archives", Shape::archive, "Java archive data", false, "", ""},
    {"ZstFile", "Zstandard compressed files", Shape::compression, "Zstandard compressed data", false, ".zst",
     ""},
});

bool is_word_character(char c) {
    return is_alnum(c) || c == '_';
}

/// As whole words.
bool says(std::string_view text, std::string_view words) {
    for (auto at = text.find(words); at != std::string_view::npos; at = text.find(words, at + 1)) {
        const auto end = at + words.size();
        const bool starts = at == 0 || !is_word_character(text[at - 1]);
        if (starts && (end == text.size() || !is_word_character(text[end]))) return true;
    }
    return false;
}

}  // namespace

const Kind* find_kind(std::string_view type, std::string_view name, std::string_view bytes) {
    const auto* row = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& kind) {
        return kind.anywhere ? says(type, kind.type) : type.starts_with(kind.type);
    });
    if (row != kinds.end()) return row;
    row = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& kind) {
        return !kind.magic.empty() && name.ends_with(kind.suffix) && bytes.starts_with(kind.magic);
    });
    return row != kinds.end() ? row : nullptr;
}

}  // namespace bumpgate::diff::diffoscope
