#pragma once

#include <string_view>

#include "archive/tree.hpp"

namespace bumpgate::diff::diffoscope {

/// A layer by file(1)'s words for it: 'gzip compressed data, was "x.tar", last modified: Thu Jul  6 04:38:09
/// 2023, max compression'. The name is the header, the time the time, and how it was packed the compression;
/// what is not known goes into the header, where nothing but the version may move.
[[nodiscard]] Layer layer_of(std::string_view words);

}  // namespace bumpgate::diff::diffoscope
