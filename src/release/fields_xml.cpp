#include <pugixml.hpp>

#include "base/text.hpp"
#include "release/fields.hpp"

namespace bumpgate::release {
namespace {

constexpr unsigned flags = pugi::parse_default | pugi::parse_doctype;

std::string local_name(std::string_view name) {
    return std::string(name.substr(name.find(':') + 1));
}

/// Depth is bounded, so that recursion is.
class Walker {
  public:
    Fields fields;

    [[nodiscard]] bool element(const pugi::xml_node& node) {
        path_.push_back(local_name(node.name()));
        bool good = path_.size() <= deepest_field && add(trim(node.child_value()));
        for (const auto& attribute : node.attributes()) {
            path_.push_back("@" + std::string(attribute.name()));
            good = good && add(attribute.value());
            path_.pop_back();
        }
        for (auto child = node.first_child(); good && child; child = child.next_sibling())
            good = child.type() != pugi::node_element || element(child);
        path_.pop_back();
        return good;
    }

  private:
    bool add(std::string_view value) {
        fields.push_back({path_, std::string(value)});
        return fields.size() <= most_fields;
    }

    std::vector<std::string> path_;
};

bool declares_entities(const pugi::xml_document& document) {
    for (const auto& node : document.children()) {
        const std::string_view value = node.value();
        if (node.type() == pugi::node_doctype && value.find('[') != std::string_view::npos) return true;
    }
    return false;
}

}  // namespace

std::optional<Fields> read_xml_fields(std::string_view text) {
    pugi::xml_document document;
    if (!document.load_buffer(text.data(), text.size(), flags)) return std::nullopt;
    if (declares_entities(document) || !document.document_element()) return std::nullopt;
    Walker walker;
    if (!walker.element(document.document_element())) return std::nullopt;
    return std::move(walker.fields);
}

}  // namespace bumpgate::release
