#include <optional>
#include <string_view>
#include <utility>

#include "archive/library.hpp"
#include "archive/read_layers.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"

// 7z and ISO 9660: members as libarchive lists them.
namespace bumpgate::archive {

namespace {

Failure no_name() {
    return fail(ErrorCode::corrupt, "libarchive finds a member without a name or type", "get the file again");
}

class UnauditedReader {
  public:
    UnauditedReader(LibraryFormat format, std::string_view name, std::string_view bytes, Meter& meter)
        : format_(format), bytes_(bytes), meter_(meter), contents_{{std::string(name), {}, {}, {}},
                                                                   {},
                                                                   {},
                                                                   Findings(name),
                                                                   {},
                                                                   {}} {}

    Result<Contents> run() {
        store_ = TRY(meter_.new_store());
        auto library = TRY(Library::open(format_, bytes_));
        for (;;) {
            auto entry = TRY(library.next());
            if (!entry) break;
            CHECK_OK(take(*std::move(entry), library));
        }
        contents_.findings.add("unaudited-container", {}, 0, "sha256 " + sha256_hex(bytes_));
        meter_.store_kept(store_);
        contents_.stores.push_back(std::move(store_));
        return std::move(contents_);
    }

  private:
    Result<void> take(LibraryEntry entry, Library& library) {
        if (!entry.path || !entry.type) return no_name();
        if (entry.encrypted) {
            return fail(ErrorCode::encrypted, "the content of " + in_quotes(*entry.path) + " is encrypted");
        }
        CHECK_OK(meter_.member(*entry.path, entry.link_target, entry.size));
        Member member;
        member.type = *entry.type;
        if (member.type == MemberType::file) {
            auto content = read_content(entry.size, library);
            if (!content) return Failure(std::move(content).error().during(member_step(*entry.path)));
            member.content = *content;
        }
        member.path = *std::move(entry.path);
        if (member.type == MemberType::directory && member.path.size() > 1 && member.path.ends_with('/'))
            member.path.pop_back();
        member.mode = entry.mode;
        if (format_ == LibraryFormat::iso9660) {  // 7z has no owners
            member.uid = entry.uid;
            member.gid = entry.gid;
        }
        member.user = std::move(entry.user);
        member.group = std::move(entry.group);
        member.mtime = entry.mtime;
        member.atime = entry.atime;
        member.ctime = entry.ctime;
        member.birth_time = entry.birth_time;
        member.link_target = std::move(entry.link_target);
        contents_.members.push_back(std::move(member));
        contents_.offsets.push_back(0);  // libarchive does not tell
        return {};
    }

    /// Exactly as many bytes as the archive states, in one piece.
    Result<std::string_view> read_content(std::uint64_t size, Library& library) {
        const auto wrong_size = [] {
            return fail(ErrorCode::corrupt, "the content has another size than the archive states",
                        "get the file again");
        };
        const auto start = store_.size();
        for (;;) {
            const auto block = TRY(library.block());
            if (!block) break;
            const auto have = store_.size() - start;
            if (block->offset != have || block->bytes.size() > size - have) return wrong_size();
            CHECK_OK(meter_.unpacked(block->bytes.size()));
            (void)TRY(store_.append(block->bytes));
            CHECK_OK(meter_.ratio(store_.size(), bytes_.size()));
        }
        if (store_.size() - start != size) return wrong_size();
        return store_.view().substr(static_cast<std::size_t>(start));
    }

    LibraryFormat format_;
    std::string_view bytes_;
    Meter& meter_;
    ByteStore store_;
    Contents contents_;
};

}  // namespace

Result<Contents> read_7z(std::string_view bytes, Meter& meter) {
    return UnauditedReader(LibraryFormat::seven_zip, "7z", bytes, meter).run();
}

Result<Contents> read_iso(std::string_view bytes, Meter& meter) {
    return UnauditedReader(LibraryFormat::iso9660, "iso9660", bytes, meter).run();
}

}  // namespace bumpgate::archive
