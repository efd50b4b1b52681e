#define TOML_EXCEPTIONS 1
#include <toml++/toml.h>

#include <algorithm>
#include <exception>

#include "base/text.hpp"
#include "change/structure/builder.hpp"
#include "change/structure/toml_depth.hpp"

// TOML 1.0 as toml++ reads it. The library tells lines and columns; its columns count code points.
namespace bumpgate::change::structure {
namespace {

/// Turns lines and columns into byte offsets, in constant time whatever the length of a line.
class Places {
  public:
    explicit Places(std::string_view content) : content_(content) {
        std::size_t count = 0;
        lines_.push_back(0);
        for (std::size_t at = 0; at < content.size(); ++at) {
            if (is_tail(content[at])) continue;
            if (count % stride == 0) marks_.push_back(at);
            ++count;
            if (content[at] == '\n') lines_.push_back(count);
        }
    }

    /// Nothing for a place outside the content.
    [[nodiscard]] std::optional<std::size_t> offset(const toml::source_position& place) const {
        if (place.line == 0 || place.column == 0 || place.line > lines_.size()) return std::nullopt;
        const std::size_t wanted = lines_[place.line - 1] + place.column - 1;
        if (wanted / stride >= marks_.size()) return content_.size();
        std::size_t at = marks_[wanted / stride];
        for (std::size_t left = wanted % stride; left > 0 && at < content_.size(); --left) at = next(at);
        return at;
    }

  private:
    static constexpr std::size_t stride = 64;

    static bool is_tail(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

    [[nodiscard]] std::size_t next(std::size_t at) const {
        do ++at;
        while (at < content_.size() && is_tail(content_[at]));
        return at;
    }

    std::string_view content_;
    std::vector<std::size_t> lines_;  ///< code points before each line
    std::vector<std::size_t> marks_;  ///< bytes before every 64th code point
};

struct Region {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// The length of the quotes on one side of a string.
std::size_t quote_length(std::string_view raw) {
    if (raw.size() >= 6 && (raw.substr(0, 3) == "\"\"\"" || raw.substr(0, 3) == "'''")) return 3;
    return 1;
}

/// Whether the raw bytes, read alone, say what the library says they do.
bool decodes_to(std::string_view raw, const toml::node& node) {
    const auto again = toml::parse("v = " + std::string(raw) + "\n");
    const auto* value = again.get("v");
    if (again.size() != 1 || value == nullptr || value->type() != node.type()) return false;
    return node.visit([&](const auto& concrete) {
        using Type = std::decay_t<decltype(concrete)>;
        if constexpr (std::is_same_v<Type, toml::value<double>>)
            return true;  // not a number is not equal to itself
        else
            return *value->as<toml::inserted_type_of<Type>>() == concrete;
    });
}

bool key_is(std::string_view raw, std::string_view key) {
    if (raw == key) return true;
    const auto again = toml::parse(std::string(raw) + " = 1\n");
    return again.size() == 1 && again.begin()->first.str() == key;
}

class Walker {
  public:
    Walker(std::string_view content, Builder& builder)
        : content_(content), places_(content), builder_(builder) {}

    [[nodiscard]] bool table(const toml::table& table) {
        return std::all_of(table.begin(), table.end(),
                           [&](auto&& entry) { return member(entry.first, entry.second); });
    }

  private:
    [[nodiscard]] std::optional<Region> region(const toml::source_region& source) const {
        const auto begin = places_.offset(source.begin);
        const auto end = places_.offset(source.end);
        if (!begin || !end || *end <= *begin) return std::nullopt;
        return Region{*begin, *end};
    }

    [[nodiscard]] std::string_view text(const Region& where) const {
        return content_.substr(where.begin, where.end - where.begin);
    }

    [[nodiscard]] bool member(const toml::key& key, const toml::node& node) {
        const auto place = region(key.source());
        if (!place || !key_is(text(*place), key.str())) return false;
        if (!builder_.enter(std::string(key.str()))) return false;
        const bool good = value(node, place);
        builder_.leave();
        return good;
    }

    [[nodiscard]] bool array(const toml::array& array) {
        std::size_t index = 0;
        for (const auto& element : array) {
            if (!builder_.enter(std::to_string(index++))) return false;
            const bool good = value(element, std::nullopt);
            builder_.leave();
            if (!good) return false;
        }
        return true;
    }

    [[nodiscard]] bool value(const toml::node& node, std::optional<Region> key) {
        if (const auto* inner = node.as_table()) return table(*inner);
        if (const auto* inner = node.as_array()) return array(*inner);
        const auto place = region(node.source());
        if (!place || !decodes_to(text(*place), node)) return false;
        if (key && !follows(*key, *place)) return false;
        return scalar(node, *place, key ? key->begin : place->begin);
    }

    /// Between a key and its value there is nothing but "=" and blanks.
    [[nodiscard]] bool follows(const Region& key, const Region& value) const {
        if (value.begin < key.end) return false;
        return trim(content_.substr(key.end, value.begin - key.end)) == "=";
    }

    [[nodiscard]] bool scalar(const toml::node& node, Region place, std::size_t key_begin) {
        const auto* string = node.as_string();
        if (string == nullptr)
            return builder_.add({place.begin, place.end, key_begin, std::string(text(place)), false});
        const auto quotes = quote_length(text(place));
        return builder_.add({place.begin + quotes, place.end - quotes, key_begin, string->get(), true});
    }

    std::string_view content_;
    Places places_;
    Builder& builder_;
};

}  // namespace

std::optional<Document> parse_toml(std::string_view content) {
    if (toml_nests_too_deep(content)) return std::nullopt;
    try {
        Builder builder(Format::toml);
        if (!Walker(content, builder).table(toml::parse(content))) return std::nullopt;
        return std::move(builder).finish(content.size());
    } catch (const std::exception&) {  // toml::parse_error, and what the standard library throws inside
        return std::nullopt;
    }
}

}  // namespace bumpgate::change::structure
