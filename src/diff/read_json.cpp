#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <exception>
#include <map>
#include <utility>

#include "base/base64.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"
#include "diff/json_fields.hpp"
#include "diff/read.hpp"
#include "diff/write.hpp"

namespace bumpgate::diff {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t deepest = 16;  // brackets; ours never nest deeper than ten

Failure not_a_diff(const std::string& what) {
    return fail(ErrorCode::corrupt, "this is not a JSON diff of bumpgate: " + what,
                "make one with `bumpgate diff OLD NEW -o json=FILE`");
}

/// Nesting costs the parser's stack, or its time, before it is found out to be wrong.
bool nests_too_deep(std::string_view text) {
    std::size_t depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string && c == '\\') ++i;
        if (c == '"') in_string = !in_string;
        if (in_string) continue;
        if ((c == '[' || c == '{') && ++depth > deepest) return true;
        if ((c == ']' || c == '}') && depth > 0) --depth;
    }
    return false;
}

std::optional<std::string> unhex(std::string_view digits) {
    std::string bytes;
    if (digits.size() % 2 != 0) return std::nullopt;
    for (std::size_t i = 0; i < digits.size(); i += 2) {
        unsigned value = 0;
        const auto* const end = digits.data() + i + 2;
        const auto [stop, problem] = std::from_chars(digits.data() + i, end, value, 16);
        if (problem != std::errc{} || stop != end) return std::nullopt;
        bytes += static_cast<char>(value);
    }
    return bytes;
}

/// Takes values out of JSON. The first one that is missing or of another form is the error; what is read
/// after it is thrown away.
class Reader {
  public:
    [[nodiscard]] const std::string& problem() const { return problem_; }
    void complain(std::string_view where, std::string_view what) {
        if (problem_.empty()) problem_ = std::string(what) + " at " + in_quotes(where);
    }

    const Json& at(const Json& object, std::string_view key) {
        const auto* const found = find(object, key);
        if (found != nullptr) return *found;
        complain(key, "a value is missing");
        return nothing_;
    }

    static const Json* find(const Json& object, std::string_view key) {
        if (!object.is_object()) return nullptr;
        const auto found = object.find(std::string(key));
        return found == object.end() || found->is_null() ? nullptr : &*found;
    }

    const Json& list(const Json& object, std::string_view key) {
        const auto& value = at(object, key);
        if (value.is_array()) return value;
        complain(key, "a list is expected");
        return empty_;
    }

    /// A string, or bytes in hex.
    std::string text(const Json& value, std::string_view where) {
        if (value.is_string()) return value.get<std::string>();
        const auto* const digits = find(value, "bytes");
        if (digits != nullptr && digits->is_string()) {
            if (auto bytes = unhex(digits->get_ref<const std::string&>())) return *std::move(bytes);
        }
        complain(where, "a string is expected");
        return {};
    }
    std::string text_at(const Json& object, std::string_view key) { return text(at(object, key), key); }
    std::string optional_text(const Json& object, std::string_view key) {
        const auto* const value = find(object, key);
        return value == nullptr ? std::string() : text(*value, key);
    }

    std::uint64_t count(const Json& value, std::string_view where) {
        if (value.is_number_unsigned()) return value.get<std::uint64_t>();
        complain(where, "a number is expected");
        return 0;
    }
    std::uint64_t count_at(const Json& object, std::string_view key) { return count(at(object, key), key); }

    std::int64_t integer(const Json& value, std::string_view where) {
        if (value.is_number_integer()) return value.get<std::int64_t>();
        complain(where, "a number is expected");
        return 0;
    }
    std::optional<std::int64_t> optional_integer(const Json& object, std::string_view key) {
        const auto* const value = find(object, key);
        if (value == nullptr) return std::nullopt;
        return integer(*value, key);
    }

  private:
    std::string problem_;
    Json nothing_;
    Json empty_ = Json::array();
};

constexpr std::array all_types = {MemberType::file,     MemberType::directory,   MemberType::symlink,
                                  MemberType::hardlink, MemberType::char_device, MemberType::block_device,
                                  MemberType::fifo,     MemberType::socket};

