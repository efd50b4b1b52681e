#pragma once

#include <span>
#include <string_view>

namespace bumpgate::diff::diffoscope {

enum class Shape { text, compression, archive };

/// A kind of file that diffoscope has a comparator for and that is compared here in the same way.
struct Kind {
    std::string_view name;         ///< diffoscope's class
    std::string_view description;  ///< its words for it
    Shape shape;
    std::string_view type;  ///< how libmagic's words for it begin; for text and tar what stands among them
    bool anywhere = false;
    std::string_view suffix;  ///< of a compressed file's name; the content's name goes without it
    std::string_view
        magic;  ///< how the bytes begin, where the name ends in `suffix` and libmagic knows nothing
};

/// The first kind that fits; nullptr if none does. `type` is libmagic's word.
[[nodiscard]] const Kind* find_kind(std::string_view type, std::string_view name, std::string_view bytes);

}  // namespace bumpgate::diff::diffoscope
