#include "archive/path_unicode.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>

#include "base/text.hpp"

namespace bumpgate::archive {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t longest_mark_run = 30;

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

struct Free {
    void operator()(utf8proc_uint8_t* text) const { std::free(text); }  // NOLINT: utf8proc's own
};

/// Calls `use` with every code point of valid UTF-8; other bytes are passed as U+FFFD.
template <class Use>
void each_code_point(std::string_view text, Use use) {
    for (std::size_t at = 0; at < text.size();) {
        const auto point = decode_utf8(text, at);
        use(point ? point->value : U'\ufffd');
        at += point ? point->length : 1;
    }
}

enum class Script : unsigned { other, latin, greek, cyrillic };

struct Range {
    char32_t first, last;
    Script script;
};
// Letters of the three scripts (Unicode's Scripts.txt), signs between them included, sorted.
constexpr std::array ranges = std::to_array<Range>({
    {U'A', U'Z', Script::latin},
    {U'a', U'z', Script::latin},
    {0x00c0, 0x00d6, Script::latin},
    {0x00d8, 0x00f6, Script::latin},
    {0x00f8, 0x02b8, Script::latin},
    {0x0370, 0x03ff, Script::greek},
    {0x0400, 0x052f, Script::cyrillic},
    {0x1c80, 0x1c88, Script::cyrillic},
    {0x1e00, 0x1eff, Script::latin},
    {0x1f00, 0x1fff, Script::greek},
    {0x2c60, 0x2c7f, Script::latin},
    {0x2de0, 0x2dff, Script::cyrillic},
    {0xa640, 0xa69f, Script::cyrillic},
    {0xa722, 0xa7ff, Script::latin},
    {0xab30, 0xab64, Script::latin},
});

Script script_of(char32_t c) {
    const auto* const row =
        std::find_if(ranges.begin(), ranges.end(), [&](const Range& range) { return c <= range.last; });
    return row != ranges.end() && c >= row->first ? row->script : Script::other;
}

bool is_mark(char32_t c) {
    return c >= 0x300 && c <= 0x36f;
}

// UTS 39's confusables.txt: what is mapped to one ASCII letter.
constexpr auto look_alikes =
    U"\u0405\u0406\u0408\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u042c"
    U"\u0430\u0433\u0435\u043e\u0440\u0441\u0443\u0445\u044c\u0455\u0456\u0458\u0474\u0475\u04ae\u04af"
    U"\u04bb\u04c0\u04cf\u0501\u050c\u051a\u051b\u051c\u051d"  // Cyrillic
    U"\u037f\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03b1"
    U"\u03b3\u03b9\u03bd\u03bf\u03c1\u03c3\u03c5\u03d2\u03dc\u03f1\u03f2\u03f3\u03f9\u03fa"sv;  // Greek

bool is_look_alike(char32_t c) {
    return look_alikes.find(c) != std::u32string_view::npos;
}

/// What the letters of a run have in common.
struct Letters {
    std::size_t count = 0, look_alikes = 0;
    bool latin = false, greek = false, cyrillic = false;

    void add(char32_t c, Script script) {
        ++count;
        look_alikes += is_look_alike(c) ? 1U : 0U;
        latin = latin || script == Script::latin;
        greek = greek || script == Script::greek;
        cyrillic = cyrillic || script == Script::cyrillic;
    }
};

/// Greek letters stand in honest Latin words too, as units and variables, so there it takes one that looks
/// Latin.
bool is_mixed(const Letters& word) {
    if (word.cyrillic) return word.latin || word.greek;
    return word.latin && word.greek && word.look_alikes > 0;
}

/// One letter is too little to read as a word.
bool is_disguised(const Letters& word) {
    return word.count > 1 && word.look_alikes == word.count;
}

bool is_confusable(std::string_view component) {
    Letters word, foreign;
    bool mixed = false, disguised = false;
    const auto end_word = [&] {
        mixed = mixed || is_mixed(word);
        disguised = disguised || is_disguised(word);
        word = {};
    };
    each_code_point(component, [&](char32_t c) {
        const auto script = script_of(c);
        if (script == Script::other) {
            if (!is_mark(c)) end_word();
            return;
        }
        word.add(c, script);
        if (script != Script::latin) foreign.add(c, script);
    });
    end_word();
    // Next to letters that nobody takes for Latin ones it is plainly of their script.
    return mixed || (disguised && foreign.look_alikes == foreign.count);
}

}  // namespace

std::string folded_component(std::string_view component) {
    if (is_ascii(component) || !is_utf8(component) || has_mark_run(component)) return to_lower(component);
    utf8proc_uint8_t* text = nullptr;
    constexpr auto options =
        static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
    const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(component.data()),
                                     static_cast<utf8proc_ssize_t>(component.size()), &text, options);
    const std::unique_ptr<utf8proc_uint8_t, Free> owner(text);
    if (length < 0) return to_lower(component);
    return {reinterpret_cast<const char*>(text), static_cast<std::size_t>(length)};
}

bool has_mark_run(std::string_view path) {
    if (is_ascii(path)) return false;
    std::size_t run = 0, longest = 0;
    each_code_point(path, [&](char32_t c) {
        const auto* const property = utf8proc_get_property(static_cast<utf8proc_int32_t>(c));
        run = property->combining_class != 0 ? run + 1 : 0;
        longest = std::max(longest, run);
    });
    return longest > longest_mark_run;
}

bool has_confusable(std::string_view path) {
    if (is_ascii(path)) return false;
    const auto components = split(path, '/');
    return has_mark_run(path) || std::any_of(components.begin(), components.end(), is_confusable);
}

}  // namespace bumpgate::archive
