#include <array>
#include <cstdint>
#include <cstring>
#include <limits>
#include <tuple>

#include "diff/renames.hpp"

// One-permutation MinHash (P. Li, A. Owen, C.-H. Zhang, 2012) over runs of eight bytes, and buckets of two
// bins each (locality-sensitive hashing): files that share half of their runs meet in some bucket with a
// probability above 0.98.
namespace bumpgate::diff {
namespace {

constexpr std::size_t least_size = 64;
constexpr std::size_t read_per_file = 64 * 1024;
constexpr std::uint64_t read_at_all = std::uint64_t{256} << 20;  // of each side, in the order of the members
constexpr std::size_t most_files = 50'000;                       // of each side: bounds the matches kept
constexpr std::size_t run = 8;
constexpr std::size_t bins = 32;
constexpr std::size_t bands = bins / 2;
constexpr std::size_t neighbours =
    4;  // looked at in a bucket, for each old file, before and behind its own name
constexpr std::size_t same_name_bonus = 4;  // bins; only orders matches
constexpr std::uint32_t empty_bin = std::numeric_limits<std::uint32_t>::max();

using Signature = std::array<std::uint32_t, bins>;

Signature signature_of(std::string_view content) {
    const std::string_view text = content.substr(0, read_per_file);
    Signature signature;
    signature.fill(empty_bin);
    for (std::size_t at = 0; at + run <= text.size(); ++at) {
        std::uint64_t hash = 0;
        std::memcpy(&hash, text.data() + at, run);
        hash *= 0x9E3779B97F4A7C15U;  // Fibonacci hashing; the xor brings the good high bits down
        hash ^= hash >> 32;
        hash *= 0xD6E8FEB86659FD93U;
        const std::size_t bin = hash >> 59;
        const auto value = static_cast<std::uint32_t>(hash >> 20);
        if (value < signature[bin]) signature[bin] = value;
    }
    return signature;
}

std::string_view base_name(std::string_view path) {
    return path.substr(path.rfind('/') + 1);
}

struct Signed {
    std::size_t member;
    std::string_view name;  ///< the path's last component: a moved file often keeps it
    std::string_view path;
    Signature signature;
};

/// In the order of (name, path), in which neighbours are looked for.
Result<std::vector<Signed>> sign(const Tree& tree, const std::vector<std::string_view>& paths,
                                 const std::vector<std::size_t>& members, const Limits& limits) {
    std::vector<Signed> result;
    std::uint64_t read = 0;
    for (const std::size_t index : members) {
        const Member& member = tree.members[index];
        if (member.type != MemberType::file || member.content.size() < least_size) continue;
        if (member.content.find('\0') != std::string_view::npos) continue;
        read += std::min(member.content.size(), read_per_file);
        if (read > read_at_all || result.size() == most_files) break;
        CHECK_OK(limits.check_time("looking for renamed files"));
        result.push_back({index, base_name(paths[index]), paths[index], signature_of(member.content)});
    }
    std::sort(result.begin(), result.end(), [](const Signed& left, const Signed& right) {
        return std::tie(left.name, left.path, left.member) < std::tie(right.name, right.path, right.member);
    });
    return result;
}

struct Match {
    std::size_t score;               ///< bins that are alike, and a bonus for the same name
    std::size_t old_file, new_file;  ///< places in the signed lists

