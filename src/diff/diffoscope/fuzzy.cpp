#include "diff/diffoscope/fuzzy.hpp"

#include <tlsh.h>

#include <algorithm>
#include <memory>

namespace bumpgate::diff::diffoscope {
namespace {

constexpr int too_far = 110;
constexpr std::size_t smallest = 512;
constexpr std::size_t piece = std::size_t{1} << 30;

using Hash = std::unique_ptr<Tlsh>;  // Tlsh itself cannot be moved

/// Null if the file has none.
Hash hash_of(const std::optional<std::string_view>& file) {
    if (!file || file->size() < smallest) return nullptr;
    auto hash = std::make_unique<Tlsh>();
    for (auto rest = *file; !rest.empty(); rest.remove_prefix(std::min(piece, rest.size()))) {
        hash->update(reinterpret_cast<const unsigned char*>(rest.data()),
                     static_cast<unsigned>(std::min(piece, rest.size())));
    }
    hash->final();
    const auto* const digest = hash->getHash();
    return digest != nullptr && *digest != '\0' ? std::move(hash) : nullptr;
}

Result<std::vector<Hash>> hashes_of(const std::vector<std::optional<std::string_view>>& files,
                                    const Limits& limits) {
    std::vector<Hash> hashes;
    for (const auto& file : files) {
        CHECK_OK(limits.check_time("hashing for similarity"));
        hashes.push_back(hash_of(file));
    }
    return hashes;
}

std::optional<FuzzyPair> nearest(const std::vector<Hash>& old_hashes, std::size_t old_file,
                                 const std::vector<Hash>& new_hashes) {
    std::optional<FuzzyPair> best;
    for (std::size_t i = 0; i < new_hashes.size(); ++i) {
        if (!new_hashes[i]) continue;
        const int distance = old_hashes[old_file]->totalDiff(new_hashes[i].get());
        if (!best || distance < best->distance) best = FuzzyPair{old_file, i, distance};
    }
    return best && best->distance < too_far ? best : std::nullopt;
}

}  // namespace

Result<std::vector<FuzzyPair>> fuzzy_pairs(const std::vector<std::optional<std::string_view>>& old_files,
                                           const std::vector<std::optional<std::string_view>>& new_files,
                                           const Limits& limits) {
    const auto old_hashes = TRY(hashes_of(old_files, limits));
    auto new_hashes = TRY(hashes_of(new_files, limits));
    std::vector<FuzzyPair> pairs;
    for (std::size_t i = 0; i < old_hashes.size(); ++i) {
        CHECK_OK(limits.check_time("pairing similar files"));
        if (!old_hashes[i]) continue;
        const auto pair = nearest(old_hashes, i, new_hashes);
        if (!pair) continue;
        new_hashes[pair->new_file].reset();
        pairs.push_back(*pair);
    }
    return pairs;
}

}  // namespace bumpgate::diff::diffoscope
