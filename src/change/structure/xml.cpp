#include "change/structure/xml_text.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <pugixml.hpp>

#include "base/text.hpp"
#include "change/structure/builder.hpp"

// XML 1.0 as pugixml reads it, made strict. pugixml tells where names and texts start; where raw values end,
// and the attributes, are found here, and both readings must agree.
namespace bumpgate::change::structure {
namespace {

constexpr unsigned flags =
    pugi::parse_default | pugi::parse_doctype | pugi::parse_declaration | pugi::parse_fragment;

/// Encodings by how their names start, in which ASCII means itself.
constexpr std::array<std::string_view, 4> ascii_supersets{"ascii", "iso-8859-", "us-ascii", "windows-125"};

bool is_text_node(const pugi::xml_node& node) {
    return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}

/// Characters between which a cut could split a name or a version.
bool is_in_word(char c) {
    return is_alnum(c) || (c & '\x80') != 0 || std::string_view("._-+~!").find(c) != std::string_view::npos;
}

std::optional<std::size_t> offset_of(const pugi::xml_node& node) {
    const auto offset = node.offset_debug();
    if (offset < 0) return std::nullopt;
    return static_cast<std::size_t>(offset);
}

class Walker {
  public:
    Walker(std::string_view content, Builder& builder) : content_(content), builder_(builder) {}

    /// The document element, which has no siblings but comments and the like.
    [[nodiscard]] bool document(const pugi::xml_document& document) {
        std::size_t elements = 0;
        for (const auto& node : document.children()) {
            if (node.type() == pugi::node_declaration && !is_read_as_utf8(node)) return false;
            if (node.type() == pugi::node_doctype &&
                std::string_view(node.value()).find('[') != std::string_view::npos)
                return false;  // an internal subset can declare entities and default attributes
            if (is_text_node(node)) return false;
            if (node.type() == pugi::node_element) ++elements;
        }
        return elements == 1 && element(document.document_element(), 0);
    }

  private:
    /// Whether the encoding that the declaration names gives the characters that UTF-8 does.
    [[nodiscard]] bool is_read_as_utf8(const pugi::xml_node& node) const {
        const auto encoding = to_lower(node.attribute("encoding").value());
        if (encoding.empty() || encoding == "utf-8") return true;
        const bool extends_ascii =
            std::any_of(ascii_supersets.begin(), ascii_supersets.end(),
                        [&](std::string_view head) { return encoding.starts_with(head); });
        const bool ascii =
            std::all_of(content_.begin(), content_.end(), [](char c) { return (c & '\x80') == 0; });
        return extends_ascii && ascii;
    }

    [[nodiscard]] bool element(const pugi::xml_node& node, std::size_t index) {
        const auto at = offset_of(node);
        if (!at || *at == 0 || !builder_.enter(numbered(node.name(), index))) return false;
        const bool good = attributes(node, *at) && texts(node, *at - 1) && children(node);
        builder_.leave();
        return good;
    }

    [[nodiscard]] bool attributes(const pugi::xml_node& node, std::size_t at) {
        const auto tag = scan_start_tag(content_, at);
        if (!tag || tag->name != node.name()) return false;
        auto expected = node.attributes_begin();
        for (const auto& attribute : tag->attributes) {
            const auto raw = content_.substr(attribute.begin, attribute.end - attribute.begin);
            auto value = decode_xml(raw, XmlText::attribute);
            if (!value || expected == node.attributes_end()) return false;
            if (attribute.name != expected->name() || *value != expected->value()) return false;
            ++expected;
            if (!builder_.add_child(
                    "@" + std::string(attribute.name),
                    {attribute.begin, attribute.end, attribute.name_begin, *std::move(value), true}))
                return false;
        }
        return expected == node.attributes_end();
    }

    /// The first text of an element has the element's own path, later ones (between child elements) have
    /// "#1", … below it.
    [[nodiscard]] bool texts(const pugi::xml_node& node, std::size_t key_begin) {
        std::size_t count = 0;
        for (auto child = node.first_child(); child; child = child.next_sibling()) {
            if (!is_text_node(child)) continue;
            auto found = text_run(child, key_begin);
            if (!found) return false;
            if (found->value.empty()) continue;
            const bool added = count == 0
                                   ? builder_.add(*std::move(found))
                                   : builder_.add_child("#" + std::to_string(count), *std::move(found));
            if (!added) return false;
            ++count;
        }
        return true;
    }

    /// The text that starts at `node`, which is left at its last piece: comments and CDATA sections cut it. A
    /// cut inside a word is refused, since each side of it would look like a word of its own.
    [[nodiscard]] std::optional<Found> text_run(pugi::xml_node& node, std::size_t key_begin) const {
        auto piece = piece_at(node);
        if (!piece) return std::nullopt;
        Found whole{piece->begin, piece->end, key_begin, piece->value, true};
        while (is_text_node(node.next_sibling())) {
            node = node.next_sibling();
            const auto next = piece_at(node);
            if (!next || (is_in_word(piece->value.back()) && is_in_word(next->value.front())))
                return std::nullopt;
            whole.end = next->end;
            whole.value += next->value;
            piece = next;
        }
        return trimmed(std::move(whole));
    }

    struct Piece {
        std::size_t begin = 0;
        std::size_t end = 0;
        std::string value;  ///< not empty
    };

    [[nodiscard]] std::optional<Piece> piece_at(const pugi::xml_node& node) const {
        const auto begin = offset_of(node);
        if (!begin) return std::nullopt;
        const bool verbatim = node.type() == pugi::node_cdata;
        const auto end = content_.find(verbatim ? "]]>" : "<", *begin);
        if (end == std::string_view::npos) return std::nullopt;
        const auto raw = content_.substr(*begin, end - *begin);
        auto value = decode_xml(raw, verbatim ? XmlText::cdata : XmlText::text);
        if (!value || value->empty() || *value != node.value()) return std::nullopt;
        return Piece{*begin, end, *std::move(value)};
    }

    /// Without white space at both ends, as readers of manifests take it.
    [[nodiscard]] Found trimmed(Found found) const {
        const auto inner = trim(content_.substr(found.begin, found.end - found.begin));
        if (!inner.empty()) found.begin = static_cast<std::size_t>(inner.data() - content_.data());
        found.end = found.begin + inner.size();
        found.value = std::string(trim(found.value));
        return found;
    }

    [[nodiscard]] bool children(const pugi::xml_node& node) {
        std::map<std::string, std::size_t, std::less<>> seen;
        for (const auto& child : node.children()) {
            if (child.type() != pugi::node_element) continue;
            if (!element(child, seen[child.name()]++)) return false;
        }
        return true;
    }

    std::string_view content_;
    Builder& builder_;
};

}  // namespace

std::optional<Document> parse_xml(std::string_view content) {
    if (has_control(content)) return std::nullopt;
    pugi::xml_document tree;
    if (!tree.load_buffer(content.data(), content.size(), flags, pugi::encoding_utf8)) return std::nullopt;
    Builder builder(Format::xml);
    if (!Walker(content, builder).document(tree)) return std::nullopt;
    return std::move(builder).finish(content.size());
}

}  // namespace bumpgate::change::structure
