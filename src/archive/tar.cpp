#include <algorithm>
#include <cstring>

#include "archive/agreement.hpp"
#include "archive/library.hpp"
#include "archive/read_layers.hpp"
#include "archive/tar_scan.hpp"

namespace bumpgate::archive {

namespace {

Expected expected(const TarEntry& entry) {
    return {entry.member.path, entry.member.type, entry.size, entry.member.link_target};
}

/// Whether libarchive's pieces are the bytes that our scanner found. They point into the same memory, so that
/// comparing addresses mostly does.
Result<bool> content_agrees(Library& library, std::string_view content) {
    std::uint64_t seen = 0;
    for (;;) {
        const auto block = TRY(library.block());
        if (!block) return seen == content.size();
        const auto ours =
            content.substr(std::min<std::uint64_t>(block->offset, content.size()), block->bytes.size());
        if (block->offset != seen || ours.size() != block->bytes.size()) return false;
        if (ours.data() != block->bytes.data() && ours != block->bytes) return false;
        seen += ours.size();
    }
}

/// A sparse member's content with its holes filled. The pieces must stand where the scanner saw stored
/// content.
Result<std::string_view> expand_sparse(Library& library, const TarEntry& entry, std::string_view stored,
                                       ByteStore& store, Meter& meter) {
    CHECK_OK(meter.unpacked(entry.size));
    char* const place = TRY(store.reserve(entry.size));
    std::memset(place, 0, entry.size);
    for (;;) {
        const auto block = TRY(library.block());
        if (!block) break;
        const auto& bytes = block->bytes;
        const bool outside =
            bytes.data() < stored.data() || bytes.data() + bytes.size() > stored.data() + stored.size();
        if (outside || block->offset > entry.size || bytes.size() > entry.size - block->offset) {
            return fail(ErrorCode::corrupt, "the map of a sparse member is wrong", "get the file again");
        }
        if (!bytes.empty()) std::memcpy(place + block->offset, bytes.data(), bytes.size());
    }
    store.commit(entry.size);
    const std::string_view content(place, entry.size);
    if (!follows_map(content, entry.pieces, stored)) {
        return fail(ErrorCode::corrupt, "libarchive puts the pieces of a sparse member elsewhere",
                    "get the file again");
    }
    return content;
}

class TarReader {
  public:
    TarReader(std::string_view bytes, Meter& meter) : bytes_(bytes), meter_(meter) {}

    Result<Contents> run() {
        auto scan = TRY(scan_tar(bytes_, meter_));
        auto library = TRY(Library::open(LibraryFormat::tar, bytes_));
        Contents contents{{"tar", {}, scan.comment, {}}, {}, {}, std::move(scan.findings), {}, {}};
        for (auto& entry : scan.entries) {
            if (auto taken = take(entry, library, contents); !taken) {
                return Failure(std::move(taken).error().during(member_step(entry.member.path)));
            }
            keep(entry, contents);
        }
        CHECK_OK(check_end(library, contents));
        if (sparse_) {
            meter_.store_kept(*sparse_);
            contents.stores.push_back(std::move(*sparse_));
        }
        return contents;
    }

  private:
    /// Lets libarchive read the member and compares.
    Result<void> take(TarEntry& entry, Library& library, Contents& contents) {
        if (ended_) return no_more(entry, contents);
        const auto theirs = TRY(library.next());
        ended_ = !theirs;
        if (ended_) return no_more(entry, contents);
        compare_views(theirs, expected(entry), entry.header, contents.findings);
        const auto stored = bytes_.substr(entry.data, entry.stored);
        if (entry.sparse) {
            if (!sparse_) sparse_ = TRY(meter_.new_store());
            entry.member.content = TRY(expand_sparse(library, entry, stored, *sparse_, meter_));
            return {};
        }
        entry.member.content = stored;
        if (!TRY(content_agrees(library, stored))) {
            contents.findings.add("parser-disagreement", entry.member.path, entry.header,
                                  "libarchive reads other content");
        }
        return {};
    }

    static Result<void> no_more(const TarEntry& entry, Contents& contents) {
        // Without libarchive there is nobody to expand it.
        if (entry.sparse) return fail(ErrorCode::corrupt, "libarchive does not list this sparse member");
        compare_views({}, expected(entry), entry.header, contents.findings);
        return {};
    }

    Result<void> check_end(Library& library, Contents& contents) const {
        while (!ended_) {
            const auto theirs = TRY(library.next());
            if (!theirs) return {};
            contents.findings.add("parser-disagreement", theirs->path.value_or(""), bytes_.size(),
                                  "only libarchive lists it");
            CHECK_OK(meter_.member(theirs->path.value_or(""), theirs->link_target, 0));
        }
        return {};
    }

    static void keep(TarEntry& entry, Contents& contents) {
        auto& member = entry.member;
        if (member.type == MemberType::directory && member.path.size() > 1 && member.path.ends_with('/')) {
            member.path.pop_back();
        }
        contents.members.push_back(std::move(member));
        contents.offsets.push_back(entry.header);
    }

    std::string_view bytes_;
    Meter& meter_;
    bool ended_ = false;
    std::optional<ByteStore> sparse_;
};

}  // namespace

Result<Contents> read_tar(std::string_view bytes, Meter& meter) {
    return TarReader(bytes, meter).run();
}

}  // namespace bumpgate::archive
