#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "archive/meter.hpp"
#include "archive/read_layers.hpp"
#include "archive/tree.hpp"

namespace bumpgate::archive {

/// Some bytes with all their layers taken off.
struct Opened {
    std::vector<Layer> layers;  ///< outermost first
    std::vector<Member> members;
    std::vector<Hazard> hazards;
    std::string_view package;       ///< as Tree::package
    std::vector<ByteStore> stores;  ///< keep the contents alive, unless they stand in the bytes given
    std::vector<MappedFile> files;
};

/// Takes off compressions and reads the archive inside; what is no archive is one member called `name`, less
/// the suffixes of the compressions around it. Members of a nested archive stay packed. Errors as
/// archive::read.
[[nodiscard]] Result<Opened> open_bytes(std::string_view bytes, std::string name, Meter& meter);

/// Reads what is below a folder. Errors as archive::read.
[[nodiscard]] Result<Opened> open_directory(const std::filesystem::path& path, Meter& meter);

}  // namespace bumpgate::archive
