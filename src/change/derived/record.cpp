#include <algorithm>
#include <array>
#include <optional>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "change/derived/rows.hpp"

// RECORD of a wheel: PEP 376 ("RECORD"), PEP 427 ("The .dist-info directory") and the binary distribution
// format.
namespace bumpgate::change::derived {
namespace {

/// One line: a path, "algorithm=digest" and a size.
struct Entry {
    std::string path, digest, size;
};

/// PEP 427: "sha256 or better"; the better, the higher.
constexpr std::array<std::string_view, 3> algorithms{"sha256", "sha384", "sha512"};

/// 0 for what is not good enough or not known.
std::size_t strength(std::string_view algorithm) {
    const auto* found = std::find(algorithms.begin(), algorithms.end(), algorithm);
    return found == algorithms.end() ? 0 : static_cast<std::size_t>(found - algorithms.begin()) + 1;
}

std::string_view algorithm_of(std::string_view digest) {
    return digest.substr(0, std::min(digest.find('='), digest.size()));
}

/// A field of RFC 4180 off the front of `rest`, and the comma behind it. Nothing for quotes inside a field
/// without quotes, or for one that is not closed on its line.
std::optional<std::string> take_field(std::string_view& rest, bool& more) {
    std::string field;
    if (!rest.starts_with('"')) {
        field = rest.substr(0, std::min(rest.find(','), rest.size()));
        rest.remove_prefix(field.size());
        if (field.find('"') != std::string::npos) return std::nullopt;
    } else {
        std::size_t at = 1;
        for (; at < rest.size(); ++at) {
            if (rest[at] == '"' && !rest.substr(at).starts_with("\"\"")) break;
            if (rest[at] == '"') ++at;
            field += rest[at];
        }
        if (at >= rest.size()) return std::nullopt;
        rest.remove_prefix(at + 1);
    }
    more = rest.starts_with(',');
    if (!more && !rest.empty()) return std::nullopt;
    if (more) rest.remove_prefix(1);
    return field;
}

std::optional<Entry> parse_entry(std::string_view line) {
    std::vector<std::string> fields;
    bool more = true;
    while (more) {
        auto field = take_field(line, more);
        if (!field || fields.size() == 3) return std::nullopt;
        fields.push_back(*std::move(field));
    }
    if (fields.size() != 3 || fields[0].empty()) return std::nullopt;
    return Entry{std::move(fields[0]), std::move(fields[1]), std::move(fields[2])};
}

/// Paths that stay when the version moves: "acme-1.4.2.dist-info/x" is "*.dist-info/x" (and ".data" the same)
/// for a listing in "acme-1.4.2.dist-info".
std::string without_version(std::string_view listing_folder, std::string_view path) {
    const auto stem = listing_folder.substr(0, listing_folder.rfind('.'));
    for (const std::string_view ending : {".dist-info/", ".data/"}) {
        if (path.starts_with(stem) && path.substr(stem.size()).starts_with(ending))
            return "*" + std::string(path.substr(stem.size()));
    }
    return std::string(path);
}

/// What the old RECORD says of every path, to see that nothing gets weaker. Lines that do not parse say
/// nothing.
std::map<std::string, Entry> old_entries(const Contents& old_side, const Member* old_listing) {
    std::map<std::string, Entry> result;
    if (old_listing == nullptr) return result;
    const auto folder = folder_of(old_side.below_root(*old_listing));
    for (const auto line : plain_lines(old_listing->content)) {
        if (auto entry = parse_entry(line))
            result.emplace(without_version(folder, entry->path), *std::move(entry));
    }
    return result;
}

class Record {
  public:
    Record(const Contents& old_side, const Member* old_listing, const Contents& side, const Member& listing)
        : side_(side),
          listing_(listing),
          path_(side.below_root(listing)),
          folder_(folder_of(path_)),
          old_(old_entries(old_side, old_listing)) {}

