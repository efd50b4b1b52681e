#include "archive/lzma.hpp"

#include <cstdint>

#include "archive/library.hpp"
#include "base/cursor.hpp"

namespace bumpgate::archive {

namespace {

constexpr std::size_t header_size = 13;
constexpr unsigned properties_end = 9 * 5 * 5;                  // lc, lp and pb in one byte
constexpr std::uint32_t smallest_dictionary = 1U << 12;         // as the specification demands
constexpr std::uint64_t largest_size = std::uint64_t{1} << 38;  // as the xz tools have it

struct LzmaHeader {
    unsigned properties = properties_end;
    std::uint32_t dictionary = 0;
    std::uint64_t size = 0;  ///< all ones: an end mark follows instead
};

LzmaHeader read_header(std::string_view bytes) {
    Cursor cursor(bytes);
    LzmaHeader header;
    header.properties = cursor.u8().value_or(properties_end);
    header.dictionary = cursor.u32().value_or(0);
    header.size = cursor.u64().value_or(0);
    return header;
}

/// 2^n or 3 * 2^n: what encoders write.
bool is_usual_dictionary(std::uint32_t size) {
    if (size < smallest_dictionary) return false;
    while (size % 2 == 0) size /= 2;
    return size == 1 || size == 3;
}

bool unpacks(std::string_view bytes) {
    auto library = Library::open(LibraryFormat::lzma, bytes);
    if (!library) return false;
    const auto entry = library->next();
    return entry && (!*entry || library->block());
}

}  // namespace

bool looks_like_lzma(std::string_view bytes) {
    if (bytes.size() <= header_size) return false;
    const auto header = read_header(bytes);
    const bool plausible_size = header.size == UINT64_MAX || header.size < largest_size;
    // The range coder's first byte is zero.
    return header.properties < properties_end && is_usual_dictionary(header.dictionary) && plausible_size &&
           bytes[header_size] == '\0' && unpacks(bytes);
}

std::string describe_lzma(std::string_view bytes) {
    const auto header = read_header(bytes);
    return "properties " + std::to_string(header.properties) + ", dictionary " +
           std::to_string(header.dictionary) + (header.size == UINT64_MAX ? ", end mark" : ", size stated");
}

}  // namespace bumpgate::archive
