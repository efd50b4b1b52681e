#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bumpgate::archive {

inline constexpr std::size_t tar_block = 512;

/// A field of the 512-byte header (POSIX.1-2017, pax, "ustar Interchange Format").
struct TarField {
    std::size_t offset;
    std::size_t length;
};

namespace tar_field {
inline constexpr TarField name{0, 100};
inline constexpr TarField mode{100, 8};
inline constexpr TarField uid{108, 8};
inline constexpr TarField gid{116, 8};
inline constexpr TarField size{124, 12};
inline constexpr TarField mtime{136, 12};
inline constexpr TarField checksum{148, 8};
inline constexpr TarField linkname{157, 100};
inline constexpr TarField magic_and_version{257, 8};
inline constexpr TarField user{265, 32};
inline constexpr TarField group{297, 32};
inline constexpr TarField device_major{329, 8};
inline constexpr TarField device_minor{337, 8};
inline constexpr TarField prefix{345, 155};
inline constexpr TarField ustar_reserved{500, 12};
// GNU tar's header (its manual, "Basic Tar Format") uses the space of the prefix in its own way.
inline constexpr TarField gnu_atime{345, 12};  ///< only incremental backups have it, and the next
inline constexpr TarField gnu_ctime{357, 12};
inline constexpr TarField gnu_multivolume{369, 17};
inline constexpr TarField gnu_sparse_map{386, 97};
inline constexpr TarField gnu_real_size{483, 12};
inline constexpr TarField gnu_reserved{495, 17};
// star's header (star(5), "xstar") ends the prefix earlier and has two times behind it.
inline constexpr TarField star_prefix{345, 131};
inline constexpr TarField star_atime{476, 12};
inline constexpr TarField star_ctime{488, 12};
inline constexpr TarField star_reserved{500, 8};
inline constexpr TarField star_magic{508, 4};
// Before POSIX there was nothing behind the link name; GNU tar writes device numbers there all the same.
inline constexpr TarField v7_before_device{257, 72};
inline constexpr TarField v7_after_device{345, 167};
}  // namespace tar_field

enum class TarFlavour { v7, ustar, gnu };

/// One header block, which must be 512 bytes long.
class TarHeader {
  public:
    explicit TarHeader(std::string_view block) : block_(block) {}

    [[nodiscard]] TarFlavour flavour() const;
    [[nodiscard]] char typeflag() const { return block_[156]; }

    /// The field as it stands.
    [[nodiscard]] std::string_view raw(TarField field) const {
        return block_.substr(field.offset, field.length);
    }
    /// A name: up to its first NUL or the field's end.
    [[nodiscard]] std::string_view text(TarField field) const;
    /// An octal number with blanks or NULs around it, or GNU's base 256 (two's complement); an empty field is
    /// zero. Nothing if it is neither, or too large.
    [[nodiscard]] std::optional<std::int64_t> number(TarField field) const;

    /// True for star's header, which node-tar writes too: a short prefix with two octal times behind it. Told
    /// much as GNU tar does.
    [[nodiscard]] bool is_star() const;

    /// What stands in front of the name; empty where the flavour has no prefix.
    [[nodiscard]] std::string_view prefix() const;

    /// The path of name and prefix, joined as POSIX says.
    [[nodiscard]] std::string path() const;

    /// The sum of all bytes with the checksum's own taken for blanks. Like everybody, accepts the sum over
    /// signed bytes of old writers.
    [[nodiscard]] bool checksum_is_right() const;

  private:
    std::string_view block_;
};

/// The number in a header field: see TarHeader::number. `field` must not be empty.
[[nodiscard]] std::optional<std::int64_t> tar_number(std::string_view field);

/// True for a number that is written as writers do: an empty field; digits with zeros or blanks in front that
/// fill it up to one or two blanks or NULs; digits at its start and NULs behind; base 256 for what digits
/// cannot hold.
[[nodiscard]] bool is_usual_tar_number(std::string_view field);

/// True for bytes that start with a tar header: one with a right checksum, or with tar's magic.
[[nodiscard]] bool looks_like_tar(std::string_view bytes);

}  // namespace bumpgate::archive