class TreeReader {
  public:
    TreeReader(const Json& document, const Limits& limits) : document_(document), limits_(limits) {}

    Result<Recorded> run(std::uint64_t text_size) {
        Recorded recorded;
        auto store = TRY(ByteStore::create(text_size + 1, limits_.memory_bytes));
        CHECK_OK(read_contents(store));
        recorded.trees.old_tree = TRY(tree(reader_.at(document_, "old")));
        recorded.trees.new_tree = TRY(tree(reader_.at(document_, "new")));
        recorded.trees.old_tree.stores.push_back(std::move(store));
        const auto& overrides = reader_.at(document_, "overrides");
        for (const OverrideField& field : override_fields)
            recorded.overrides.*field.value = reader_.optional_text(overrides, field.name);
        if (!reader_.problem().empty()) return not_a_diff(reader_.problem());
        return recorded;
    }

  private:
    Result<void> read_contents(ByteStore& store) {
        const auto& contents = reader_.at(document_, "contents");
        if (!contents.is_object()) return not_a_diff("\"contents\" is no object");
        for (const auto& [digest, content] : contents.items()) {
            const auto bytes = content_of(content, digest);
            if (!bytes) return not_a_diff("content " + in_quotes(digest) + " is neither text nor base64");
            if (sha256_hex(*bytes) != digest)
                return not_a_diff("content " + in_quotes(digest) + " has another digest");
            contents_.emplace(digest, TRY(store.append(*bytes)));
            CHECK_OK(limits_.check_time("reading the diff"));
        }
        return {};
    }

    static std::optional<std::string> content_of(const Json& content, std::string_view) {
        if (const auto* const text = Reader::find(content, "text"); text != nullptr && text->is_string())
            return text->get<std::string>();
        const auto* const packed = Reader::find(content, "base64");
        if (packed == nullptr || !packed->is_string()) return std::nullopt;
        return base64_decoded(packed->get_ref<const std::string&>());
    }

    std::string_view content(const Json& object, std::string_view key = "sha256") {
        const auto digest = reader_.text_at(object, key);
        const auto found = contents_.find(digest);
        if (found != contents_.end()) return found->second;
        reader_.complain(digest, "there is no such content");
        return {};
    }

    std::string_view package(const Json& object) {
        return Reader::find(object, "package") == nullptr ? std::string_view() : content(object, "package");
    }

    Result<Tree> tree(const Json& side) {
        Tree tree;
        tree.name = reader_.text_at(side, "name");
        tree.packed_size = reader_.count_at(side, "packed_size");
        tree.packed_sha256 = reader_.optional_text(side, "packed_sha256");
        tree.package = package(side);
        tree.unpacked_size = reader_.count_at(side, "unpacked_size");
        tree.layers = layers(side);
        for (const auto& item : reader_.list(side, "hazards")) tree.hazards.push_back(hazard(item));
        const auto& members = reader_.list(side, "members");
        if (members.empty()) return not_a_diff("a side has no members");
        if (members.size() > limits_.members)
            return limit_exceeded("members", limits_.members,
                                  std::to_string(members.size()) + " in the diff");
        for (const auto& item : members) {
            CHECK_OK(limits_.check_time("reading the diff"));
            tree.members.push_back(member(item));
        }
        for (const auto& item : reader_.list(side, "nested"))
            tree.nested.push_back(nested(item, members.size()));
        return tree;
    }

    std::vector<Layer> layers(const Json& object) {
        std::vector<Layer> layers;
        for (const auto& item : reader_.list(object, "layers")) {
            layers.push_back({reader_.text_at(item, "format"), reader_.text_at(item, "compression"),
                              reader_.text_at(item, "header"), reader_.optional_integer(item, "time")});
        }
        return layers;
    }

    Hazard hazard(const Json& item) {
        Hazard hazard;
        hazard.id = reader_.text_at(item, "id");
        hazard.member = reader_.text_at(item, "member");
        hazard.container = reader_.text_at(item, "container");
        hazard.offset = reader_.count_at(item, "offset");
        hazard.detail = reader_.text_at(item, "detail");
        return hazard;
    }

