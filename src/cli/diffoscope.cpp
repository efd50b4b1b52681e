#include "cli/diffoscope.hpp"

#include <deque>
#include <utility>

#include "archive/peel.hpp"
#include "base/text.hpp"
#include "diff/diffoscope/make.hpp"

namespace bumpgate::cli {

namespace {

using diff::diffoscope::Inside;

/// Opens the files' layers one by one, each side within its limits, and keeps what was unpacked.
class Opener {
  public:
    explicit Opener(const Limits& limits) : old_meter_(limits), new_meter_(limits) {}

    Result<Inside> open(Side side, std::string_view bytes, std::size_t depth) {
        auto& meter = side == Side::old_side ? old_meter_ : new_meter_;
        auto peeled = TRY(archive::peel(bytes, depth, meter));
        Inside inside;
        if (peeled.format.empty()) return inside;
        inside.what = peeled.is_compression ? Inside::What::stream : Inside::What::members;
        inside.stream = peeled.content;
        inside.members = std::move(peeled.members);
        for (auto& store : peeled.stores) stores_.push_back(std::move(store));
        return inside;
    }

  private:
    archive::Meter old_meter_, new_meter_;
    std::deque<ByteStore> stores_;
};

Result<diff::diffoscope::Input> input_of(const Tree& tree, const std::filesystem::path& path) {
    if (!tree.packed.empty()) return diff::diffoscope::Input{path.native(), tree.packed};
    return fail(
        ErrorCode::unsupported,
        "diffoscope's formats are written for files, and " + in_quotes(path.native()) + " is a folder",
        "pack both folders, or choose another format");
}

}  // namespace

Result<std::string> render_diffoscope(const Comparison& comparison, const Request& request,
                                      const Limits& limits,
                                      std::string (*write)(const diff::diffoscope::Node& root)) {
    const auto old_input = TRY(input_of(comparison.trees.old_tree, request.old_path));
    const auto new_input = TRY(input_of(comparison.trees.new_tree, request.new_path));
    Opener opener(limits);
    const auto root = TRY(diff::diffoscope::compare(
        old_input, new_input,
        [&opener](Side side, std::string_view bytes, std::size_t depth) {
            return opener.open(side, bytes, depth);
        },
        limits));
    return root ? write(*root) : std::string();
}

}  // namespace bumpgate::cli
