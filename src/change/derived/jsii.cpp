#include <array>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "change/derived/rows.hpp"
#include "change/kinds.hpp"
#include "change/structure/document.hpp"

// The fingerprint of a jsii assembly: base64 of the SHA-256 of what JavaScript's JSON.stringify(), without
// blanks, writes of it before the key is added (ECMA-262, "JSON.stringify", "QuoteJSONString").
namespace bumpgate::change::derived {
namespace {

/// What a compiler writes that was asked for no fingerprint.
constexpr std::string_view not_stated = "**********";
constexpr std::string_view key = "fingerprint";

/// Writes a text that is known to be JSON again, without blanks and without one key of the outermost object.
class Compact {
  public:
    explicit Compact(std::string_view json) : json_(json) {}

    [[nodiscard]] std::string text() {
        while (at_ < json_.size()) step();
        return std::move(out_);
    }

  private:
    void step() {
        const char c = json_[at_];
        if (is_space(c)) {
            ++at_;
        } else if (c == '"') {
            string();
        } else {
            if (c == '{' || c == '[') ++depth_;
            if (c == '}' || c == ']') close();
            if (depth_ == 1 && (c == ',' || c == '{')) at_key_ = true;
            if (c == ',' && depth_ == 1) {
                pending_comma_ = true;  // written with the next key, if that one stays
            } else if (!skipping_) {
                out_ += c;
            }
            if (c == ',' && depth_ == 1) skipping_ = false;
            ++at_;
        }
    }

    void close() {
        if (--depth_ == 0) {
            skipping_ = false;
            pending_comma_ = false;
        }
    }

    void string() {
        const auto begin = at_++;
        while (at_ < json_.size() && json_[at_] != '"')
            at_ += json_[at_] == '\\' ? std::size_t{2} : std::size_t{1};
        ++at_;
        const auto raw = json_.substr(begin, at_ - begin);
        if (at_key_) {
            at_key_ = false;
            skipping_ = raw.size() == key.size() + 2 && raw.substr(1, key.size()) == key;
            if (!skipping_ && pending_comma_) {
                if (out_.size() > 1) out_ += ',';
                pending_comma_ = false;
            }
        }
        if (!skipping_) out_ += raw;
    }

    std::string_view json_;
    std::string out_;
    std::size_t at_ = 0;
    std::size_t depth_ = 0;
    bool at_key_ = false, skipping_ = false, pending_comma_ = false;
};

}  // namespace

Verification verify_jsii(const Contents& /*old_side*/, const Member* /*old_file*/, const Contents& /*side*/,
                         const Member& file) {
    const auto document = structure::parse(structure::Format::json, file.content);
    if (!document) return some({});
    const std::array<std::string, 1> path{std::string(key)};
    const auto* scalar = document->find(path);
    if (scalar == nullptr || scalar->value == not_stated) return some({});
    Place place{scalar->begin, scalar->end, kind::digest_derived, {}};
    if (scalar->value != base64(*digest("sha256", Compact(file.content).text())))
        place.problem = "The fingerprint is not the one of this assembly.";
    return some({std::move(place)});
}

}  // namespace bumpgate::change::derived
