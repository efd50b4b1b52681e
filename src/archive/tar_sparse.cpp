#include "archive/tar_sparse.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"

namespace bumpgate::archive {

namespace {

// Far more than files have; a map of a few bytes a piece must not fill the memory.
constexpr std::size_t most_pieces = std::size_t{1} << 20;

constexpr std::size_t old_piece = 24;  // two numbers of 12 bytes
constexpr std::size_t pieces_in_block = 21;
constexpr std::size_t more_flag = 504;  // offset of the flag in an extension block

Failure broken_map(const SparseContext& context, std::string_view what) {
    return fail(ErrorCode::corrupt,
                "the map of sparse " + in_quotes(context.member) + " is wrong: " + std::string(what),
                "get the file again");
}

Result<void> add_piece(std::vector<SparsePiece>& pieces, std::int64_t offset, std::int64_t length,
                       const SparseContext& context) {
    if (pieces.size() == most_pieces) return broken_map(context, "too many pieces");
    if (offset < 0 || length < 0) return broken_map(context, "a negative number");
    pieces.push_back({static_cast<std::uint64_t>(offset), static_cast<std::uint64_t>(length)});
    return {};
}

/// The pieces of one header or block; the first empty one ends the map, and all behind it must be empty too.
Result<void> take_old_pieces(std::string_view entries, std::uint64_t at, const SparseContext& context,
                             std::vector<SparsePiece>& pieces, Findings& findings) {
    for (std::size_t i = 0; i < entries.size(); i += old_piece) {
        const auto entry = entries.substr(i, old_piece);
        // GNU tar stops where the length is empty, libarchive where the offset is.
        if (entry[0] == '\0' || entry[12] == '\0') {
            if (const auto rest = entries.substr(i); !all_zero(rest)) {
                findings.add("tar-padding", context.member, at + i, "sparse map: " + describe_bytes(rest));
            }
            return {};
        }
        const auto offset = tar_number(entry.substr(0, 12)), length = tar_number(entry.substr(12));
        if (!offset || !length) return broken_map(context, "a number that is none");
        CHECK_OK(add_piece(pieces, *offset, *length, context));
    }
    return {};
}

/// The flag is one byte; nothing else may stand in the rest of the block.
bool has_more(char flag, std::string_view rest, std::uint64_t at, const SparseContext& context,
              Findings& findings) {
    if ((flag != '\0' && flag != '\1') || !all_zero(rest)) {
        findings.add("tar-padding", context.member, at,
                     "sparse map: " + describe_bytes(std::string(1, flag) + std::string(rest)));
    }
    return flag != '\0';
}

/// Form 0.1: "OFFSET,LENGTH,OFFSET,LENGTH…".
Result<void> take_list(std::string_view list, const SparseContext& context,
                       std::vector<SparsePiece>& pieces) {
    while (!list.empty()) {
        const auto comma = list.find(',');
        if (comma == std::string_view::npos) return broken_map(context, "an offset without a length");
        const auto end = std::min(list.find(',', comma + 1), list.size());
        const auto offset = pax_number(list.substr(0, comma)),
                   length = pax_number(list.substr(comma + 1, end - comma - 1));
        if (!offset || !length) return broken_map(context, "a number that is none");
        CHECK_OK(add_piece(pieces, *offset, *length, context));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return {};
}

/// The next number of form 1.0, which a line end follows.
std::optional<std::int64_t> next_line(std::string_view& text) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const auto number = pax_number(text.substr(0, end));
    text.remove_prefix(end + 1);
    return number;
}

/// Form 1.0: how many pieces, then offset and length of each, a line each, filled up to whole blocks.
Result<void> take_lines(const SparseContext& context, std::uint64_t& data, std::uint64_t& stored,
                        std::vector<SparsePiece>& pieces, Findings& findings) {
    const auto whole = context.bytes.substr(data, stored);
    auto rest = whole;
    const auto count = next_line(rest);
    if (!count || static_cast<std::uint64_t>(*count) > most_pieces)
        return broken_map(context, "the number of pieces");
    for (std::int64_t i = 0; i < *count; ++i) {
        const auto offset = next_line(rest), length = next_line(rest);
        if (!offset || !length) return broken_map(context, "a number that is none");
        CHECK_OK(add_piece(pieces, *offset, *length, context));
    }
    const auto used = whole.size() - rest.size();
    const auto in_blocks = (used + tar_block - 1) / tar_block * tar_block;
    if (in_blocks > whole.size()) return broken_map(context, "it is cut off");
    if (const auto padding = whole.substr(used, in_blocks - used); !all_zero(padding)) {
        findings.add("tar-padding", context.member, data + used, "sparse map: " + describe_bytes(padding));
    }
    data += in_blocks;
    stored -= in_blocks;
    return {};
}

/// What the records of an extended header say about a map.
struct PaxMap {
    std::optional<std::string_view> list, major, minor, count;
    bool has_offsets = false;
};

PaxMap pax_map(const std::vector<PaxRecord>& records) {
    PaxMap map;
    for (const auto& record : records) {
        if (record.key == "GNU.sparse.map") map.list = record.value;
        if (record.key == "GNU.sparse.major") map.major = record.value;
        if (record.key == "GNU.sparse.minor") map.minor = record.value;
        if (record.key == "GNU.sparse.numblocks") map.count = record.value;
        map.has_offsets = map.has_offsets || record.key == "GNU.sparse.offset";
    }
    return map;
}

/// Form 0.0: a record each for the offset and the length, in turn.
Result<void> take_offsets(const std::vector<PaxRecord>& records, const SparseContext& context,
                          std::vector<SparsePiece>& pieces) {
    std::optional<std::int64_t> offset;
    for (const auto& record : records) {
        const bool starts = record.key == "GNU.sparse.offset", ends = record.key == "GNU.sparse.numbytes";
        if (!starts && !ends) continue;
        const auto number = pax_number(record.value);
        if (!number) return broken_map(context, "a number that is none");
        if (starts == offset.has_value()) return broken_map(context, "offsets and lengths do not alternate");
        if (ends) CHECK_OK(add_piece(pieces, *offset, *number, context));
        offset = starts ? number : std::nullopt;
    }
    if (offset) return broken_map(context, "an offset without a length");
    return {};
}

}  // namespace

std::string to_text(const std::vector<SparsePiece>& pieces) {
    std::string text;
    for (const auto& piece : pieces) {
        if (!text.empty()) text += ' ';
        text += std::to_string(piece.offset) + "+" + std::to_string(piece.length);
    }
    return text;
}

Result<std::vector<SparsePiece>> old_sparse_map(const TarHeader& header, const SparseContext& context,
                                                std::uint64_t& data, Findings& findings) {
    std::vector<SparsePiece> pieces;
    const auto field = header.raw(tar_field::gnu_sparse_map);
    auto at = context.header + tar_field::gnu_sparse_map.offset;
    CHECK_OK(take_old_pieces(field.substr(0, field.size() - 1), at, context, pieces, findings));
    bool more = has_more(field.back(), {}, at + field.size() - 1, context, findings);
    while (more) {
        const auto block =
            context.bytes.substr(std::min<std::uint64_t>(data, context.bytes.size()), tar_block);
        if (block.size() < tar_block) {
            return fail(ErrorCode::truncated,
                        "the tar archive ends within the map of sparse " + in_quotes(context.member),
                        "get the file again");
        }
        at = data;
        CHECK_OK(
            take_old_pieces(block.substr(0, pieces_in_block * old_piece), at, context, pieces, findings));
        more = has_more(block[more_flag], block.substr(more_flag + 1), at + more_flag, context, findings);
        data += tar_block;
    }
    return pieces;
}

Result<std::vector<SparsePiece>> pax_sparse_map(const std::vector<PaxRecord>& records,
                                                const SparseContext& context, std::uint64_t& data,
                                                std::uint64_t& stored, Findings& findings) {
    const auto map = pax_map(records);
    const auto conflict = [&](std::string_view what) {
        findings.add("tar-pax-conflict", context.member, context.header, "sparse map: " + std::string(what));
    };
    std::vector<SparsePiece> pieces;
    const bool in_front = map.major == "1" && map.minor == "0";
    if ((map.major || map.minor) && !in_front) conflict("an unknown version");
    if (int{in_front} + int{map.list.has_value()} + int{map.has_offsets} > 1) conflict("in two forms");
    if (in_front) {
        CHECK_OK(take_lines(context, data, stored, pieces, findings));
    } else if (map.list) {
        CHECK_OK(take_list(*map.list, context, pieces));
    } else if (map.has_offsets) {
        CHECK_OK(take_offsets(records, context, pieces));
    } else {
        conflict("none");
        pieces.push_back({0, stored});
    }
    if (map.count && *map.count != std::to_string(pieces.size())) conflict("another number of pieces");
    return pieces;
}

Result<void> check_sparse_map(const std::vector<SparsePiece>& pieces, std::uint64_t size, std::uint64_t data,
                              std::uint64_t stored, const SparseContext& context, Findings& findings) {
    std::uint64_t at = 0, used = 0;
    for (const auto& piece : pieces) {
        if (piece.offset < at) return broken_map(context, "pieces overlap");
        if (piece.offset > size || piece.length > size - piece.offset)
            return broken_map(context, "a piece behind the end");
        if (piece.length > stored - used) return broken_map(context, "pieces that are not there");
        at = piece.offset + piece.length;
        used += piece.length;
    }
    if (used < stored) {
        findings.add("tar-padding", context.member, data + used,
                     "in no piece of the sparse map: " +
                         describe_bytes(context.bytes.substr(data + used, stored - used)));
    }
    return {};
}

bool follows_map(std::string_view content, const std::vector<SparsePiece>& pieces, std::string_view stored) {
    std::size_t at = 0;
    for (const auto& piece : pieces) {
        if (piece.length == 0) continue;
        if (!all_zero(content.substr(at, piece.offset - at))) return false;
        if (content.substr(piece.offset, piece.length) != stored.substr(0, piece.length)) return false;
        at = piece.offset + piece.length;
        stored.remove_prefix(piece.length);
    }
    return all_zero(content.substr(at));
}

}  // namespace bumpgate::archive
