#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

// Java class files (The Java Virtual Machine Specification, Java SE 21, chapter 4): the constant pool, and
// what its texts are used for.
namespace bumpgate::change {

/// An entry of the constant pool (section 4.4).
struct Constant {
    std::uint8_t tag = 0;   ///< 0: no entry (index 0, and the second slot of a long or double)
    std::size_t begin = 0;  ///< of what stands behind the tag; of a text the bytes behind its length
    std::size_t end = 0;
};

inline constexpr std::uint8_t utf8_tag = 1;         ///< CONSTANT_Utf8 (section 4.4.7)
inline constexpr std::size_t utf8_length_size = 2;  ///< bytes of the length in front of its text

struct ClassFile {
    std::string_view bytes;
    std::vector<Constant> pool;
    std::size_t pool_begin = 0;  ///< behind the count of entries
    std::size_t pool_end = 0;

    /// What stands behind the tag; of a text, in modified UTF-8, the text itself.
    [[nodiscard]] std::string_view content(std::size_t index) const {
        return bytes.substr(pool[index].begin, pool[index].end - pool[index].begin);
    }
};

/// Whether a member says it is a class file: by its name and its first four bytes (section 4.1).
[[nodiscard]] bool is_class_file(std::string_view path, std::string_view bytes);

/// Reads the head and the constant pool. Nothing where a length leads out of the file, a tag is none that
/// Java 8 to 21 have, or the magic is missing.
[[nodiscard]] std::optional<ClassFile> parse_class(std::string_view bytes);

/// What a text of the constant pool is used for; one can have several uses.
enum Use : std::uint8_t {
    used_as_value = 1,             ///< a string of the program, or a value in an annotation
    used_as_module_version = 2,    ///< section 4.7.25, module_version_index
    used_as_required_version = 4,  ///< section 4.7.25, requires_version_index
    used_as_name = 8,              ///< of a class, member, module, attribute, type, source file, …
};

/// A `requires` with a version.
struct RequiredModule {
    std::size_t version = 0;  ///< index of the version's text
    std::string_view name;    ///< modified UTF-8
};

struct TextUses {
    std::vector<std::uint8_t> of;  ///< by index of the pool: the uses that are known, or-ed
    std::vector<RequiredModule> required;
};

/// Reads everything behind the pool, too. Attributes that the specification does not have are passed over, as
/// a Java machine does (section 4.7.1). Nothing where the file ends too early or too late, an index is none
/// of a text where one must stand, or annotations nest deeper than 32.
[[nodiscard]] std::optional<TextUses> uses_of_texts(const ClassFile& file);

}  // namespace bumpgate::change
