#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

// Class files made byte by byte, most significant byte first (JVMS chapter 4). Nothing here uses the code
// under test.
namespace bumpgate::change_test {

inline std::string big(std::size_t value, std::size_t count) {
    std::string bytes;
    for (std::size_t i = count; i-- > 0;) bytes += static_cast<char>(value >> (8 * i) & 0xFF);
    return bytes;
}
inline std::string u2(std::size_t value) {
    return big(value, 2);
}

/// A constant pool that grows.
class Pool {
  public:
    std::size_t add(int tag, const std::string& content, std::size_t slots = 1) {
        bytes_ += static_cast<char>(tag) + content;
        const auto index = count_;
        count_ += slots;
        return index;
    }
    std::size_t utf8(const std::string& text) { return add(1, u2(text.size()) + text); }
    std::size_t string(std::size_t text) { return add(8, u2(text)); }
    std::size_t class_of(const std::string& name) { return add(7, u2(utf8(name))); }
    std::size_t module(const std::string& name) { return add(19, u2(utf8(name))); }

    /// Magic, version 52.0, pool.
    [[nodiscard]] std::string head() const {
        return std::string("\xCA\xFE\xBA\xBE", 4) + u2(0) + u2(52) + u2(count_) + bytes_;
    }

  private:
    std::string bytes_;
    std::size_t count_ = 1;
};

inline std::string attribute(std::size_t name, const std::string& body) {
    return u2(name) + big(body.size(), 4) + body;
}

/// A class with one field that has a constant value, one method with code, and what a test adds.
struct ClassParts {
    std::string text = "1.4.2";           ///< the value of the field
    std::string other = "hello";          ///< another string of the program
    std::string field = "VERSION";        ///< its name
    std::string annotation{};             ///< value of an annotation of the class; empty: none
    std::size_t flags = 0x0021;           ///< of the class
    std::size_t line = 7;                 ///< in the line-number table
    std::size_t number = 42;              ///< a long constant
    std::string unknown = "xyz";          ///< body of an attribute that nobody knows
    std::string unused{};                 ///< a text that nothing refers to; empty: none
    std::string behind{};                 ///< bytes behind the end
    bool field_is_named_by_text = false;  ///< the value's text is also the field's name
};

inline std::string class_bytes(const ClassParts& parts = {}) {
    Pool pool;
    const auto self = pool.class_of("acme/Version");
    const auto super = pool.class_of("java/lang/Object");
    const auto text = pool.utf8(parts.text);
    const auto value = pool.string(text);
    pool.string(pool.utf8(parts.other));
    pool.add(5, big(parts.number, 8), 2);
    if (!parts.unused.empty()) pool.utf8(parts.unused);
    const auto name = parts.field_is_named_by_text ? text : pool.utf8(parts.field);
    const auto descriptor = pool.utf8("Ljava/lang/String;");
    const auto constant_value = pool.utf8("ConstantValue");
    const auto code = pool.utf8("Code");
    const auto lines = pool.utf8("LineNumberTable");
    const auto method = pool.utf8("run");
    const auto signature = pool.utf8("()V");
    const auto odd = pool.utf8("org.example.Odd");
    std::string annotations;
    if (!parts.annotation.empty()) {
        const auto attribute_name = pool.utf8("RuntimeVisibleAnnotations");
        const auto type = pool.utf8("Lacme/Made;");
        const auto element = pool.utf8("by");
        const auto made_by = pool.utf8(parts.annotation);
        annotations = attribute(attribute_name, u2(1) + u2(type) + u2(1) + u2(element) + "s" + u2(made_by));
    }
    const auto line_table = attribute(lines, u2(1) + u2(0) + u2(parts.line));
    const auto body = u2(1) + u2(1) + big(1, 4) + "\xB1" + u2(0) + u2(1) + line_table;
    const auto field = u2(0x0019) + u2(name) + u2(descriptor) + u2(1) + attribute(constant_value, u2(value));
    const auto method_info = u2(0x0001) + u2(method) + u2(signature) + u2(1) + attribute(code, body);
    const std::size_t attributes = annotations.empty() ? 1 : 2;
    return pool.head() + u2(parts.flags) + u2(self) + u2(super) + u2(0) + u2(1) + field + u2(1) +
           method_info + u2(attributes) + attribute(odd, parts.unknown) + annotations + parts.behind;
}

/// A module-info.class.
struct ModuleParts {
    std::string version = "1.4.2";
    std::string required = "acme.core";  ///< the module that is required
    std::string required_version{};      ///< empty: none; equal to `version`: the same constant
    std::size_t required_flags = 0;
    bool exports = false;
    bool version_is_main_class_text = false;  ///< the version's text is also the name of a class
};

inline std::string module_bytes(const ModuleParts& parts = {}) {
    Pool pool;
    const auto self = pool.class_of("module-info");
    const auto attribute_name = pool.utf8("Module");
    const auto module = pool.module("acme.widgets");
    const auto required = pool.module(parts.required);
    const auto version = pool.utf8(parts.version);
    std::size_t required_version = 0;
    if (parts.required_version == parts.version) {
        required_version = version;
    } else if (!parts.required_version.empty()) {
        required_version = pool.utf8(parts.required_version);
    }
    const auto package = pool.add(20, u2(pool.utf8("acme/internal")));
    if (parts.version_is_main_class_text) pool.add(7, u2(version));
    auto body = u2(module) + u2(0) + u2(version);
    body += u2(1) + u2(required) + u2(parts.required_flags) + u2(required_version);
    body += parts.exports ? u2(1) + u2(package) + u2(0) + u2(0) : u2(0);
    body += u2(0) + u2(0) + u2(0);
    return pool.head() + u2(0x8000) + u2(self) + u2(0) + u2(0) + u2(0) + u2(0) + u2(1) +
           attribute(attribute_name, body);
}

}  // namespace bumpgate::change_test