    [[nodiscard]] Verification verify() {
        std::map<std::string, std::size_t> lines_of;
        const auto lines = plain_lines(listing_.content);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const auto entry = parse_entry(lines[i]);
            if (!entry) return wrong_line(i, "not three fields of CSV");
            const auto [first, is_new] = lines_of.emplace(entry->path, i);
            if (!is_new)
                return wrong_line(i, in_quotes(entry->path) + " stands on line " +
                                         std::to_string(first->second + 1) + " already");
            if (auto problem = problem_of(*entry); !problem.empty()) return wrong_line(i, std::move(problem));
        }
        for (const auto& [path, members] : side_.members) {
            const bool listed = lines_of.find(std::string(path)) != lines_of.end();
            if (!listed && !is_signature(path))
                return wrong(in_quotes(path) + " is in the wheel and not listed");
        }
        return right();
    }

  private:
    /// Signatures of RECORD, which it cannot hold a digest of (PEP 427, "Signed wheel files").
    [[nodiscard]] bool is_signature(std::string_view path) const {
        return path.starts_with(path_) &&
               (path.substr(path_.size()) == ".jws" || path.substr(path_.size()) == ".p7s");
    }

    [[nodiscard]] std::string problem_of(const Entry& entry) const {
        const auto found = side_.members.find(std::string_view(entry.path));
        if (found == side_.members.end()) return in_quotes(entry.path) + " is not in the wheel";
        if (found->second.size() != 1) return in_quotes(entry.path) + " is more than once in the wheel";
        const auto& member = *found->second.front();
        if (member.type != MemberType::file) return in_quotes(entry.path) + " is no regular file";
        if (entry.path == path_) {
            const bool bare = entry.digest.empty() && entry.size.empty();
            return bare ? std::string() : "RECORD states a digest or size of itself";
        }
        if (entry.digest.empty() && entry.size.empty() && is_signature(entry.path)) return {};
        auto problem = digest_problem(entry, member.content);
        return problem.empty() ? size_problem(entry, member.content) : problem;
    }

    [[nodiscard]] std::string digest_problem(const Entry& entry, std::string_view content) const {
        const auto name = in_quotes(entry.path);
        if (entry.digest.empty()) return name + " has no digest";
        const auto algorithm = algorithm_of(entry.digest);
        if (strength(algorithm) == 0) return name + " has a digest that is not sha256, sha384 or sha512";
        const auto raw = digest(algorithm, content);
        if (!raw) return raw.error().message;
        if (entry.digest != std::string(algorithm) + "=" + base64url(*raw))
            return name + " has another " + std::string(algorithm);
        const auto old = old_entry(entry.path);
        if (old != old_.end() && strength(algorithm_of(old->second.digest)) > strength(algorithm))
            return "the digest of " + name + " was " + std::string(algorithm_of(old->second.digest)) +
                   " and got weaker";
        return {};
    }

    /// A size may be left out (PEP 376) where the old RECORD left it out too.
    [[nodiscard]] std::string size_problem(const Entry& entry, std::string_view content) const {
        const auto old = old_entry(entry.path);
        if (entry.size.empty() && old != old_.end() && old->second.size.empty()) return {};
        if (entry.size.empty()) return in_quotes(entry.path) + " has no size";
        return entry.size == std::to_string(content.size()) ? std::string()
                                                            : in_quotes(entry.path) + " has another size";
    }

    [[nodiscard]] std::map<std::string, Entry>::const_iterator old_entry(std::string_view path) const {
        return old_.find(without_version(folder_, path));
    }

    const Contents& side_;
    const Member& listing_;
    std::string_view path_;
    std::string_view folder_;
    std::map<std::string, Entry> old_;
};

}  // namespace

Verification verify_record(const Contents& old_side, const Member* old_listing, const Contents& side,
                           const Member& listing) {
    return Record(old_side, old_listing, side, listing).verify();
}

}  // namespace bumpgate::change::derived
