#include "archive/nested.hpp"

#include <algorithm>
#include <deque>
#include <functional>
#include <future>
#include <iterator>
#include <map>
#include <span>
#include <string>
#include <system_error>
#include <tuple>
#include <utility>

#include "archive/detect.hpp"
#include "archive/findings.hpp"
#include "archive/packages.hpp"
#include "base/text.hpp"

namespace bumpgate::archive {

namespace {

/// What is unpacked from one nested archive is copied next to others when it is small: a process can have
/// 65,000 mappings, and every store is one or two.
constexpr std::uint64_t worth_a_store = std::uint64_t{1} << 20;
constexpr std::uint64_t full_store = std::uint64_t{32} << 20;

/// The members of one archive, and where it lies.
struct Box {
    std::size_t outer = 0;   ///< the box around it; the outermost is in itself
    std::size_t member = 0;  ///< the member of `outer` that it is
    bool is_part = false;
    std::uint64_t layers = 0;  ///< around the members, of all boxes
    std::size_t depth = 0;     ///< as Member::depth
    std::string prefix;        ///< of its members' paths
    std::vector<Member> members;
    std::vector<Part> parts;
    Nested nested;
};

/// Something in a box that may be an archive.
struct Candidate {
    std::size_t box;
    std::size_t member;
    const Part* part;  ///< nullptr if it is a member like any other
    bool skipped = false;
};

bool is_openable(std::string_view bytes) {
    const auto shape = detect(bytes).shape;
    return shape == Shape::compression || shape == Shape::archive;
}

/// Limits and trouble with the machine end the run; what is wrong with the archive makes it opaque.
bool is_of_the_archive(ErrorCode code) {
    return code == ErrorCode::truncated || code == ErrorCode::corrupt || code == ErrorCode::encrypted ||
           code == ErrorCode::unsupported || code == ErrorCode::empty;
}

std::string_view last_component(std::string_view path) {
    return path.substr(path.rfind('/') + 1);
}

/// One side while it is opened, box by box, level by level.
class Side {
  public:
    Side(Tree& tree, Meter& meter) : tree_(tree), meter_(meter) {
        Box top;
        top.layers = tree.layers.size();
        top.members = std::move(tree.members);
        add_parts(top, tree.layers);
        boxes_.push_back(std::move(top));
    }

    /// What the boxes of the last level hold.
    Result<std::vector<Candidate>> next_level() {
        std::vector<Candidate> found;
        for (; seen_ < boxes_.size(); ++seen_) CHECK_OK(look_into(seen_, found));
        return found;
    }

    Result<void> open(std::span<const Candidate> candidates) {
        for (const auto& candidate : candidates) {
            if (candidate.skipped) continue;
            if (auto opened = open(candidate); !opened)
                return Failure(std::move(opened).error().during(printable(tree_.name)));
        }
        return {};
    }

    [[nodiscard]] std::string_view content(const Candidate& candidate) const {
        return boxes_[candidate.box].members[candidate.member].content;
    }

    /// All boxes become one list of members.
    void finish() {
        if (small_) close_small();
        std::vector<std::vector<std::size_t>> inner(boxes_.size());
        for (std::size_t i = 1; i < boxes_.size(); ++i) inner[boxes_[i].outer].push_back(i);
        tree_.members.clear();
        put(0, inner);
        std::sort(tree_.nested.begin(), tree_.nested.end(), [](const Nested& left, const Nested& right) {
            return std::tie(left.path, left.member) < std::tie(right.path, right.member);
        });
        sort_hazards(tree_.hazards);
        tree_.unpacked_size = 0;
        for (const auto& member : tree_.members) tree_.unpacked_size += member.content.size();
    }

  private:
    static void add_parts(Box& box, const std::vector<Layer>& layers) {
        Opened opened;
        opened.layers = layers;
        opened.members = std::move(box.members);
        box.parts = parts_of(opened);
        box.members = std::move(opened.members);
    }

    Result<void> look_into(std::size_t number, std::vector<Candidate>& found) const {
        const auto& box = boxes_[number];
        CHECK_OK(meter_.limits().check_time("looking for nested archives"));
        for (std::size_t i = 0; i < box.members.size(); ++i) {
            const auto& member = box.members[i];
            if (member.type != MemberType::file) continue;
            const auto part = std::find_if(box.parts.begin(), box.parts.end(),
                                           [&](const Part& row) { return row.member == i; });
            if (part == box.parts.end() && !is_openable(member.content)) continue;
            found.push_back({number, i, part == box.parts.end() ? nullptr : &*part});
        }
        return {};
    }

