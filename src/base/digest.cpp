#include "base/digest.hpp"

#include <openssl/evp.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

#include "base/text.hpp"

namespace bumpgate {

namespace {

struct FreeAlgorithm {
    void operator()(EVP_MD* algorithm) const { EVP_MD_free(algorithm); }
};
using AlgorithmHandle = std::unique_ptr<EVP_MD, FreeAlgorithm>;

struct Algorithm {
    std::string_view name;
    AlgorithmHandle handle;  ///< null where the system's OpenSSL does not offer it (MD5 under FIPS rules)
};

// Fetched once: OpenSSL 3 looks an algorithm up by name at every use otherwise, which is slower than a small
// digest.
const std::array<Algorithm, 7>& algorithms() {
    const auto fetch = [](const char* name) { return AlgorithmHandle(EVP_MD_fetch(nullptr, name, nullptr)); };
    static const std::array<Algorithm, 7> table{{
        {"sha256", fetch("SHA2-256")},
        {"sha384", fetch("SHA2-384")},
        {"sha512", fetch("SHA2-512")},
        {"sha3-256", fetch("SHA3-256")},
        {"sha3-512", fetch("SHA3-512")},
        {"md5", fetch("MD5")},
        {"sha1", fetch("SHA1")},
    }};
    return table;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
    const auto raw = digest("sha256", bytes);
    // Without SHA-256 nothing can be judged, and there is no value that would be safe to go on with.
    if (!raw) throw std::runtime_error(raw.error().describe());
    return hex(*raw);
}

Result<std::string> digest(std::string_view algorithm, std::string_view bytes) {
    const auto& table = algorithms();
    const auto* const found = std::ranges::find(table, algorithm, &Algorithm::name);
    if (found == table.end() || !found->handle) {
        return fail(ErrorCode::unsupported,
                    "digest algorithm \"" + printable(algorithm) + "\" is not supported");
    }
    std::array<unsigned char, EVP_MAX_MD_SIZE> raw{};
    unsigned length = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), raw.data(), &length, found->handle.get(), nullptr) != 1) {
        return fail(ErrorCode::internal, "the " + std::string(algorithm) + " digest could not be computed");
    }
    return std::string(raw.begin(), raw.begin() + length);
}

std::string base64url(std::string_view bytes) {
    // RFC 4648, section 5 (alphabet) and section 3.2 (no padding).
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string text;
    std::uint32_t pending = 0;
    unsigned bits = 0;
    for (const char c : bytes) {
        pending = (pending << 8U) | static_cast<unsigned char>(c);
        bits += 8;
        for (; bits >= 6; bits -= 6) text += alphabet[(pending >> (bits - 6)) & 0x3FU];
    }
    if (bits > 0) text += alphabet[(pending << (6 - bits)) & 0x3FU];
    return text;
}

std::string hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text += digits[byte >> 4U];
        text += digits[byte & 0xFU];
    }
    return text;
}

std::uint64_t fast_hash(std::string_view bytes) {
    return XXH3_64bits(bytes.data(), bytes.size());
}

}  // namespace bumpgate
