#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.hpp"

struct magic_set;

namespace bumpgate::diff::diffoscope {

/// What file(1) says of bytes, by libmagic and the system's list of file types: other versions have other
/// words.
class FileTypes {
  public:
    /// Error `unsupported` if the list of file types is not there.
    [[nodiscard]] static Result<FileTypes> open();

    /// "ASCII text", "gzip compressed data, max compression, …"; "data" for what is not known.
    [[nodiscard]] Result<std::string> type_of(std::string_view bytes);

    /// "us-ascii", "utf-8", "binary", …
    [[nodiscard]] Result<std::string> encoding_of(std::string_view bytes);

  private:
    struct Close {
        void operator()(magic_set* set) const;
    };
    using Set = std::unique_ptr<magic_set, Close>;

    FileTypes(Set types, Set encodings) : types_(std::move(types)), encodings_(std::move(encodings)) {}

    static Result<Set> load(int flags);
    static Result<std::string> ask(magic_set* set, std::string_view bytes);

    Set types_, encodings_;
};

}  // namespace bumpgate::diff::diffoscope
