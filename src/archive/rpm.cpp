#include <array>
#include <optional>
#include <string>
#include <utility>

#include "archive/detect.hpp"
#include "archive/formats.hpp"
#include "archive/read_layers.hpp"
#include "archive/rpm_header.hpp"
#include "base/text.hpp"

namespace bumpgate::archive {

namespace {

// rpm.org, "RPM Package format", "Lead": of old, nobody reads more than its magic.
constexpr std::size_t lead_size = 96, name_offset = 10, name_length = 66, reserved_offset = 80;
constexpr std::size_t signature_alignment = 8;

constexpr std::uint32_t tag_name = 1000, tag_version = 1001, tag_release = 1002, tag_epoch = 1003,
                        tag_compressor = 1125;

/// What the header calls a compression, and what it is called here.
struct CompressorRow {
    std::string_view stated, format;
};
constexpr std::array compressor_rows = std::to_array<CompressorRow>({
    {"gzip", "gzip"},
    {"bzip2", "bzip2"},
    {"xz", "xz"},
    {"lzma", "lzma"},
    {"zstd", "zstd"},
});

unsigned word(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]) * 256U + static_cast<unsigned char>(bytes[at + 1]);
}

std::string describe_lead(std::string_view lead) {
    return "lead " + std::to_string(static_cast<unsigned char>(lead[4])) + "." +
           std::to_string(static_cast<unsigned char>(lead[5])) + ", type " + std::to_string(word(lead, 6)) +
           ", architecture " + std::to_string(word(lead, 8)) + ", system " + std::to_string(word(lead, 76)) +
           ", signature type " + std::to_string(word(lead, 78));
}

/// NAME-VERSION-RELEASE, the version with its epoch if there is one, cut to what the lead can hold.
std::string expected_name(const RpmHeader& header, bool with_epoch) {
    const auto text = [&](std::uint32_t tag) { return std::string(rpm_string(header, tag).value_or("")); };
    std::string epoch;
    for (const auto& tag : header.tags) {
        if (!with_epoch || tag.tag != tag_epoch || tag.data.size() != 4) continue;
        std::uint32_t value = 0;
        for (const char byte : tag.data) value = value << 8U | static_cast<unsigned char>(byte);
        epoch = std::to_string(value) + ":";
    }
    return (text(tag_name) + "-" + epoch + text(tag_version) + "-" + text(tag_release))
        .substr(0, name_length - 1);
}

void audit_lead(std::string_view lead, const RpmHeader& header, Findings& findings) {
    const auto whole = lead.substr(name_offset, name_length);
    const auto name = whole.substr(0, whole.find('\0'));
    if (name != expected_name(header, false) && name != expected_name(header, true)) {
        findings.add("rpm-lead", {}, name_offset, "name " + in_quotes(name));
    }
    if (const auto rest = whole.substr(name.size()); !all_zero(rest)) {
        findings.add("rpm-lead", {}, name_offset + name.size(), "behind the name: " + describe_bytes(rest));
    }
    if (const auto reserved = lead.substr(reserved_offset); !all_zero(reserved)) {
        findings.add("rpm-lead", {}, reserved_offset, "reserved: " + describe_bytes(reserved));
    }
}

/// Everything that says how the payload was packed.
std::string describe_packing(const Layer& layer) {
    auto text = layer.format;
    if (!layer.compression.empty()) text += ": " + layer.compression;
    if (!layer.header.empty()) text += ", " + layer.header;
    if (layer.time) text += ", time " + std::to_string(*layer.time);
    return text;
}

class RpmReader {
  public:
    RpmReader(std::string_view bytes, Meter& meter) : bytes_(bytes), meter_(meter) {}

