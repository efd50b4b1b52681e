#include "change/derived/derived.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/glob.hpp"
#include "change/derived/rows.hpp"
#include "change/kinds.hpp"

namespace bumpgate::change::derived {
namespace {

bool is_wheel(const Contents& side) {
    return side.archive == nullptr && side.identity.ecosystem == "pypi-wheel";
}
bool is_sdist(const Contents& side) {
    return side.archive == nullptr && side.identity.ecosystem == "pypi-sdist";
}
bool is_deb(const Contents& side) {
    return side.part("control.tar*") && side.part("data.tar*");
}
bool is_gem(const Contents& side) {
    return side.part("metadata.gz") && side.part("data.tar.gz");
}
bool is_rpm(const Contents& side) {
    return side.part("payload.cpio").has_value();
}
/// Either form: ".conda" has its files in a part of their own, ".tar.bz2" beside info/.
bool is_conda(const Contents& side) {
    return side.members.contains("info/index.json") && side.members.contains("info/paths.json");
}
bool is_nupkg(const Contents& side) {
    return std::any_of(side.members.begin(), side.members.end(), [](const auto& row) {
        return name_matches("*.nuspec", row.first) && row.first.find('/') == std::string_view::npos;
    });
}
bool is_release(const Contents& side) {
    return side.archive == nullptr;
}
bool is_anything(const Contents& /*side*/) {
    return true;
}

using Verify = Verification (*)(const Contents& old_side, const Member* old_file, const Contents& side,
                                const Member& file);

struct Row {
    bool (*is_package)(const Contents& side);  ///< where such a file means what it says
    std::string_view folder, name;             ///< patterns, "*" is any bytes
    bool at_any_depth;                         ///< else the folder has as many parts as its pattern
    Verify verify;
};
constexpr std::array rows{
    Row{is_wheel, "*.dist-info", "RECORD", false, verify_record},
    Row{is_sdist, "*.egg-info", "SOURCES.txt", true, verify_sources},
    Row{is_deb, "control", "md5sums", false, verify_md5sums},
    Row{is_deb, "control", "control", false, verify_installed_size},
    Row{is_gem, "", "checksums.yaml", false, verify_gem_checksums},
    Row{is_gem, "", "metadata", false, verify_gem_files},
    Row{is_rpm, "", "header", false, verify_rpm_header},
    Row{is_rpm, "", "signature", false, verify_rpm_signature},
    Row{is_conda, "info", "paths.json", false, verify_conda_paths},
    Row{is_conda, "info", "files", false, verify_conda_files},
    Row{is_nupkg, "_rels", ".rels", false, verify_relationships},
    Row{is_anything, "META-INF", "MANIFEST.MF", false, verify_manifest},
    Row{is_anything, "META-INF", "*.SF", false, verify_signature_file},
    Row{is_anything, "META-INF", "INDEX.LIST", false, verify_jar_index},
    Row{is_anything, "*", ".jsii", true, verify_jsii},
    Row{is_release, "", "MD5SUMS", false, verify_checksums},
    Row{is_release, "", "SHA1SUMS", false, verify_checksums},
    Row{is_release, "", "SHA256SUMS", false, verify_checksums},
    Row{is_release, "", "SHA512SUMS", false, verify_checksums},
    Row{is_release, "", "SHA*SUMS.txt", false, verify_checksums},
    Row{is_release, "", "sha*sums.txt", false, verify_checksums},
    Row{is_release, "", "*checksums.txt", false, verify_checksums},
    Row{is_release, "", "*.sha256", false, verify_checksums},
    Row{is_release, "", "*.sha512", false, verify_checksums},
};

bool fits(const Row& row, std::string_view path) {
    if (!name_matches(row.name, name_of(path))) return false;
    const auto folder = folder_of(path);
    if (folder.empty() || row.folder.empty())
        return folder.empty() && (row.folder.empty() || row.folder == "*");
    const auto parts = [](std::string_view text) { return std::count(text.begin(), text.end(), '/'); };
    return (row.at_any_depth || parts(folder) == parts(row.folder)) && name_matches(row.folder, folder);
}

const Row* row_of(const Contents& side, std::string_view path) {
    const auto* row = std::find_if(rows.begin(), rows.end(),
                                   [&](const Row& r) { return fits(r, path) && r.is_package(side); });
    return row == rows.end() ? nullptr : row;
}

/// The only file of a kind that there is, or null: what has the version in its folder's name, as
/// "*.dist-info" has.
const Member* only_one(const Contents& side, const Row& row) {
    if (!row.folder.starts_with("*.")) return nullptr;
    std::vector<const Member*> candidates;
    for (const auto& [path, members] : side.members) {
        if (fits(row, path) && side.file(path) != nullptr) candidates.push_back(members.front());
    }
    return candidates.size() == 1 ? candidates.front() : nullptr;
}

}  // namespace

bool may_follow(std::string_view path) {
    return std::any_of(rows.begin(), rows.end(), [&](const Row& row) { return fits(row, path); });
}

struct Recomputation::Archives {
    const Tree& tree;
    const release::Identity& identity;
    std::vector<std::size_t> archive_of;  ///< of each member: index into `nested` plus one, or 0
    std::map<std::size_t, Contents> contents;
    std::map<std::pair<const Contents*, const Row*>, const Member*> lone;  ///< what only_one() said