    friend bool operator<(const Match& left, const Match& right) {  // the best one first
        return std::tie(right.score, left.old_file, left.new_file) <
               std::tie(left.score, right.old_file, right.new_file);
    }
    friend bool operator==(const Match&, const Match&) = default;
};

/// How many of 32 bins agree, scaled up where short files leave bins empty on both sides.
std::size_t alikeness(const Signature& left, const Signature& right) {
    std::size_t equal = 0;
    std::size_t filled = 0;
    for (std::size_t i = 0; i < bins; ++i) {
        if (left[i] == empty_bin && right[i] == empty_bin) continue;
        ++filled;
        if (left[i] == right[i]) ++equal;
    }
    return filled == 0 ? 0 : equal * bins / filled;
}

/// The files of both sides that fell into one bucket, as places in the signed lists, ascending.
struct Bucket {
    std::vector<std::size_t> old_files, new_files;
};

struct BandEntry {
    std::uint64_t key;
    bool is_new;
    std::size_t file;
    friend bool operator<(const BandEntry& left, const BandEntry& right) {
        return std::tie(left.key, left.is_new, left.file) < std::tie(right.key, right.is_new, right.file);
    }
};

void add_entries(const std::vector<Signed>& files, bool is_new, std::size_t band,
                 std::vector<BandEntry>& entries) {
    for (std::size_t i = 0; i < files.size(); ++i) {
        const Signature& signature = files[i].signature;
        const std::uint64_t key = (std::uint64_t{signature[2 * band]} << 32) | signature[2 * band + 1];
        if (key != std::numeric_limits<std::uint64_t>::max()) entries.push_back({key, is_new, i});
    }
}

/// Every old file of the bucket with the new ones whose names sort next to its own: a bucket of n files costs
/// n, not n squared.
void match_bucket(const Bucket& bucket, const std::vector<Signed>& old_files,
                  const std::vector<Signed>& new_files, std::vector<Match>& matches) {
    const auto& news = bucket.new_files;
    for (std::size_t rank = 0; rank < bucket.old_files.size() && !news.empty(); ++rank) {
        const Signed& old_file = old_files[bucket.old_files[rank]];
        const auto middle =
            std::lower_bound(news.begin(), news.end(), old_file, [&](std::size_t left, const Signed& right) {
                return std::tie(new_files[left].name, new_files[left].path) <
                       std::tie(right.name, right.path);
            });
        const auto position = static_cast<std::size_t>(middle - news.begin());
        const std::size_t from = position > neighbours ? position - neighbours : 0;
        const std::size_t to = std::min(position + neighbours, news.size());
        for (std::size_t i = from; i < to; ++i) {
            const Signed& new_file = new_files[news[i]];
            const std::size_t alike = alikeness(old_file.signature, new_file.signature);
            const std::size_t bonus = old_file.name == new_file.name ? same_name_bonus : 0;
            if (alike * 2 >= bins) matches.push_back({alike + bonus, bucket.old_files[rank], news[i]});
        }
    }
}

void match_band(std::size_t band, const std::vector<Signed>& old_files, const std::vector<Signed>& new_files,
                std::vector<Match>& matches) {
    std::vector<BandEntry> entries;
    add_entries(old_files, false, band, entries);
    add_entries(new_files, true, band, entries);
    std::sort(entries.begin(), entries.end());
    for (std::size_t i = 0; i < entries.size();) {
        Bucket bucket;
        const std::uint64_t key = entries[i].key;
        for (; i < entries.size() && entries[i].key == key; ++i)
            (entries[i].is_new ? bucket.new_files : bucket.old_files).push_back(entries[i].file);
        match_bucket(bucket, old_files, new_files, matches);
    }
}

std::vector<Match> best_first(const std::vector<Signed>& old_files, const std::vector<Signed>& new_files) {
    std::vector<Match> matches;
    for (std::size_t band = 0; band < bands; ++band) match_band(band, old_files, new_files, matches);
    std::sort(matches.begin(), matches.end());
    matches.erase(std::unique(matches.begin(), matches.end()), matches.end());
    return matches;
}

std::vector<std::size_t> without(const std::vector<std::size_t>& members, const std::vector<bool>& taken) {
    std::vector<std::size_t> rest;
    for (const std::size_t member : members) {
        if (!taken[member]) rest.push_back(member);
    }
    return rest;
}

}  // namespace

Result<Unpaired> pair_by_similarity(const Candidates& candidates, const Unpaired& unpaired,
                                    std::vector<Pair>& pairs, const Limits& limits) {
    if (unpaired.old_members.empty() || unpaired.new_members.empty()) return unpaired;
    const auto old_files = TRY(sign(candidates.old_tree, candidates.old_paths, unpaired.old_members, limits));
    const auto new_files = TRY(sign(candidates.new_tree, candidates.new_paths, unpaired.new_members, limits));
    std::vector<bool> old_taken(candidates.old_tree.members.size(), false);
    std::vector<bool> new_taken(candidates.new_tree.members.size(), false);
    for (const Match& match : best_first(old_files, new_files)) {
        Pair pair;
        pair.old_member = old_files[match.old_file].member;
        pair.new_member = new_files[match.new_file].member;
        pair.paired_by = PairedBy::similarity;
        if (old_taken[*pair.old_member] || new_taken[*pair.new_member]) continue;
        old_taken[*pair.old_member] = true;
        new_taken[*pair.new_member] = true;
        pairs.push_back(std::move(pair));
    }
    return Unpaired{without(unpaired.old_members, old_taken), without(unpaired.new_members, new_taken)};
}

}  // namespace bumpgate::diff
