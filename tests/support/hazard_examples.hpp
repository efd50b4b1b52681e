#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "archives.hpp"
#include "archives_ar.hpp"
#include "archives_cpio.hpp"
#include "archives_disk.hpp"
#include "archives_rpm.hpp"

// An archive for each row of the hazard table.
namespace bumpgate::test {

struct HazardExample {
    std::string_view id;
    std::string bytes;
};

template <class Entry>
Entry changed(Entry entry, const std::function<void(Entry&)>& change) {
    change(entry);
    return entry;
}

inline std::string one_tar(TarEntry entry, const std::function<void(TarEntry&)>& change) {
    return tar({changed(std::move(entry), change)});
}

inline std::string one_zip(const std::function<void(ZipEntry&)>& change) {
    return zip({changed(zip_file("a", "x"), change)});
}

/// `p` is one letter: what the hazard hides, or a part of the name that is one.
inline std::vector<HazardExample> tar_hazards(const std::string& p) {
    const auto plain = tar_file("a", "x");
    const auto edit = [&](std::size_t at) {
        return one_tar(plain, [=](TarEntry& entry) {
            entry.edit = [=](std::string& header) { header.replace(at, p.size(), p); };
        });
    };
    return {
        {"device-node", tar({tar_link('3', "d" + p, "")})},
        {"duplicate-member", tar({tar_file(p), tar_file(p)})},
        {"fifo", tar({tar_link('6', p, "")})},
        {"link-escape", tar({tar_link('2', "l", "/" + p)})},
        {"parser-disagreement", one_tar(plain, [&](TarEntry& entry) { entry.prefix = p + "/"; })},
        {"path-absolute", tar({tar_file("/" + p)})},
        {"path-backslash", tar({tar_file("a\\" + p)})},
        {"path-case-collision", tar({tar_file("a" + p), tar_file("A" + p)})},
        {"path-confusable", tar({tar_file("\xd1\x81op" + p)})},
        {"path-control", tar({tar_file("a\r" + p)})},
        {"path-deceptive", tar({tar_file("a\xe2\x80\xae" + p)})},
        {"path-dotdot", tar({tar_file("../" + p)})},
        {"path-empty-component", tar({tar_file("a//" + p)})},
        {"path-nesting-mark", tar({tar_file("a!/" + p)})},
        {"path-not-utf8", tar({tar_file("\xc0" + p)})},
        {"path-reserved-name", tar({tar_file("con/" + p)})},
        {"path-trailing", tar({tar_file(p + ".")})},
        {"path-unicode-collision", tar({tar_file("\xc3\xa4" + p), tar_file("a\xcc\x88" + p)})},
        {"setuid", one_tar(tar_file(p), [](TarEntry& entry) { entry.mode = 04755; })},
        {"tar-extension-header",
         tar({changed<TarEntry>(gnu_long('L', "a"), [&](TarEntry& entry) { entry.mtime = p == "x" ? 1 : 2; }),
              plain})},
        {"tar-link-size",
         one_tar(tar_link('2', "l", "a"), [&](TarEntry& entry) { entry.size = p == "x" ? 1 : 2; })},
        {"tar-missing-end", tar_member(plain)},
        {"tar-name-after-nul", edit(50)},
        {"tar-padding", one_tar(plain, [&](TarEntry& entry) { entry.padding = p[0]; })},
        {"tar-pax-conflict",
         one_tar(plain, [&](TarEntry& entry) { entry.pax = pax_record("path", "b" + p); })},
        {"tar-pax-global",
         tar({changed<TarEntry>(tar_file("g", pax_record("k", p)), [](TarEntry& entry) { entry.type = 'g'; }),
              plain})},
        {"tar-pax-key", one_tar(plain, [&](TarEntry& entry) { entry.pax = pax_record("k", p); })},
        {"tar-reserved", edit(505)},
        {"tar-trailing-data", tar({plain}) + p},
        {"tar-typeflag", one_tar(plain, [&](TarEntry& entry) { entry.type = p == "x" ? '7' : 'Z'; })},
    };
}

inline std::vector<HazardExample> ar_hazards(const std::string& p) {
    auto header = ar_file("a", "x"), padding = header;
    header.uid = p == "x" ? "00" : "000";
    padding.padding = p[0];
    return {
        {"ar-header", ar({header})},
        {"ar-name-table", ar({ar_file("a"), ar_file(p + "/")})},
        {"ar-padding", ar({padding})},
        {"deb-member", ar({ar_file("debian-binary", "2.0\n"), ar_file(p)})},
    };
}

inline std::vector<HazardExample> cpio_hazards(const std::string& p) {
    auto content = cpio_file("a", p), header = cpio_file("a", "x"), name = header, padding = header;
    content.mode = 040755;
    header.special = p == "x" ? 1 : 2;
    name.after_name = std::string("\0", 1) + p;
    padding.padding = p[0];
    return {
        {"cpio-content", cpio({content})},
        {"cpio-header", cpio({header})},
        {"cpio-name-after-nul", cpio({name})},
        {"cpio-padding", cpio({padding})},
        {"cpio-trailing-data", cpio({cpio_file("a")}) + p},
    };
}

inline std::vector<HazardExample> package_hazards(const std::string& p) {
    const auto payload = cpio({cpio_file("a")});
    return {
        {"rpm-lead", rpm_with(payload, [&](RpmOptions& options) { options.lead_name = p; })},
        {"rpm-padding", rpm_with(payload, [&](RpmOptions& options) { options.header_options.rest = p; })},
        {"rpm-payload", rpm(gzip(payload) + p)},
        {"unaudited-container", seven_zip("a", p)},
    };
}

inline std::vector<HazardExample> compressed_hazards(const std::string& p) {
    const auto inner = tar({tar_file("a", "x")});
    GzipOptions comment, extra, flags;
    comment.comment = p;
    extra.extra = p;
    flags.more_flags = p == "x" ? 0x80 : 0x40;
    return {
        {"compressed-second-stream", zstd(inner) + zstd(std::string(p == "x" ? 1 : 2, '\0'))},
        {"compressed-trailing-data", xz(inner) + std::string(p == "x" ? 4 : 8, '\0')},
        {"gzip-comment", gzip(inner, comment)},
        {"gzip-extra", gzip(inner, extra)},
        {"gzip-reserved-flags", gzip(inner, flags)},
        {"gzip-second-member", gzip(inner) + gzip(std::string(p == "x" ? 1 : 2, '\0'))},
        {"gzip-trailing-data", gzip(inner) + p},
    };
}

inline std::vector<HazardExample> zip_hazards(const std::string& p) {
    ZipOptions comment, prefix;
    comment.comment = p;
    prefix.prefix = p;
    const bool first = p == "x";
    return {
        {"zip-comment", zip({zip_file("a")}, comment)},
        {"zip-extra-field", one_zip([&](ZipEntry& entry) { entry.extra = extra_field(0x4242, p); })},
        {"zip-field-mismatch", one_zip([&](ZipEntry& entry) { entry.local_crc = first ? 1 : 2; })},
        {"zip-gap", zip({zip_file("a")}, prefix)},
        {"zip-name-mismatch", one_zip([&](ZipEntry& entry) { entry.local_path = p; })},
        {"zip-reserved", one_zip([&](ZipEntry& entry) { entry.flags = first ? 0x1000 : 0x4000; })},
        {"zip-overlap",
         zip({zip_file("a", "x"),
              changed<ZipEntry>(zip_file("a", "x"), [](ZipEntry& entry) { entry.offset = 0; })})},
    };
}

inline std::vector<HazardExample> hazard_examples(const std::string& p) {
    std::vector<HazardExample> examples;
    for (auto some : {tar_hazards(p), ar_hazards(p), cpio_hazards(p), package_hazards(p),
                      compressed_hazards(p), zip_hazards(p)}) {
        for (auto& example : some) examples.push_back(std::move(example));
    }
    return examples;
}

}  // namespace bumpgate::test
