#pragma once

#include <span>
#include <string_view>

// The tables of what runs by itself. Private to surface.cpp.
namespace bumpgate::change::surface {

/// A file that runs by itself.
struct FileRow {
    std::string_view ecosystems;  ///< ids with blanks between; empty: wherever it lies
    std::string_view pattern;     ///< base/glob.hpp, small letters; compared with the path in small letters
    std::string_view what;        ///< who runs it and when: "npm builds a package that has one"
};
[[nodiscard]] std::span<const FileRow> file_rows();

/// How the values of a manifest are found.
enum class Reader {
    document,  ///< as change/structure parses it
    lines,     ///< "Name: value" at a line's start, with all lines behind it that do not start so
    folded     ///< the same, and a line that starts with a blank continues the one before it (JAR File
               ///< Specification, "Notes on Manifest and Signature Files")
};

/// A value of a manifest that runs something by itself.
struct KeyRow {
    std::string_view ecosystems;
    std::string_view pattern;  ///< of the file, as above
    Reader reader;
    std::string_view key;  ///< components with "/" between them; what lies deeper is meant too; a final "*"
                           ///< of a component stands for anything
    std::string_view what;
};
[[nodiscard]] std::span<const KeyRow> key_rows();

}  // namespace bumpgate::change::surface
