#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "change/structure/document.hpp"

// What the parsers of all formats share.
namespace bumpgate::change::structure {

/// A scalar without its path: where the raw value stands and what it says.
struct Found {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t key_begin = 0;
    std::string value;
    bool is_string = false;
};

/// Collects the scalars of one document and keeps the bounds that hold for every format: how deep it nests
/// and how much memory all paths together may take (a long key above many values is copied into each of
/// them).
class Builder {
  public:
    explicit Builder(Format format) { document_.format = format; }

    /// Steps down to a child; false when the document nests too deep. Every true needs a `leave`.
    [[nodiscard]] bool enter(std::string component);
    void leave() { path_.pop_back(); }

    /// Adds a scalar at the present path; false when the document is too large to keep.
    [[nodiscard]] bool add(Found found);

    /// `enter`, `add`, `leave`.
    [[nodiscard]] bool add_child(std::string component, Found found);

    /// The document in file order. Nothing when two scalars overlap, lie outside the `size` bytes of the
    /// content, or have the same path: then a position or a key is not what it seems.
    [[nodiscard]] std::optional<Document> finish(std::size_t size) &&;

  private:
    Document document_;
    std::vector<std::string> path_;
    std::size_t cost_ = 0;
};

/// Counts repeated names on one level: "name", "name[1]", "name[2]", ….
[[nodiscard]] std::string numbered(std::string_view name, std::size_t index);

/// Appends a code point as UTF-8; false for surrogates and what is above U+10FFFF.
[[nodiscard]] bool append_utf8(std::string& text, char32_t value);

/// The value of a run of hex digits; nothing when it is empty, longer than eight, or holds something else.
[[nodiscard]] std::optional<char32_t> parse_hex(std::string_view digits);

/// A carriage return without a line feed behind it: a line end for some readers and not for others.
[[nodiscard]] bool has_lone_cr(std::string_view text);

/// A control character other than tab, line feed and carriage return.
[[nodiscard]] bool has_control(std::string_view text);

// One parser a format, each in its own file. The content is valid UTF-8 without a byte order mark.
[[nodiscard]] std::optional<Document> parse_json(std::string_view content);
[[nodiscard]] std::optional<Document> parse_toml(std::string_view content);
[[nodiscard]] std::optional<Document> parse_yaml(std::string_view content);
[[nodiscard]] std::optional<Document> parse_xml(std::string_view content);
[[nodiscard]] std::optional<Document> parse_headers(std::string_view content);
[[nodiscard]] std::optional<Document> parse_ini(std::string_view content);

}  // namespace bumpgate::change::structure
