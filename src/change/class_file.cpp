#include "change/class_file.hpp"

#include <algorithm>
#include <array>

#include "base/cursor.hpp"
#include "change/class_reader.hpp"

namespace bumpgate::change {

namespace {

constexpr std::string_view magic = "\xCA\xFE\xBA\xBE";

/// Sections 4.4.1 to 4.4.12: how many bytes stand behind a tag, and how many slots the entry takes.
struct TagRow {
    std::uint8_t tag;
    std::size_t size;
    std::size_t slots;
};
constexpr std::array tags{
    TagRow{3, 4, 1},   // Integer
    TagRow{4, 4, 1},   // Float
    TagRow{5, 8, 2},   // Long
    TagRow{6, 8, 2},   // Double
    TagRow{7, 2, 1},   // Class
    TagRow{8, 2, 1},   // String
    TagRow{9, 4, 1},   // Fieldref
    TagRow{10, 4, 1},  // Methodref
    TagRow{11, 4, 1},  // InterfaceMethodref
    TagRow{12, 4, 1},  // NameAndType
    TagRow{15, 3, 1},  // MethodHandle
    TagRow{16, 2, 1},  // MethodType
    TagRow{17, 4, 1},  // Dynamic
    TagRow{18, 4, 1},  // InvokeDynamic
    TagRow{19, 2, 1},  // Module
    TagRow{20, 2, 1},  // Package
};

/// One entry; how many slots it takes, or nothing.
std::optional<std::size_t> read_constant(Cursor& cursor, Constant& constant) {
    const auto tag = cursor.u8();
    if (!tag) return std::nullopt;
    constant.tag = *tag;
    std::size_t size = 0, slots = 1;
    if (*tag == utf8_tag) {
        const auto length = big_endian(cursor, utf8_length_size);
        if (!length) return std::nullopt;
        size = *length;
    } else {
        const auto* row =
            std::find_if(tags.begin(), tags.end(), [&](const TagRow& known) { return known.tag == *tag; });
        if (row == tags.end()) return std::nullopt;
        size = row->size;
        slots = row->slots;
    }
    constant.begin = cursor.offset();
    if (!cursor.take(size)) return std::nullopt;
    constant.end = cursor.offset();
    return slots;
}

}  // namespace

bool is_class_file(std::string_view path, std::string_view bytes) {
    return path.ends_with(".class") && bytes.starts_with(magic);
}

std::optional<ClassFile> parse_class(std::string_view bytes) {
    Cursor cursor(bytes);
    constexpr std::size_t version_size = 4;  // minor_version and major_version
    if (cursor.take(magic.size()) != magic || !cursor.take(version_size)) return std::nullopt;
    const auto count = big_endian(cursor, 2);  // one more than there are slots
    if (!count || *count == 0) return std::nullopt;
    ClassFile file;
    file.bytes = bytes;
    file.pool_begin = cursor.offset();
    file.pool.resize(*count);
    for (std::size_t index = 1; index < *count;) {
        const auto slots = read_constant(cursor, file.pool[index]);
        if (!slots || *slots > *count - index) return std::nullopt;
        index += *slots;
    }
    file.pool_end = cursor.offset();
    return file;
}

}  // namespace bumpgate::change
