#include <algorithm>
#include <array>
#include <utility>

#include "base/cursor.hpp"
#include "change/class_file.hpp"
#include "change/class_reader.hpp"

// What the texts of a constant pool are used for. How a class file is built is written as tables of short
// layouts, which one small interpreter reads:
//   1 2 4   so many bytes that refer to no text
//   *       the rest of the attribute, which refers to no text
//   b       a length of four bytes, and as many bytes
//   n       index of a text, a name; 0 is none
//   v       index of a text, a value
//   V       index of a text, the version of the module; 0 is none
//   R       an entry of `requires` (section 4.7.25)
//   [ ]     a count of two bytes, and as many times what stands between
//   { }     the same with a count of one byte
//   A       a table of attributes (section 4.7)
//   a e t   an annotation, the value of an element, the target of a type annotation
namespace bumpgate::change {

namespace {

struct LayoutRow {
    std::string_view name, layout;
};

/// Sections 4.1, 4.5 and 4.6: access_flags, this_class, super_class, interfaces, fields, methods, attributes.
constexpr std::string_view class_layout = "222[2][2nnA][2nnA]A";

/// Section 4.7, table 4.7-C, and what the JDK's own jlink and jmod add.
constexpr std::array attributes{
    LayoutRow{"AnnotationDefault", "e"},
    LayoutRow{"BootstrapMethods", "*"},
    LayoutRow{"Code", "22b[2222]A"},
    LayoutRow{"ConstantValue", "2"},
    LayoutRow{"Deprecated", ""},
    LayoutRow{"EnclosingMethod", "22"},
    LayoutRow{"Exceptions", "*"},
    LayoutRow{"InnerClasses", "[22n2]"},
    LayoutRow{"LineNumberTable", "*"},
    LayoutRow{"LocalVariableTable", "[22nn2]"},
    LayoutRow{"LocalVariableTypeTable", "[22nn2]"},
    LayoutRow{"MethodParameters", "{n2}"},
    LayoutRow{"Module", "22V[R][22[2]][22[2]][2][2[2]]"},
    LayoutRow{"ModuleMainClass", "2"},
    LayoutRow{"ModulePackages", "*"},
    LayoutRow{"ModuleTarget", "n"},
    LayoutRow{"NestHost", "2"},
    LayoutRow{"NestMembers", "*"},
    LayoutRow{"PermittedSubclasses", "*"},
    LayoutRow{"Record", "[nnA]"},
    LayoutRow{"RuntimeInvisibleAnnotations", "[a]"},
    LayoutRow{"RuntimeInvisibleParameterAnnotations", "{[a]}"},
    LayoutRow{"RuntimeInvisibleTypeAnnotations", "[ta]"},
    LayoutRow{"RuntimeVisibleAnnotations", "[a]"},
    LayoutRow{"RuntimeVisibleParameterAnnotations", "{[a]}"},
    LayoutRow{"RuntimeVisibleTypeAnnotations", "[ta]"},
    LayoutRow{"Signature", "n"},
    LayoutRow{"SourceDebugExtension", "*"},
    LayoutRow{"SourceFile", "n"},
    LayoutRow{"StackMapTable", "*"},
    LayoutRow{"Synthetic", ""},
};

/// Section 4.7.16: type_index and pairs of a name and a value.
constexpr std::string_view annotation_layout = "n[ne]";

/// Section 4.7.16.1, table 4.7.16.1-A, by the tag.
struct ElementRow {
    std::string_view tags, layout;
};
constexpr std::array elements{
    ElementRow{"BCDFIJSZ", "2"}, ElementRow{"s", "v"}, ElementRow{"e", "nn"},
    ElementRow{"c", "n"},        ElementRow{"@", "a"}, ElementRow{"[", "[e]"},
};

/// Section 4.7.20.1, by the target_type; behind each stands the type_path (section 4.7.20.2).
struct TargetRow {
    std::size_t first, last;
    std::string_view layout;
};
constexpr std::array targets{
    TargetRow{0x00, 0x01, "1"},     TargetRow{0x10, 0x10, "2"}, TargetRow{0x11, 0x12, "2"},
    TargetRow{0x13, 0x15, ""},      TargetRow{0x16, 0x16, "1"}, TargetRow{0x17, 0x17, "2"},
    TargetRow{0x40, 0x41, "[222]"}, TargetRow{0x42, 0x42, "2"}, TargetRow{0x43, 0x46, "2"},
    TargetRow{0x47, 0x4B, "21"},
};
constexpr std::string_view path_layout = "{11}";

/// Entries of the pool that name a text (section 4.4): behind these tags stand indices of texts.
struct ReferenceRow {
    std::uint8_t tag;
    std::string_view layout;
};
constexpr std::array references{
    ReferenceRow{7, "n"},  ReferenceRow{8, "v"},  ReferenceRow{12, "nn"},
    ReferenceRow{16, "n"}, ReferenceRow{19, "n"}, ReferenceRow{20, "n"},
};

constexpr int deepest = 32;

/// Where the group that opens at the start of `layout` closes.
std::size_t group_end(std::string_view layout) {
    int depth = 0;
    for (std::size_t i = 0; i < layout.size(); ++i) {
        if (layout[i] == '[' || layout[i] == '{') ++depth;
        if ((layout[i] == ']' || layout[i] == '}') && --depth == 0) return i;
    }
    return layout.size();
}

class UseReader {
  public:
    explicit UseReader(const ClassFile& file) : file_(file) { uses_.of.resize(file.pool.size()); }

    [[nodiscard]] bool pool() {
        for (const auto& constant : file_.pool) {
            const auto* row =
                std::find_if(references.begin(), references.end(),
                             [&](const ReferenceRow& known) { return known.tag == constant.tag; });
            if (row == references.end()) continue;
            Cursor cursor(file_.bytes.substr(0, constant.end), constant.begin);
            if (!read(cursor, row->layout, 0)) return false;
        }
        return true;
    }

