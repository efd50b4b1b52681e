#include <algorithm>
#include <numeric>
#include <set>

#include "archive/agreement.hpp"
#include "archive/deflate.hpp"
#include "archive/library.hpp"
#include "archive/read_layers.hpp"
#include "archive/tar_header.hpp"
#include "archive/zip_scan.hpp"
#include "archive/zip_streams.hpp"
#include "base/text.hpp"

namespace bumpgate::archive {

namespace {

Failure broken_content(std::string what) {
    return fail(ErrorCode::corrupt, std::move(what), "get the file again");
}

class ZipReader {
  public:
    ZipReader(std::string_view bytes, Meter& meter) : bytes_(bytes), meter_(meter) {}

    Result<Contents> run() {
        auto scan = TRY(scan_zip(bytes_, meter_));
        findings_ = std::move(scan.findings);
        store_ = TRY(meter_.new_store());
        auto library = TRY(Library::open(LibraryFormat::zip, bytes_));
        for (const auto index : by_offset(scan.entries)) {
            auto& entry = scan.entries[index];
            if (auto taken = take(entry, library); !taken) {
                return Failure(std::move(taken).error().during(member_step(entry.member.path)));
            }
        }
        CHECK_OK(check_end(library));
        if (bytes_.size() >= tar_block && TarHeader(bytes_.substr(0, tar_block)).checksum_is_right()) {
            findings_.add("parser-disagreement", {}, 0, "the bytes are a tar archive as well");
        }
        return assemble(scan);
    }

  private:
    /// libarchive lists members in the order of their local headers, whatever the central directory's is.
    static std::vector<std::size_t> by_offset(const std::vector<ZipEntry>& entries) {
        std::vector<std::size_t> order(entries.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return entries[a].local < entries[b].local; });
        return order;
    }

    Result<void> take(ZipEntry& entry, Library& library) {
        std::optional<LibraryEntry> theirs;
        if (!ended_) theirs = TRY(library.next());
        ended_ = !theirs;
        auto& member = entry.member;
        member.content = TRY(read_content(entry, library));
        if (member.content.size() != entry.size) {
            return broken_content("it has " + std::to_string(member.content.size()) + " bytes, not the " +
                                  std::to_string(entry.size) + " stated");
        }
        if (crc32(member.content) != entry.crc) return broken_content("the CRC of its content is wrong");
        if (member.type == MemberType::symlink) CHECK_OK(make_link(member));
        if (entry.other_link && *entry.other_link != member.link_target) {
            findings_.add("zip-field-mismatch", member.path, entry.local,
                          "link target: content " + in_quotes(member.link_target) + ", extra field " +
                              in_quotes(*entry.other_link));
        }
        compare(entry, theirs);
        return {};
    }

    /// The content by the central directory. Size and CRC tell whether libarchive, which unpacks LZMA, read
    /// the same member.
    Result<std::string_view> read_content(const ZipEntry& entry, Library& library) {
        const auto packed = bytes_.substr(entry.data, entry.packed);
        switch (static_cast<ZipMethod>(entry.method)) {
            case ZipMethod::stored:
                return packed;
            case ZipMethod::deflate:
                return inflate_content(entry, packed);
            case ZipMethod::lzma:
                return copy_lzma(library, entry, packed);
            default:
                return unpack_stream(entry, packed, store_, meter_, findings_);
        }
    }

    Result<std::string_view> copy_lzma(Library& library, const ZipEntry& entry, std::string_view packed) {
        const auto content = TRY(copy_content(library, entry));
        if (content.size() == entry.size) CHECK_OK(audit_lzma(entry, packed, meter_, findings_));
        return content;
    }

    Result<std::string_view> inflate_content(const ZipEntry& entry, std::string_view packed) {
        const auto inflated = TRY(inflate(packed, entry.size, entry.size, store_, meter_));
        if (inflated.consumed < packed.size()) {
            findings_.add("zip-gap", entry.member.path, entry.data + inflated.consumed,
                          "after the compressed data: " + describe_bytes(packed.substr(inflated.consumed)));
        }
        return inflated.content;
    }

    Result<std::string_view> copy_content(Library& library, const ZipEntry& entry) {
        if (ended_) return broken_content("libarchive does not list it");
        const auto start = store_.size();
        for (;;) {
            const auto block = TRY(library.block());
            if (!block) return store_.view().substr(start);
            CHECK_OK(meter_.unpacked(block->bytes.size()));
            (void)TRY(store_.append(block->bytes));
            if (store_.size() - start > entry.size) return broken_content("it has more content than stated");
        }
    }

    Result<void> make_link(Member& member) const {
        if (member.content.size() > meter_.limits().path_length) {
            return limit_exceeded("path-length", meter_.limits().path_length, "the target of a symlink");
        }
        member.link_target = member.content;
        member.content = {};
        return {};
    }

    /// Not told twice: a name that is only in the local header, which libarchive goes by. Not a difference:
    /// the "/" that it puts behind all folders.
    void compare(const ZipEntry& entry, std::optional<LibraryEntry> theirs) {
        const auto& member = entry.member;
        if (theirs && theirs->path) {
            auto& path = *theirs->path;
            const bool folder = member.type == MemberType::directory;
            if (folder && path == std::string(entry.local_name) + "/") path.pop_back();
            if (path == entry.local_name) path = member.path;
        }
        compare_views(theirs, {member.path, member.type, entry.size, member.link_target}, entry.local,
                      findings_);
    }

    Result<void> check_end(Library& library) {
        while (!ended_) {
            const auto theirs = TRY(library.next());
            if (!theirs) return {};
            findings_.add("parser-disagreement", theirs->path.value_or(""), bytes_.size(),
                          "only libarchive lists it");
            CHECK_OK(meter_.member(theirs->path.value_or(""), theirs->link_target, 0));
        }
        return {};
    }

    Result<Contents> assemble(ZipScan& scan) {
        Contents contents{{"zip", {}, scan.comment, {}}, {}, {}, std::move(findings_), {}, {}};
        std::set<std::uint16_t> methods;
        for (auto& entry : scan.entries) {
            auto& member = entry.member;
            methods.insert(entry.method);
            if (member.type == MemberType::directory && member.path.size() > 1 &&
                member.path.ends_with('/')) {
                member.path.pop_back();
            }
            contents.members.push_back(std::move(member));
            contents.offsets.push_back(entry.local);
        }
        std::vector<std::string_view> names;
        for (const auto method : methods) names.push_back(zip_method_name(method));
        contents.layer.compression = join(names, ", ");
        meter_.store_kept(store_);
        contents.stores.push_back(std::move(store_));
        return contents;
    }

    std::string_view bytes_;
    Meter& meter_;
    Findings findings_{"zip"};
    ByteStore store_;
    bool ended_ = false;
};

}  // namespace

Result<Contents> read_zip(std::string_view bytes, Meter& meter) {
    return ZipReader(bytes, meter).run();
}

}  // namespace bumpgate::archive