    Result<Contents> run() {
        if (bytes_.size() < lead_size)
            return fail(ErrorCode::truncated, "the rpm ends within its lead", "get the file again");
        const auto lead = bytes_.substr(0, lead_size);
        contents_.layer.header = describe_lead(lead);
        texts_ = TRY(meter_.new_store());
        const auto signature = TRY(read_rpm_header(bytes_, lead_size, contents_.findings));
        CHECK_OK(add_text("signature", signature, RpmPart::signature, lead_size));
        const auto start = TRY(skip_padding(lead_size + signature.length));
        const auto header = TRY(read_rpm_header(bytes_, start, contents_.findings));
        CHECK_OK(add_text("header", header, RpmPart::header, start));
        audit_lead(lead, header, contents_.findings);
        CHECK_OK(add_payload(header, start + header.length));
        meter_.store_kept(texts_);
        contents_.stores.push_back(std::move(texts_));
        return std::move(contents_);
    }

  private:
    /// The main header starts at a multiple of eight, counted from the signature header.
    Result<std::size_t> skip_padding(std::size_t end) {
        const auto used = (end - lead_size) % signature_alignment;
        const auto padding = bytes_.substr(end, used == 0 ? 0 : signature_alignment - used);
        if (!all_zero(padding)) contents_.findings.add("rpm-padding", {}, end, describe_bytes(padding));
        return end + padding.size();
    }

    Result<void> add_text(std::string name, const RpmHeader& header, RpmPart part, std::size_t offset) {
        return add(std::move(name), TRY(write_rpm_text(header, part, texts_, meter_)), offset);
    }

    Result<void> add(std::string name, std::string_view content, std::size_t offset) {
        CHECK_OK(meter_.member(name, {}, content.size()));
        Member member;
        member.path = std::move(name);
        member.mode = 0644;
        member.content = content;
        contents_.members.push_back(std::move(member));
        contents_.offsets.push_back(offset);
        return {};
    }

    Result<void> add_payload(const RpmHeader& header, std::size_t start) {
        const auto packed = bytes_.substr(start);
        if (packed.empty()) return fail(ErrorCode::truncated, "the rpm has no payload", "get the file again");
        const auto detected = detect(packed);
        check_compressor(header, detected, start);
        contents_.layer.compression = "none";
        if (detected.shape != Shape::compression) return add("payload.cpio", packed, start);
        const auto* const compression = find_compression(detected.format);
        if (compression == nullptr) {
            return fail(ErrorCode::unsupported,
                        "the compression " + std::string(detected.format) + " is not supported");
        }
        CHECK_OK(meter_.layer());
        auto unpacked = TRY(compression->unpack(packed, meter_));
        contents_.layer.compression = describe_packing(unpacked.layer);
        for (const auto& hazard : unpacked.hazards) {
            contents_.findings.add("rpm-payload", "payload.cpio", start + hazard.offset,
                                   hazard.id + " in " + hazard.container + ": " + hazard.detail);
        }
        CHECK_OK(add("payload.cpio", unpacked.content.view(), start));
        meter_.store_kept(unpacked.content);
        contents_.stores.push_back(std::move(unpacked.content));
        return {};
    }

    /// Without a tag there is no compression, or gzip in packages of old.
    void check_compressor(const RpmHeader& header, const Detected& detected, std::size_t start) {
        const auto stated = rpm_string(header, tag_compressor);
        if (!stated) return;
        for (const auto& row : compressor_rows) {
            if (row.stated == *stated && row.format == detected.format) return;
        }
        contents_.findings.add(
            "rpm-payload", "payload.cpio", start,
            "the header states " + in_quotes(*stated) + ", the payload is " + std::string(detected.format));
    }

    std::string_view bytes_;
    Meter& meter_;
    ByteStore texts_;
    Contents contents_{{"rpm", {}, {}, {}}, {}, {}, Findings("rpm"), {}, {}};
};

}  // namespace

Result<Contents> read_rpm(std::string_view bytes, Meter& meter) {
    return RpmReader(bytes, meter).run();
}

}  // namespace bumpgate::archive