    Result<void> open(const Candidate& candidate) {
        const auto& member = boxes_[candidate.box].members[candidate.member];
        const auto path = boxes_[candidate.box].prefix + member.path;
        meter_.set_depth(boxes_[candidate.box].layers);
        auto opened = open_bytes(member.content, std::string(last_component(member.path)), meter_);
        if (!opened && !is_of_the_archive(opened.error().code))
            return Failure(std::move(opened).error().during(member_step(path)));
        Box box;
        box.outer = candidate.box;
        box.member = candidate.member;
        box.nested.path = path;
        box.nested.packed = member.content;
        if (!opened) {
            box.nested.opaque = opened.error().message;
            opaque_.emplace(std::pair(candidate.box, candidate.member), std::move(box.nested));
            return {};
        }
        if (candidate.part != nullptr && as_part(*candidate.part, *opened, box)) {
            opened->layers.insert(opened->layers.begin(), part_layer(member));
        } else {
            box.prefix = path + "!/";
            box.nested.prefix = box.prefix;
        }
        return add(std::move(box), *std::move(opened));
    }

    /// Gives the members the paths that they are shown under; false if they have none.
    bool as_part(const Part& part, Opened& opened, Box& box) const {
        if (!can_be_shown(part, opened)) return false;
        for (auto& member : opened.members) member.path = *shown_path(part, member.path);
        for (auto& hazard : opened.hazards) {
            if (!hazard.member.empty()) hazard.member = *shown_path(part, hazard.member);
        }
        box.is_part = true;
        box.prefix = boxes_[box.outer].prefix;
        box.nested.prefix = box.prefix + (part.folder.empty() ? part.name : part.folder + "/");
        return true;
    }

    /// A part is no member, so what the archive around it says of it is told as a layer: mode and attributes
    /// as its header, the owner as the way in which it was packed.
    static Layer part_layer(const Member& member) {
        Layer layer;
        layer.format = "part";
        layer.compression = describe_owner(member);
        layer.header = describe_mode(member);
        if (member.mtime) layer.time = member.mtime->seconds;
        return layer;
    }

    static std::string describe_owner(const Member& member) {
        const auto id = [](const std::optional<std::int64_t>& number) {
            return number ? std::to_string(*number) : "-";
        };
        return "owner " + in_quotes(member.user) + " " + id(member.uid) + ", group " +
               in_quotes(member.group) + " " + id(member.gid);
    }

    static std::string describe_mode(const Member& member) {
        std::string mode;
        for (auto rest = member.mode; rest != 0 || mode.size() < 4; rest >>= 3U)
            mode.insert(mode.begin(), static_cast<char>('0' + (rest & 7U)));
        auto text = "mode " + mode;
        for (const auto& attribute : member.attributes)
            text += ", " + printable(attribute.name) + " " + in_quotes(attribute.value);
        return text;
    }

    Result<void> add(Box box, Opened opened) {
        for (const auto& member : opened.members) {
            const auto length = box.prefix.size() + member.path.size();
            if (length > meter_.limits().path_length) {
                return limit_exceeded("path-length", meter_.limits().path_length,
                                      std::to_string(length) + " bytes in " + excerpt(box.nested.path, 60));
            }
        }
        for (auto& hazard : opened.hazards) {
            hazard.member = hazard.member.empty() ? box.nested.path + (box.is_part ? "" : "!/")
                                                  : box.prefix + hazard.member;
            tree_.hazards.push_back(std::move(hazard));
        }
        box.layers = boxes_[box.outer].layers + opened.layers.size() - (box.is_part ? 1 : 0);
        box.depth = boxes_[box.outer].depth + (box.is_part ? 0 : 1);
        box.nested.layers = std::move(opened.layers);
        box.nested.package = opened.package;
        box.members = std::move(opened.members);
        CHECK_OK(keep(opened.stores, box));
        std::move(opened.files.begin(), opened.files.end(), std::back_inserter(tree_.files));
        add_parts(box, box.nested.layers);
        boxes_.push_back(std::move(box));
        return {};
    }

    Result<void> keep(std::vector<ByteStore>& stores, Box& box) {
        for (auto& store : stores) {
            if (store.size() == 0) continue;
            if (store.size() > worth_a_store) {
                tree_.stores.push_back(std::move(store));
                continue;
            }
            const auto from = store.view();
            const auto copy = TRY(keep_small(from));
            for (auto& member : box.members) move_view(member.content, from, copy);
            move_view(box.nested.package, from, copy);
            meter_.store_dropped(store);
        }
        return {};
    }

    Result<std::string_view> keep_small(std::string_view bytes) {
        if (small_ && small_->size() > full_store) close_small();
        if (!small_) small_ = TRY(meter_.new_store());
        return small_->append(bytes);
    }

    void close_small() {
        meter_.store_kept(*small_);
        tree_.stores.push_back(*std::move(small_));
        small_.reset();
    }

