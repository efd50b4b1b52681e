#include "diff/diffoscope/make.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "base/text.hpp"
#include "diff/diffoscope/fuzzy.hpp"
#include "diff/diffoscope/hexdump.hpp"
#include "diff/diffoscope/kinds.hpp"
#include "diff/diffoscope/listing.hpp"
#include "diff/diffoscope/magic.hpp"
#include "diff/diffoscope/special.hpp"
#include "diff/diffoscope/unicode.hpp"
#include "diff/diffoscope/unified.hpp"

namespace bumpgate::diff::diffoscope {
namespace {

using MaybeNode = std::optional<Node>;

/// A file of either side.
struct File {
    std::string name;
    MemberType type = MemberType::file;
    std::string_view bytes;  ///< of a special file what stands for it, see special.hpp
    std::string stand_in;

    [[nodiscard]] bool is_directory() const { return type == MemberType::directory; }
    [[nodiscard]] std::string_view content() const {
        return is_special(type) ? std::string_view(stand_in) : bytes;
    }
};

/// What libmagic makes of it.
struct Look {
    std::string type;
    const Kind* kind = nullptr;
};

struct Couple {
    const File* old_file;
    const File* new_file;
    std::string comment;
};

Node node_of(std::string source1, std::string source2, std::optional<std::string> unified = std::nullopt) {
    Node node;
    node.source1 = std::move(source1);
    node.source2 = std::move(source2);
    node.unified_diff = std::move(unified);
    return node;
}

/// A difference of two texts under one title.
void add_text(std::vector<Node>& details, const std::string& title, std::string_view old_text,
              std::string_view new_text) {
    if (auto unified = unified_diff(old_text, new_text))
        details.push_back(node_of(title, title, std::move(unified)));
}

/// Without what only follows from the content.
std::string_view without_size(std::string_view type) {
    const auto at = type.rfind(", original size modulo 2^");
    return type.starts_with("gzip compressed data") && at != std::string_view::npos ? type.substr(0, at)
                                                                                    : type;
}

/// "dir/x.tar.gz" → "x.tar", "x.tgz" → "x.tgz-content".
std::string content_name(std::string_view name, const Kind& kind) {
    const auto base = name.substr(name.rfind('/') + 1);
    if (!base.ends_with(kind.suffix)) return std::string(base) + "-content";
    return std::string(base.substr(0, base.size() - kind.suffix.size()));
}

File file_of(const Member& member) {
    File file{name_of(member), member.type, member.content, {}};
    if (is_special(member.type)) file.stand_in = stand_in_for(member, file.name);
    return file;
}

/// One file a name: the last one, in the first one's place.
std::vector<File> files_of(const std::vector<Member>& members) {
    std::vector<File> files;
    std::map<std::string, std::size_t> places;
    for (const auto& member : members) {
        auto file = file_of(member);
        const auto [place, is_new] = places.emplace(file.name, files.size());
        if (is_new) {
            files.push_back(std::move(file));
        } else {
            files[place->second] = std::move(file);
        }
    }
    return files;
}

std::string comment_for(int distance) {
    if (distance == 0) return "Files identical despite different names";
    // distance / 400 × 100, a half to the even neighbour, as Python rounds.
    const int quotient = distance / 4, rest = distance % 4;
    const bool up = rest > 2 || (rest == 2 && quotient % 2 == 1);
    return "Files " + std::to_string(quotient + (up ? 1 : 0)) + "% similar despite different names";
}

class Comparer {
  public:
    Comparer(FileTypes types, const Open& open, const Limits& limits)
        : types_(std::move(types)), open_(open), limits_(limits) {}

