#include "release/package_json.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace bumpgate::release {
namespace {

using nlohmann::json;

constexpr std::size_t deepest = 100;
constexpr std::array<std::string_view, 4> dependency_tables = {"dependencies", "devDependencies",
                                                               "peerDependencies", "optionalDependencies"};

/// Hears the file's tokens in order and keeps the few that matter. Unlike a parsed document it sees a key
/// that stands twice, and a hostile depth costs nothing.
class Listener : public nlohmann::json_sax<json> {
  public:
    PackageJson result;
    bool is_object = false;

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }

    bool string(string_t& text) override {
        if (depth_ == 1) top_level(text);
        if (depth_ == 2 && in_object_ && table_ == "repository" && key_ == "url") result.repository = text;
        return true;
    }

    bool key(string_t& text) override {
        key_ = text;
        if (depth_ == 1) table_ = text;
        if (depth_ == 2 && std::ranges::find(dependency_tables, table_) != dependency_tables.end())
            result.dependencies.push_back(text);
        return true;
    }

    bool start_object(std::size_t) override { return enter(true); }
    bool end_object() override { return leave(); }
    bool start_array(std::size_t) override { return enter(false); }
    bool end_array() override { return leave(); }
    bool parse_error(std::size_t, const std::string&, const json::exception&) override { return false; }

  private:
    void top_level(const std::string& text) {
        if (!is_object) return;
        if (table_ == "name") result.names.push_back(text);
        if (table_ == "version") result.versions.push_back(text);
        if (table_ == "repository") result.repository = text;
    }

    bool enter(bool object) {
        if (depth_ == 0) is_object = object;
        if (depth_ == 1) in_object_ = object;
        return ++depth_ <= deepest;
    }

    bool leave() {
        --depth_;
        return true;
    }

    std::size_t depth_ = 0;
    bool in_object_ = false;  ///< the value of `table_` is an object
    std::string table_;       ///< the last key of the outermost object
    std::string key_;         ///< the last key at all
};

}  // namespace

std::optional<PackageJson> read_package_json(std::string_view text) {
    Listener listener;
    try {
        if (!json::sax_parse(text.begin(), text.end(), &listener) || !listener.is_object) return std::nullopt;
    } catch (const std::exception&) {
        return std::nullopt;
    }
    return std::move(listener.result);
}

}  // namespace bumpgate::release