    static void move_view(std::string_view& view, std::string_view from, std::string_view to) {
        const bool inside = !view.empty() && std::less_equal<>()(from.data(), view.data()) &&
                            std::less<>()(view.data(), from.data() + from.size());
        if (inside) view = to.substr(static_cast<std::size_t>(view.data() - from.data()), view.size());
    }

    /// The box's members, each followed by what is nested in it.
    void put(std::size_t number, const std::vector<std::vector<std::size_t>>& inner) {
        for (std::size_t i = 0; i < boxes_[number].members.size(); ++i) {
            const auto box_inside = inside(inner[number], i);
            const bool shown = !box_inside || !boxes_[*box_inside].is_part;
            std::optional<std::size_t> index;
            if (shown) {
                index = tree_.members.size();
                auto member = std::move(boxes_[number].members[i]);
                member.path = boxes_[number].prefix + member.path;
                member.depth = boxes_[number].depth;
                tree_.members.push_back(std::move(member));
                note_opaque(number, i, *index);
            }
            if (!box_inside) continue;
            auto nested = std::move(boxes_[*box_inside].nested);
            nested.member = index;
            nested.first = tree_.members.size();
            put(*box_inside, inner);
            nested.count = tree_.members.size() - nested.first;
            tree_.nested.push_back(std::move(nested));
        }
    }

    /// `inner` is sorted by member, since candidates are taken in their order.
    [[nodiscard]] std::optional<std::size_t> inside(const std::vector<std::size_t>& inner,
                                                    std::size_t member) const {
        const auto at = std::lower_bound(
            inner.begin(), inner.end(), member,
            [&](std::size_t box, std::size_t number) { return boxes_[box].member < number; });
        return at != inner.end() && boxes_[*at].member == member ? std::optional(*at) : std::nullopt;
    }

    void note_opaque(std::size_t number, std::size_t member, std::size_t index) {
        const auto found = opaque_.find({number, member});
        if (found == opaque_.end()) return;
        tree_.nested.push_back(std::move(found->second));
        tree_.nested.back().member = index;
    }

    Tree& tree_;
    Meter& meter_;
    std::deque<Box> boxes_;                                         // grows while its rows are looked at
    std::map<std::pair<std::size_t, std::size_t>, Nested> opaque_;  // by box and member
    std::size_t seen_ = 0;
    std::optional<ByteStore> small_;
};

/// Sizes first, since they mostly tell; bytes decide.
bool is_less(std::string_view left, std::string_view right) {
    return left.size() != right.size() ? left.size() < right.size() : left < right;
}

std::vector<std::string_view> closed_contents(const Side& side, const std::vector<Candidate>& level) {
    std::vector<std::string_view> contents;
    for (const auto& candidate : level) {
        if (candidate.part == nullptr) contents.push_back(side.content(candidate));
    }
    std::sort(contents.begin(), contents.end(), is_less);
    return contents;
}

/// What has the same bytes on both sides stays closed. A part is opened all the same, since its members are
/// the package's own.
void skip_known(const std::vector<std::string_view>& known, const Side& side, std::vector<Candidate>& level) {
    for (auto& candidate : level) {
        candidate.skipped = candidate.part == nullptr &&
                            std::binary_search(known.begin(), known.end(), side.content(candidate), is_less);
    }
}

Result<void> open_both(Side& old_side, const std::vector<Candidate>& old_level, Side& new_side,
                       const std::vector<Candidate>& new_level) {
    std::future<Result<void>> beside;
    try {
        beside = std::async(std::launch::async, [&] { return new_side.open(new_level); });
    } catch (const std::system_error&) {
        beside = std::async(std::launch::deferred, [&] { return new_side.open(new_level); });
    }
    auto mine = old_side.open(old_level);
    auto theirs = beside.get();
    CHECK_OK(std::move(mine));
    return theirs;
}

}  // namespace

Result<void> open_nested(Trees& trees, Meter& old_meter, Meter& new_meter) {
    Side old_side(trees.old_tree, old_meter);
    Side new_side(trees.new_tree, new_meter);
    for (;;) {
        auto old_level = TRY(old_side.next_level());
        auto new_level = TRY(new_side.next_level());
        if (old_level.empty() && new_level.empty()) break;
        const auto old_contents = closed_contents(old_side, old_level);
        skip_known(closed_contents(new_side, new_level), old_side, old_level);
        skip_known(old_contents, new_side, new_level);
        CHECK_OK(open_both(old_side, old_level, new_side, new_level));
    }
    old_side.finish();
    new_side.finish();
    return {};
}

Result<void> open_nested(Tree& tree, Meter& meter) {
    Side side(tree, meter);
    for (;;) {
        const auto level = TRY(side.next_level());
        if (level.empty()) break;
        CHECK_OK(side.open(level));
    }
    side.finish();
    return {};
}

}  // namespace bumpgate::archive