    [[nodiscard]] bool rest() {
        Cursor cursor(file_.bytes, file_.pool_end);
        return read(cursor, class_layout, 0) && cursor.at_end();
    }

    [[nodiscard]] TextUses take() && { return std::move(uses_); }

  private:
    [[nodiscard]] bool read(Cursor& cursor, std::string_view layout, int depth) {
        if (depth > deepest) return false;
        for (std::size_t i = 0; i < layout.size(); ++i) {
            if (layout[i] == '[' || layout[i] == '{') {
                const auto end = i + group_end(layout.substr(i));
                const auto count = big_endian(cursor, layout[i] == '[' ? 2 : 1);
                if (!count) return false;
                for (std::size_t n = 0; n < *count; ++n) {
                    if (!read(cursor, layout.substr(i + 1, end - i - 1), depth)) return false;
                }
                i = end;
            } else if (!read_one(cursor, layout[i], depth)) {
                return false;
            }
        }
        return true;
    }

    [[nodiscard]] bool read_one(Cursor& cursor, char what, int depth) {
        switch (what) {
            case '1':
            case '2':
            case '4':
                return cursor.take(static_cast<std::size_t>(what - '0')).has_value();
            case '*':
                return cursor.take(cursor.remaining()).has_value();
            case 'b':
                return skip_counted(cursor);
            case 'n':
                return text(cursor, used_as_name, true);
            case 'v':
                return text(cursor, used_as_value, false);
            case 'V':
                return text(cursor, used_as_module_version, true);
            case 'R':
                return required(cursor);
            case 'A':
                return attribute_table(cursor, depth + 1);
            case 'a':
                return read(cursor, annotation_layout, depth + 1);
            case 'e':
                return element(cursor, depth + 1);
            case 't':
                return target(cursor, depth + 1);
            default:
                return false;
        }
    }

    [[nodiscard]] static bool skip_counted(Cursor& cursor) {
        const auto length = big_endian(cursor, 4);
        return length && cursor.take(*length);
    }

    [[nodiscard]] bool is_text(std::size_t index) const {
        return index < file_.pool.size() && file_.pool[index].tag == utf8_tag;
    }

    [[nodiscard]] bool text(Cursor& cursor, Use use, bool may_be_none) {
        const auto index = big_endian(cursor, 2);
        if (!index) return false;
        if (*index == 0) return may_be_none;
        if (!is_text(*index)) return false;
        uses_.of[*index] = static_cast<std::uint8_t>(uses_.of[*index] | use);
        return true;
    }

    /// Section 4.7.25: requires_index, requires_flags, requires_version_index.
    [[nodiscard]] bool required(Cursor& cursor) {
        constexpr std::uint8_t module_tag = 19;
        const auto module = big_endian(cursor, 2);
        if (!module || *module >= file_.pool.size() || file_.pool[*module].tag != module_tag) return false;
        Cursor entry(file_.bytes, file_.pool[*module].begin);
        const auto name = big_endian(entry, 2);
        if (!name || !is_text(*name) || !cursor.take(2)) return false;
        Cursor version(cursor);
        if (!text(cursor, used_as_required_version, true)) return false;
        if (const auto index = big_endian(version, 2); index && *index != 0)
            uses_.required.push_back({*index, file_.content(*name)});
        return true;
    }

    [[nodiscard]] bool attribute_table(Cursor& cursor, int depth) {
        const auto count = big_endian(cursor, 2);
        if (!count) return false;
        for (std::size_t n = 0; n < *count; ++n) {
            if (!attribute(cursor, depth)) return false;
        }
        return true;
    }

    [[nodiscard]] bool attribute(Cursor& cursor, int depth) {
        Cursor name_at(cursor);
        if (!text(cursor, used_as_name, false)) return false;
        const auto name = file_.content(big_endian(name_at, 2).value_or(0));
        const auto length = big_endian(cursor, 4);
        const auto body_begin = cursor.offset();
        if (!length || !cursor.take(*length)) return false;
        const auto* row = std::find_if(attributes.begin(), attributes.end(),
                                       [&](const LayoutRow& known) { return known.name == name; });
        if (row == attributes.end()) return true;
        if (name == "Module" && std::exchange(seen_module_, true))
            return false;  // section 4.7.25: one at most
        Cursor body(file_.bytes.substr(0, cursor.offset()), body_begin);
        return read(body, row->layout, depth) && body.at_end();
    }

    [[nodiscard]] bool element(Cursor& cursor, int depth) {
        const auto tag = cursor.u8();
        if (!tag) return false;
        const auto* row = std::find_if(elements.begin(), elements.end(), [&](const ElementRow& known) {
            return known.tags.find(static_cast<char>(*tag)) != std::string_view::npos;
        });
        return row != elements.end() && read(cursor, row->layout, depth);
    }

    [[nodiscard]] bool target(Cursor& cursor, int depth) {
        const auto type = cursor.u8();
        if (!type) return false;
        const auto* row = std::find_if(targets.begin(), targets.end(), [&](const TargetRow& known) {
            return *type >= known.first && *type <= known.last;
        });
        return row != targets.end() && read(cursor, row->layout, depth) && read(cursor, path_layout, depth);
    }

    const ClassFile& file_;
    TextUses uses_;
    bool seen_module_ = false;
};

}  // namespace

std::optional<TextUses> uses_of_texts(const ClassFile& file) {
    UseReader reader(file);
    if (!reader.pool() || !reader.rest()) return std::nullopt;
    return std::move(reader).take();
}

}  // namespace bumpgate::change