    Result<MaybeNode> compare(const File& old_file, const File& new_file, std::size_t depth) {
        CHECK_OK(limits_.check_time("comparing as diffoscope does"));
        if (old_file.is_directory() || new_file.is_directory()) return MaybeNode{};
        if (old_file.content() == new_file.content()) return MaybeNode{};
        if (old_file.type == new_file.type && is_special(old_file.type))
            return compare_special(old_file, new_file);
        const auto old_look = TRY(look_at(old_file));
        const auto new_look = TRY(look_at(new_file));
        if (is_container(old_look) && is_container(new_look))
            return compare_containers(old_file, old_look, new_file, new_look, depth);
        if (old_look.kind == nullptr || old_look.kind != new_look.kind)
            return compare_bytes(old_file, new_file);
        return compare_text(old_file, new_file);
    }

  private:
    static bool is_container(const Look& look) {
        return look.kind != nullptr && look.kind->shape != Shape::text;
    }

    Result<Look> look_at(const File& file) {
        Look look;
        if (is_special(file.type)) return look;
        look.type = TRY(types_.type_of(file.content()));
        look.kind = find_kind(look.type, file.name, file.content());
        return look;
    }

    static MaybeNode compare_special(const File& old_file, const File& new_file) {
        auto node = node_of(old_file.name, new_file.name, unified_diff(old_file.stand_in, new_file.stand_in));
        node.comments.push_back(comment_for_special(old_file.type));
        return node;
    }

    Result<MaybeNode> compare_bytes(const File& old_file, const File& new_file) const {
        constexpr std::uint64_t dump_per_byte = 5;
        const auto most = std::max(old_file.content().size(), new_file.content().size());
        if (most > limits_.report_bytes / dump_per_byte) {
            return limit_exceeded("report-bytes", limits_.report_bytes,
                                  "the hex dump of " + in_quotes(new_file.name) + " would be longer");
        }
        auto node = node_of(old_file.name, new_file.name,
                            unified_diff(hexdump(old_file.content()), hexdump(new_file.content())));
        node.has_internal_linenos = true;
        return MaybeNode(std::move(node));
    }

    Result<MaybeNode> compare_text(const File& old_file, const File& new_file) {
        const auto old_encoding = TRY(types_.encoding_of(old_file.content()));
        const auto new_encoding = TRY(types_.encoding_of(new_file.content()));
        const auto old_text = decode(old_file.content(), old_encoding);
        const auto new_text = decode(new_file.content(), new_encoding);
        if (!old_text || !new_text) return compare_bytes(old_file, new_file);
        auto node = node_of(old_file.name, new_file.name, unified_diff(*old_text, *new_text));
        add_text(node.details, "encoding", old_encoding, new_encoding);
        if (!node.unified_diff && node.details.empty()) return MaybeNode{};
        if (node.unified_diff && only_order_differs(*node.unified_diff))
            node.comments.push_back("Ordering differences only");
        return MaybeNode(std::move(node));
    }

    /// What is wrong with an archive inside is no reason to stop: it is compared as bytes.
    static bool is_of_the_archive(ErrorCode code) {
        return code != ErrorCode::limit && code != ErrorCode::io && code != ErrorCode::internal;
    }

    Result<MaybeNode> compare_containers(const File& old_file, const Look& old_look, const File& new_file,
                                         const Look& new_look, std::size_t depth) {
        auto old_inside = open_(Side::old_side, old_file.content(), depth);
        auto new_inside = open_(Side::new_side, new_file.content(), depth);
        for (const auto* inside : {&old_inside, &new_inside}) {
            if (*inside && (*inside)->what != Inside::What::nothing) continue;
            if (!*inside && !is_of_the_archive(inside->error().code)) return Failure(inside->error());
            return compare_bytes(old_file, new_file);
        }
        auto node = node_of(old_file.name, new_file.name);
        if (old_inside->what == Inside::What::members && new_inside->what == Inside::What::members)
            add_text(node.details, "file list", listing(old_inside->members), listing(new_inside->members));
        add_text(node.details, "filetype from file(1)", without_size(old_look.type),
                 without_size(new_look.type));
        add_text(node.details, "filetype from diffoscope", old_look.kind->name, new_look.kind->name);
        const auto old_files = files_in(*old_inside, old_file, *old_look.kind);
        const auto new_files = files_in(*new_inside, new_file, *new_look.kind);
        CHECK_OK(compare_members(old_files, new_files, depth + 1, node.details));
        if (!node.details.empty()) return MaybeNode(std::move(node));
        return compare_packed(old_file, old_look, new_file);
    }

