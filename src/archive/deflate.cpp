#include "archive/deflate.hpp"

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>

namespace bumpgate::archive {

namespace {

// A piece bounds how much comes out between two looks at the limits.
constexpr std::uint64_t piece_bytes = std::uint64_t{8} << 20;
constexpr std::uint64_t first_piece = std::uint64_t{64} << 10;
constexpr std::size_t longest_input = std::size_t{1} << 30;  // igzip counts in 32 bits
// RFC 1951 cannot do better than 258 bytes in two bits, so a hint above this is a lie.
constexpr std::uint64_t best_ratio = 1032;
constexpr std::uint64_t largest_hint = std::uint64_t{256} << 20;

/// igzip's state with the input it is fed piecewise.
class Stream {
  public:
    explicit Stream(std::string_view packed) : packed_(packed), state_(std::make_unique<inflate_state>()) {
        isal_inflate_init(state_.get());
        state_->crc_flag = ISAL_GZIP_NO_HDR;  // raw deflate, but with the CRC counted on the way
    }

    /// Unpacks up to `room` bytes to `place`; returns how many, or nothing if the data are invalid.
    [[nodiscard]] std::optional<std::uint64_t> next(char* place, std::uint64_t room) {
        if (state_->avail_in == 0) feed();
        state_->next_out = reinterpret_cast<unsigned char*>(place);
        state_->avail_out = static_cast<std::uint32_t>(room);
        if (isal_inflate(state_.get()) < 0) return std::nullopt;
        return room - state_->avail_out;
    }

    [[nodiscard]] bool finished() const { return state_->block_state == ISAL_BLOCK_FINISH; }
    /// No input is left that could bring more output.
    [[nodiscard]] bool starved() const {
        return state_->avail_in == 0 && fed_ == packed_.size() && state_->avail_out > 0;
    }
    /// igzip reads ahead by up to 8 bytes, which it keeps as bits.
    [[nodiscard]] std::uint64_t consumed() const {
        const auto ahead = static_cast<std::uint64_t>(std::max(state_->read_in_length, 0)) / 8;
        return fed_ - state_->avail_in - ahead;
    }
    [[nodiscard]] std::uint32_t crc() const { return state_->crc; }

  private:
    void feed() {
        const auto piece = packed_.substr(fed_, longest_input);
        // igzip does not write to its input; its interface predates const.
        state_->next_in = reinterpret_cast<unsigned char*>(const_cast<char*>(piece.data()));
        state_->avail_in = static_cast<std::uint32_t>(piece.size());
        fed_ += piece.size();
    }

    std::string_view packed_;
    std::unique_ptr<inflate_state> state_;
    std::size_t fed_ = 0;
};

Failure broken_stream() {
    return fail(ErrorCode::corrupt, "the compressed data are invalid", "get the file again");
}

Failure cut_stream() {
    return fail(ErrorCode::truncated, "the compressed data end too early", "get the file again");
}

Failure overlong_stream(std::uint64_t maximum) {
    return fail(ErrorCode::corrupt,
                "the compressed data hold more than the " + std::to_string(maximum) + " bytes stated",
                "get the file again");
}

}  // namespace

Result<Inflated> inflate(std::string_view packed, std::uint64_t expected, std::uint64_t maximum,
                         ByteStore& store, Meter& meter) {
    Stream stream(packed);
    const auto start = store.size();
    const auto hint = std::min({expected, packed.size() * best_ratio, largest_hint});
    if (hint > 0) (void)TRY(store.reserve(hint));
    for (std::uint64_t room = std::max(hint, first_piece); !stream.finished(); room *= 2) {
        room = std::min(room, piece_bytes);
        char* const place = TRY(store.reserve(room));
        const auto count = stream.next(place, room);
        if (!count) return broken_stream();
        store.commit(*count);
        CHECK_OK(meter.unpacked(*count));
        CHECK_OK(meter.ratio(store.size() - start, packed.size()));
        if (store.size() - start > maximum) return overlong_stream(maximum);
        if (!stream.finished() && stream.starved()) return cut_stream();
    }
    return Inflated{stream.consumed(), store.view().substr(start), stream.crc()};
}

std::uint32_t crc32(std::string_view bytes) {
    return crc32_gzip_refl(0, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

}  // namespace bumpgate::archive
