#include "change/structure/builder.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace bumpgate::change::structure {
namespace {

constexpr std::size_t deepest = 200;
constexpr std::size_t most_memory = std::size_t{256} << 20;

/// Roughly what one scalar takes, with the heap's own overhead.
std::size_t cost_of(const Scalar& scalar) {
    std::size_t cost = sizeof(Scalar) + sizeof(std::size_t) + scalar.value.size();
    for (const auto& component : scalar.path) cost += sizeof(std::string) + component.size();
    return cost;
}

bool positions_are_sound(const std::vector<Scalar>& scalars, std::size_t size) {
    std::size_t behind = 0;
    for (const auto& scalar : scalars) {
        if (scalar.begin < behind || scalar.end < scalar.begin || scalar.end > size) return false;
        if (scalar.key_begin > scalar.begin) return false;
        behind = scalar.end;
    }
    return true;
}

std::vector<std::size_t> sorted_by_path(const std::vector<Scalar>& scalars) {
    std::vector<std::size_t> order(scalars.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(),
              [&](std::size_t left, std::size_t right) { return scalars[left].path < scalars[right].path; });
    return order;
}

bool has_equal_paths(const Document& document) {
    const auto same = [&](std::size_t left, std::size_t right) {
        return document.scalars[left].path == document.scalars[right].path;
    };
    return std::adjacent_find(document.by_path.begin(), document.by_path.end(), same) !=
           document.by_path.end();
}

}  // namespace

bool Builder::enter(std::string component) {
    if (path_.size() >= deepest) return false;
    path_.push_back(std::move(component));
    return true;
}

bool Builder::add(Found found) {
    Scalar scalar;
    scalar.begin = found.begin;
    scalar.end = found.end;
    scalar.key_begin = found.key_begin;
    scalar.value = std::move(found.value);
    scalar.is_string = found.is_string;
    scalar.path = path_;
    cost_ += cost_of(scalar);
    if (cost_ > most_memory) return false;
    document_.scalars.push_back(std::move(scalar));
    return true;
}

bool Builder::add_child(std::string component, Found found) {
    if (!enter(std::move(component))) return false;
    const bool added = add(std::move(found));
    leave();
    return added;
}

std::optional<Document> Builder::finish(std::size_t size) && {
    std::stable_sort(document_.scalars.begin(), document_.scalars.end(),
                     [](const Scalar& left, const Scalar& right) { return left.begin < right.begin; });
    if (!positions_are_sound(document_.scalars, size)) return std::nullopt;
    document_.by_path = sorted_by_path(document_.scalars);
    if (has_equal_paths(document_)) return std::nullopt;
    return std::move(document_);
}

std::string numbered(std::string_view name, std::size_t index) {
    std::string text(name);
    if (index > 0) text += "[" + std::to_string(index) + "]";
    return text;
}

bool append_utf8(std::string& text, char32_t value) {
    if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return false;
    const auto put = [&](char32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
    const auto put_tail = [&](unsigned shift) { put(0x80 | ((value >> shift) & 0x3F)); };
    if (value < 0x80) {
        put(value);
    } else if (value < 0x800) {
        put(0xC0 | (value >> 6));
        put_tail(0);
    } else if (value < 0x10000) {
        put(0xE0 | (value >> 12));
        put_tail(6);
        put_tail(0);
    } else {
        put(0xF0 | (value >> 18));
        put_tail(12);
        put_tail(6);
        put_tail(0);
    }
    return true;
}

std::optional<char32_t> parse_hex(std::string_view digits) {
    if (digits.empty() || digits.size() > 8) return std::nullopt;
    char32_t value = 0;
    for (const char c : digits) {
        const char small = to_lower(c);
        if (!is_digit(c) && !(small >= 'a' && small <= 'f')) return std::nullopt;
        value = value * 16 + static_cast<char32_t>(is_digit(c) ? c - '0' : small - 'a' + 10);
    }
    return value;
}

bool has_lone_cr(std::string_view text) {
    for (std::size_t at = text.find('\r'); at != std::string_view::npos; at = text.find('\r', at + 1))
        if (at + 1 == text.size() || text[at + 1] != '\n') return true;
    return false;
}

bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte == 0x7F || (byte < 0x20 && c != '\t' && c != '\n' && c != '\r');
    });
}

}  // namespace bumpgate::change::structure