    static std::vector<File> files_in(const Inside& inside, const File& file, const Kind& kind) {
        if (inside.what == Inside::What::members) return files_of(inside.members);
        return {File{content_name(file.name, kind), MemberType::file, inside.stream, {}}};
    }

    /// Packed in another way.
    Result<MaybeNode> compare_packed(const File& old_file, const Look& old_look, const File& new_file) const {
        auto node = TRY(compare_bytes(old_file, new_file));
        node->comments.push_back(
            "Format-specific differences are supported for " + std::string(old_look.kind->description) +
            " but no file-specific differences were detected; falling back to a binary diff. "
            "file(1) reports: " +
            old_look.type);
        return node;
    }

    Result<void> compare_members(const std::vector<File>& old_files, const std::vector<File>& new_files,
                                 std::size_t depth, std::vector<Node>& details) {
        for (const auto& couple : TRY(pair(old_files, new_files))) {
            auto node = TRY(compare(*couple.old_file, *couple.new_file, depth));
            if (!couple.comment.empty()) {
                if (!node) node = node_of(couple.old_file->name, couple.new_file->name);
                node->comments.push_back(couple.comment);
            }
            if (node) details.push_back(*std::move(node));
        }
        return {};
    }

    /// Two single files belong together; else equal names do, then similar contents.
    [[nodiscard]] Result<std::vector<Couple>> pair(const std::vector<File>& old_files,
                                                   const std::vector<File>& new_files) const {
        std::vector<Couple> couples;
        if (old_files.size() == 1 && new_files.size() == 1) {
            couples.push_back({old_files.data(), new_files.data(), {}});
            return couples;
        }
        std::map<std::string_view, const File*> new_by_name;
        for (const auto& file : new_files) new_by_name.emplace(file.name, &file);
        std::vector<const File*> old_rest, new_rest;
        for (const auto& file : old_files) {
            const auto found = new_by_name.find(file.name);
            if (found == new_by_name.end()) {
                old_rest.push_back(&file);
            } else {
                couples.push_back({&file, found->second, {}});
                new_by_name.erase(found);
            }
        }
        for (const auto& file : new_files) {
            if (new_by_name.count(file.name) > 0) new_rest.push_back(&file);
        }
        CHECK_OK(pair_similar(old_rest, new_rest, couples));
        return couples;
    }

    Result<void> pair_similar(const std::vector<const File*>& old_files,
                              const std::vector<const File*>& new_files, std::vector<Couple>& couples) const {
        const auto pairs = TRY(fuzzy_pairs(hashable(old_files), hashable(new_files), limits_));
        for (const auto& pair : pairs)
            couples.push_back(
                {old_files[pair.old_file], new_files[pair.new_file], comment_for(pair.distance)});
        return {};
    }

    static std::vector<std::optional<std::string_view>> hashable(const std::vector<const File*>& files) {
        std::vector<std::optional<std::string_view>> contents;
        for (const auto* file : files)
            contents.push_back(file->is_directory() ? std::nullopt : std::optional(file->content()));
        return contents;
    }

    FileTypes types_;
    const Open& open_;
    const Limits& limits_;
};

}  // namespace

Result<std::optional<Node>> compare(const Input& old_input, const Input& new_input, const Open& open,
                                    const Limits& limits) {
    Comparer comparer(TRY(FileTypes::open()), open, limits);
    return comparer.compare({valid(old_input.name), MemberType::file, old_input.bytes, {}},
                            {valid(new_input.name), MemberType::file, new_input.bytes, {}}, 0);
}

}  // namespace bumpgate::diff::diffoscope
