#include "archive/open.hpp"

#include <iterator>
#include <utility>

#include "archive/detect.hpp"
#include "archive/findings.hpp"
#include "archive/formats.hpp"

namespace bumpgate::archive {

namespace {

std::string without_suffix(const std::string& name, const Compression& compression) {
    const auto ends_in = [&](std::string_view suffix) {
        return !suffix.empty() && name.size() > suffix.size() && name.ends_with(suffix);
    };
    if (ends_in(compression.suffix)) return name.substr(0, name.size() - compression.suffix.size());
    if (ends_in(compression.short_suffix))
        return name.substr(0, name.size() - compression.short_suffix.size()) + ".tar";
    return name;
}

/// A file that is no archive. What the file system says about it is chance, so the member has the plainest
/// mode.
Contents lone_file(std::string name, std::string_view bytes) {
    Member member;
    member.path = std::move(name);
    member.mode = 0644;
    member.content = bytes;
    Contents contents{{"file", {}, {}, {}}, {}, {0}, Findings("file"), {}, {}};
    contents.members.push_back(std::move(member));
    return contents;
}

Failure no_members() {
    return fail(ErrorCode::empty, "the archive has no members", "check how the release was built");
}

Result<void> take_contents(Contents contents, Meter& meter, Opened& opened) {
    CHECK_OK(audit_members(contents.members, contents.offsets, meter, contents.findings));
    opened.layers.push_back(std::move(contents.layer));
    opened.members = std::move(contents.members);
    std::move(contents.findings).move_to(opened.hazards);
    std::move(contents.stores.begin(), contents.stores.end(), std::back_inserter(opened.stores));
    opened.files = std::move(contents.files);
    return {};
}

class Opener {
  public:
    Opener(std::string_view bytes, std::string name, Meter& meter)
        : meter_(meter), name_(std::move(name)), bytes_(bytes) {}

    Result<Opened> run() {
        if (bytes_.empty())
            return fail(ErrorCode::empty, "the file is empty", "check how the release was built");
        auto detected = detect(bytes_);
        for (; detected.shape == Shape::compression; detected = detect(bytes_)) {
            CHECK_OK(unpack(detected.format));
        }
        CHECK_OK(take_members(detected));
        return std::move(opened_);
    }

  private:
    Result<void> unpack(std::string_view format) {
        const auto* const compression = find_compression(format);
        if (compression == nullptr) return unreadable(format);
        CHECK_OK(meter_.layer());
        auto unpacked = TRY(compression->unpack(bytes_, meter_));
        meter_.store_kept(unpacked.content);
        meter_.store_dropped(store_);
        store_ = std::move(unpacked.content);  // what it was packed in is not needed any more
        bytes_ = store_.view();
        name_ = without_suffix(name_, *compression);
        opened_.layers.push_back(std::move(unpacked.layer));
        std::move(unpacked.hazards.begin(), unpacked.hazards.end(), std::back_inserter(opened_.hazards));
        if (!bytes_.empty()) return {};
        return fail(ErrorCode::empty, "there is nothing in the compressed file",
                    "check how the release was built");
    }

    Result<void> take_members(const Detected& detected) {
        CHECK_OK(meter_.layer());
        if (detected.shape == Shape::blank) return no_members();
        if (detected.shape == Shape::unsupported) return unreadable(detected.format);
        if (detected.shape == Shape::archive) {
            const auto* const format = find_archive_format(detected.format);
            if (format == nullptr) return unreadable(detected.format);
            auto contents = TRY(format->read(bytes_, meter_));
            if (contents.members.empty()) return no_members();
            if (contents.layer.format == "rpm") opened_.package = bytes_;
            CHECK_OK(take_contents(std::move(contents), meter_, opened_));
        } else {
            CHECK_OK(meter_.member(name_, {}, bytes_.size()));
            CHECK_OK(take_contents(lone_file(name_, bytes_), meter_, opened_));
        }
        opened_.stores.push_back(std::move(store_));
        return {};
    }

    static Failure unreadable(std::string_view format) {
        return fail(ErrorCode::unsupported, "the format " + std::string(format) + " is not supported",
                    "unpack both releases and compare the folders");
    }

    Meter& meter_;
    std::string name_;
    std::string_view bytes_;
    ByteStore store_;
    Opened opened_;
};

}  // namespace

Result<Opened> open_bytes(std::string_view bytes, std::string name, Meter& meter) {
    return Opener(bytes, std::move(name), meter).run();
}

Result<Opened> open_directory(const std::filesystem::path& path, Meter& meter) {
    CHECK_OK(meter.layer());
    auto contents = TRY(read_directory(path, meter));
    if (contents.members.empty()) return fail(ErrorCode::empty, "the folder is empty", "check the path");
    Opened opened;
    CHECK_OK(take_contents(std::move(contents), meter, opened));
    return opened;
}

}  // namespace bumpgate::archive
