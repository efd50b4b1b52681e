#pragma once

#include <span>
#include <string_view>

#include "archive/inflate.hpp"
#include "archive/read_layers.hpp"

// Every format that is read: a row here, its reader in a file of its own, and its magic in detect.cpp.
namespace bumpgate::archive {

/// A compression around one stream of bytes.
struct Compression {
    std::string_view format;  ///< as Detected and Layer name it
    Result<Unpacked> (*unpack)(std::string_view bytes, Meter& meter);
    std::string_view suffix;        ///< of a compressed file: ".gz"
    std::string_view short_suffix;  ///< of a compressed tar archive: ".tgz"; empty if there is none
};

/// A container of members.
struct ArchiveFormat {
    std::string_view format;
    Result<Contents> (*read)(std::string_view bytes, Meter& meter);
};

/// The row of this name; nullptr if there is none.
[[nodiscard]] const Compression* find_compression(std::string_view format);
[[nodiscard]] const ArchiveFormat* find_archive_format(std::string_view format);

}  // namespace bumpgate::archive