    MemberType type(const Json& item) {
        const auto name = reader_.text_at(item, "type");
        const auto* const row = std::find_if(all_types.begin(), all_types.end(),
                                             [&](MemberType known) { return to_string(known) == name; });
        if (row != all_types.end()) return *row;
        reader_.complain(name, "there is no such type of member");
        return MemberType::file;
    }

    std::uint32_t mode(const Json& item) {
        const auto digits = reader_.text_at(item, "mode");
        std::uint32_t value = 0;
        const auto* const end = digits.data() + digits.size();
        const auto [stop, problem] = std::from_chars(digits.data(), end, value, 8);
        if (problem != std::errc{} || stop != end) reader_.complain(digits, "octal digits are expected");
        return value;
    }

    Timestamp time(const Json& value, std::string_view where) {
        Timestamp time;
        if (!value.is_array() || value.size() != 2) {
            reader_.complain(where, "[seconds, nanoseconds] is expected");
            return time;
        }
        time.seconds = reader_.integer(value[0], where);
        time.nanoseconds = static_cast<std::uint32_t>(reader_.count(value[1], where));
        return time;
    }

    Member member(const Json& item) {
        Member member;
        member.path = reader_.text_at(item, "path");
        member.depth = Reader::find(item, "depth") == nullptr ? 0 : reader_.count_at(item, "depth");
        member.type = type(item);
        member.mode = mode(item);
        member.uid = reader_.optional_integer(item, "uid");
        member.gid = reader_.optional_integer(item, "gid");
        member.user = reader_.optional_text(item, "user");
        member.group = reader_.optional_text(item, "group");
        for (const TimeField& field : time_fields) {
            if (const auto* const value = Reader::find(item, field.name))
                member.*field.time = time(*value, field.name);
        }
        member.link_target = reader_.optional_text(item, "link");
        if (const auto* const attributes = Reader::find(item, "attributes"); attributes != nullptr) {
            for (const auto& attribute : *attributes)
                member.attributes.push_back(
                    {reader_.text_at(attribute, "name"), reader_.text_at(attribute, "value")});
        }
        member.sparse_map = reader_.optional_text(item, "sparse");
        if (member.type == MemberType::file) member.content = content(item);
        return member;
    }

    Nested nested(const Json& item, std::size_t members) {
        Nested nested;
        nested.path = reader_.text_at(item, "path");
        nested.prefix = reader_.text_at(item, "prefix");
        if (Reader::find(item, "member") != nullptr) nested.member = reader_.count_at(item, "member");
        nested.first = reader_.count_at(item, "first");
        nested.count = reader_.count_at(item, "count");
        nested.packed = content(item);
        nested.package = package(item);
        nested.layers = layers(item);
        nested.opaque = reader_.optional_text(item, "opaque");
        const bool inside = nested.first <= members && nested.count <= members - nested.first &&
                            (!nested.member || *nested.member < members);
        if (!inside) reader_.complain(nested.path, "members that do not exist");
        return nested;
    }

    const Json& document_;
    const Limits& limits_;
    Reader reader_;
    std::map<std::string, std::string_view, std::less<>> contents_;
};

bool lies_in(const Member& member, const Nested& nested) {
    return nested.member || nested.prefix.ends_with('/')
               ? member.path.starts_with(nested.prefix) || member.path + "/" == nested.prefix
               : member.path == nested.prefix;
}

/// It is the member that it says, if it says one.
bool is_its_member(const Tree& tree, const Nested& nested) {
    return !nested.member || (tree.members[*nested.member].path == nested.path &&
                              tree.members[*nested.member].content == nested.packed);
}

/// An rpm has the bytes that it was read from; without a compression they are those that it is packed in.
bool has_its_package(const std::vector<Layer>& layers, std::string_view package) {
    return package.empty() == (layers.empty() || layers.back().format != "rpm");
}
bool is_package_alone(const std::vector<Layer>& layers) {
    return layers.size() == 1 && layers.front().format == "rpm";
}

