#include <nlohmann/json.hpp>

#include "release/fields.hpp"

namespace bumpgate::release {
namespace {

using nlohmann::json;

/// Hears the tokens in order: unlike a parsed document it sees a key that stands twice, and depth costs no
/// stack.
class Listener : public nlohmann::json_sax<json> {
  public:
    Fields fields;

    bool null() override { return add("null"); }
    bool boolean(bool value) override { return add(value ? "true" : "false"); }
    bool number_integer(number_integer_t value) override { return add(std::to_string(value)); }
    bool number_unsigned(number_unsigned_t value) override { return add(std::to_string(value)); }
    bool number_float(number_float_t, const string_t& text) override { return add(text); }
    bool string(string_t& text) override { return add(text); }
    bool binary(binary_t&) override { return false; }

    bool key(string_t& text) override {
        path_.back() = text;
        return true;
    }
    bool start_object(std::size_t) override { return enter(); }
    bool end_object() override { return leave(); }
    bool start_array(std::size_t) override { return enter(); }
    bool end_array() override { return leave(); }
    bool parse_error(std::size_t, const std::string&, const json::exception&) override { return false; }

  private:
    bool enter() {
        path_.emplace_back();
        return path_.size() <= deepest_field;
    }
    bool leave() {
        path_.pop_back();
        return true;
    }
    bool add(std::string value) {
        fields.push_back({path_, std::move(value)});
        return fields.size() <= most_fields;
    }

    std::vector<std::string> path_;
};

}  // namespace

std::optional<Fields> read_json_fields(std::string_view text) {
    Listener listener;
    try {
        if (!json::sax_parse(text.begin(), text.end(), &listener)) return std::nullopt;
    } catch (const std::exception&) {
        return std::nullopt;
    }
    return std::move(listener.fields);
}

}  // namespace bumpgate::release
