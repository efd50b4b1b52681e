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
#include "diff/recorded.hpp"
#include "diff/whole.hpp"
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
        std::uint64_t total = 0;
        for (const auto& item : members) {
            CHECK_OK(limits_.check_time("reading the diff"));
            tree.members.push_back(member(item));
            CHECK_OK(count_bytes(tree.members.back(), total));
        }
        for (const auto& item : reader_.list(side, "nested"))
            tree.nested.push_back(nested(item, members.size()));
        return tree;
    }

    /// Many members can name one content, each of which is read.
    Result<void> count_bytes(const Member& member, std::uint64_t& total) {
        const std::uint64_t size = member.content.size();
        if (size > limits_.member_bytes)
            return limit_exceeded("member-bytes", limits_.member_bytes,
                                  std::to_string(size) + " bytes in member " + excerpt(member.path, 60));
        total += size;  // a million members of 2^40 bytes are far from 2^64
        if (total <= limits_.total_bytes) return {};
        return limit_exceeded("total-bytes", limits_.total_bytes, "at member " + excerpt(member.path, 60));
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

/// Lines that differ stand in the document in full, so that it cannot be shorter than they are.
bool states_its_lines(const Diff& diff, const Trees& trees, std::uint64_t text_size) {
    std::uint64_t lines = 0;
    for (const Pair& pair : diff.pairs) {
        if (pair.status == PairStatus::identical) continue;
        const auto content = shown_content(pair, trees);
        if (!content) continue;
        for (const Hunk& hunk : content->hunks) lines += hunk.old_length + hunk.new_length;
        if (lines > text_size) return false;
    }
    return true;
}

/// What it says of the differences has to be what they are.
Result<void> check_statement(const Recorded& recorded, const Json& document, std::uint64_t text_size,
                             const Limits& limits) {
    const auto release = TRY(release::identify(recorded.trees, recorded.overrides));
    const auto diff = TRY(compare(recorded.trees, release, limits));
    if (!states_its_lines(diff, recorded.trees, text_size))
        return not_a_diff("it has not the lines in which its members differ");
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
        if (const auto problem = contradiction_in(*tree)) return not_a_diff(*problem);
    }
    CHECK_OK(check_statement(recorded, document, text_size, limits));
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