/// What could not be opened holds nothing; what was holds the members behind its own, all that begin with its
/// prefix and no others.
bool holds_together(const Tree& tree, const Nested& nested) {
    if (!is_its_member(tree, nested) || nested.layers.empty() == nested.opaque.empty()) return false;
    if (!has_its_package(nested.layers, nested.package)) return false;
    if (is_package_alone(nested.layers) && nested.package != nested.packed) return false;
    if (nested.layers.empty())
        return nested.member && nested.prefix.empty() && nested.first == 0 && nested.count == 0;
    if (nested.member && (nested.first != *nested.member + 1 || nested.prefix != nested.path + "!/"))
        return false;
    const auto end = nested.first + nested.count;
    for (std::size_t i = nested.first; i < end; ++i) {
        if (!lies_in(tree.members[i], nested)) return false;
    }
    return nested.count > 0 && (end == tree.members.size() || !lies_in(tree.members[end], nested));
}

Result<void> check_package(const Tree& tree) {
    const bool alone = is_package_alone(tree.layers);
    const bool holds =
        !alone || (tree.package.size() == tree.packed_size && sha256_hex(tree.package) == tree.packed_sha256);
    if (holds && has_its_package(tree.layers, tree.package)) return {};
    return not_a_diff("the \"package\" of " + in_quotes(tree.name) + " is not the rpm that it states");
}

/// A member lies as deep as there are nested archives around it.
Result<void> check_nested(const Tree& tree) {
    std::vector<std::int64_t> steps(tree.members.size() + 1, 0);
    for (const Nested& nested : tree.nested) {
        if (!holds_together(tree, nested))
            return not_a_diff("the nested archive " + in_quotes(nested.path) +
                              " is not what its members say");
        if (!nested.member || nested.layers.empty()) continue;
        ++steps[nested.first];
        --steps[nested.first + nested.count];
    }
    std::int64_t depth = 0;
    for (std::size_t i = 0; i < tree.members.size(); ++i) {
        depth += steps[i];
        if (static_cast<std::int64_t>(tree.members[i].depth) != depth)
            return not_a_diff("member " + in_quotes(tree.members[i].path) + " lies at another depth");
    }
    return {};
}

/// What it says of the differences has to be what they are.
Result<void> check_statement(const Recorded& recorded, const Json& document, const Limits& limits) {
    const auto release = TRY(release::identify(recorded.trees, recorded.overrides));
    const auto diff = TRY(compare(recorded.trees, release, limits));
    const auto again = Json::parse(to_json(diff, recorded.trees, release, recorded.overrides));
    for (const auto& [key, value] : again.items()) {
        const auto* const stated = Reader::find(document, key);
        if (stated == nullptr || *stated != value)
            return not_a_diff("what it states under " + in_quotes(key) + " is not what its members give");
    }
    if (again.size() != document.size()) return not_a_diff("it holds more than a diff does");
    return {};
}

Result<Recorded> read_document(const Json& document, std::uint64_t text_size, const Limits& limits) {
    const auto* const schema = Reader::find(document, "schema");
    if (schema == nullptr || !schema->is_string()) return not_a_diff("it names no schema");
    if (*schema != "bumpgate.diff/1") {
        return fail(
            ErrorCode::unsupported,
            "a diff of schema " + in_quotes(schema->get_ref<const std::string&>()) + " is not known here",
            "make it again with this version of bumpgate");
    }
    auto recorded = TRY(TreeReader(document, limits).run(text_size));
    for (const auto* tree : {&recorded.trees.old_tree, &recorded.trees.new_tree}) {
        CHECK_OK(check_package(*tree));
        CHECK_OK(check_nested(*tree));
    }
    CHECK_OK(check_statement(recorded, document, limits));
    return recorded;
}

}  // namespace

Result<Recorded> from_json(std::string_view text, const Limits& limits) {
    if (text.size() > limits.report_bytes)
        return limit_exceeded("report-bytes", limits.report_bytes,
                              "the diff has " + std::to_string(text.size()));
    if (nests_too_deep(text)) return not_a_diff("it nests too deep");
    try {
        const auto document = Json::parse(text, nullptr, false);
        if (document.is_discarded()) return not_a_diff("it is no JSON");
        return read_document(document, text.size(), limits);
    } catch (const nlohmann::json::exception& problem) {
        return not_a_diff(printable(problem.what()));
    }
}

}  // namespace bumpgate::diff