    Archives(const Tree& the_tree, const release::Identity& the_identity)
        : tree(the_tree), identity(the_identity), archive_of(the_tree.members.size(), 0) {
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < tree.nested.size(); ++i) {
            if (tree.nested[i].member) order.push_back(i);  // the others are parts of what is around them
        }
        // Those farther inside stand behind the one around them.
        std::sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
            return *tree.nested[left].member < *tree.nested[right].member;
        });
        for (const auto i : order) {
            const auto begin = archive_of.begin() + static_cast<std::ptrdiff_t>(tree.nested[i].first);
            std::fill_n(begin, tree.nested[i].count, i + 1);
        }
    }

    const Contents& around(std::size_t member) {
        const auto key = archive_of[member];
        const auto found = contents.find(key);
        if (found != contents.end()) return found->second;
        const auto* archive = key == 0 ? nullptr : &tree.nested[key - 1];
        return contents.try_emplace(key, tree, identity, archive).first->second;
    }

    /// The file of the same kind as one at `path` of the other side.
    const Member* counterpart(const Contents& side, const Row& row, std::string_view path) {
        if (const auto* same = side.file(path)) return same;
        const auto [known, is_new] = lone.try_emplace({&side, &row}, nullptr);
        if (is_new) known->second = only_one(side, row);
        return known->second;
    }

    const Contents& release() { return contents.try_emplace(0, tree, identity, nullptr).first->second; }
};

Recomputation::Recomputation(const Trees& trees, const release::Release& release)
    : old_side_(std::make_unique<Archives>(trees.old_tree, release.old_identity)),
      new_side_(std::make_unique<Archives>(trees.new_tree, release.new_identity)) {}

Recomputation::~Recomputation() = default;

std::optional<Recomputed> Recomputation::recompute(std::optional<std::size_t> old_member,
                                                   std::size_t new_member) {
    const auto& file = new_side_->tree.members[new_member];
    if (file.type != MemberType::file) return std::nullopt;
    const auto& side = new_side_->around(new_member);
    const auto path = side.below_root(file);
    const auto* row = row_of(side, path);
    if (row == nullptr) return std::nullopt;
    const auto& old_side = old_member ? old_side_->around(*old_member) : old_side_->release();
    auto verification = row->verify(old_side, old_side_->counterpart(old_side, *row, path), side, file);
    Recomputed result{
        verification.whole, std::move(verification.problem), std::move(verification.places), {}};
    if (!old_member || result.whole) return result;
    const auto& old_file = old_side_->tree.members[*old_member];
    if (old_file.type == MemberType::file && row_of(old_side, old_side.below_root(old_file)) == row)
        result.old_places = row->verify(old_side, nullptr, old_side, old_file).places;
    return result;
}

}  // namespace bumpgate::change::derived
