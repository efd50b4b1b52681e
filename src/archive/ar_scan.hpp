#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "archive/findings.hpp"
#include "archive/meter.hpp"
#include "archive/tree.hpp"
#include "base/result.hpp"

namespace bumpgate::archive {

/// What stands behind one header of an ar archive: a member, the symbol table, or a table of long names.
struct ArEntry {
    Member member;             ///< its path is empty for a table of names, which is no member
    std::string stored_path;   ///< as readers without knowledge of symbol tables name it
    std::uint64_t offset = 0;  ///< of the header
    std::string_view content;
    bool typeless = false;  ///< its mode states no type
};

struct ArScan {
    std::vector<ArEntry> entries;
    std::string names;  ///< how names are written: "GNU names", "BSD names"; empty for plain ones
    Findings findings{"ar"};
};

/// Our own reading of an ar archive (System V and GNU with the name table `//`, BSD with `#1/N`), every byte
/// of it accounted for; of a Debian package (deb(5)) also which members there are, in which order. Errors:
/// `truncated`, `corrupt`, `limit`.
[[nodiscard]] Result<ArScan> scan_ar(std::string_view bytes, Meter& meter);

}  // namespace bumpgate::archive
