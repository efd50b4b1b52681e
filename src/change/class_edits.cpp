#include "change/class_edits.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "change/class_file.hpp"
#include "change/piece.hpp"

namespace bumpgate::change {

namespace {

bool is_whole_spelling(const Context& context, std::string_view old_text, std::string_view new_text) {
    return std::any_of(context.spellings.begin(), context.spellings.end(), [&](const auto& spelling) {
        return !spelling.four_parts && spelling.shape == release::Shape::dotted &&
               spelling.old_text == old_text && spelling.new_text == new_text;
    });
}

/// The group of "group:artifact".
std::string_view group_of(std::string_view name) {
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? std::string_view{} : name.substr(0, colon);
}

bool depends_on_sibling_of(const Context& context, std::string_view group) {
    const auto& stated = context.release.new_identity.dependencies;
    return std::any_of(stated.begin(), stated.end(), [&](const auto& dependency) {
        return group_of(dependency) == group && context.names.kinship(dependency) == Kinship::sibling;
    });
}

std::string constant_name(std::size_t index, std::string_view text) {
    constexpr std::size_t longest = 60;
    return "constant #" + std::to_string(index) + " \"" + excerpt(text, longest) + "\"";
}

class ClassComparison {
  public:
    ClassComparison(const Context& context, std::string_view path, const ClassFile& old_file,
                    const ClassFile& new_file)
        : context_(context), path_(path), old_(old_file), new_(new_file) {}

    [[nodiscard]] ClassProof run() && {
        if (find_changed() && !changed_.empty()) prove_changed();
        if (!proof_.problem.empty()) proof_.edits.clear();
        return std::move(proof_);
    }

  private:
    bool refuse(std::string problem) {
        proof_.problem = std::move(problem);
        return false;
    }

    bool find_changed() {
        if (old_.pool.size() != new_.pool.size()) return refuse("The constant pools differ in size.");
        if (old_.bytes.substr(0, old_.pool_begin) != new_.bytes.substr(0, new_.pool_begin))
            return refuse("It is for another version of Java.");
        if (old_.bytes.substr(old_.pool_end) != new_.bytes.substr(new_.pool_end))
            return refuse(
                "What stands behind the constant pool (flags, members, code, line numbers) differs.");
        for (std::size_t index = 0; index < new_.pool.size(); ++index) {
            if (old_.pool[index].tag != new_.pool[index].tag)
                return refuse("Constant #" + std::to_string(index) + " is of another type.");
            if (old_.content(index) == new_.content(index)) continue;
            if (new_.pool[index].tag != utf8_tag)
                return refuse("Constant #" + std::to_string(index) + " differs and is no text.");
            changed_.push_back(index);
        }
        return true;
    }

    bool prove_changed() {
        const auto uses = uses_of_texts(new_);
        if (!uses) return refuse("It does not parse as a class file behind its constant pool.");
        return std::all_of(changed_.begin(), changed_.end(),
                           [&](std::size_t index) { return prove_one(*uses, index); });
    }

    bool prove_one(const TextUses& uses, std::size_t index) {
        const auto use = uses.of[index];
        const auto name = constant_name(index, new_.content(index));
        if ((use & used_as_name) != 0) return refuse("The " + name + " is a name, not only a version.");
        if (use == 0) return refuse("What the " + name + " is used for cannot be told.");
        const bool own_module = (use & used_as_module_version) != 0 && is_own_descriptor(path_);
        const bool by_place = own_module || (use & used_as_required_version) != 0;
        const bool by_text =
            (use & used_as_value) != 0 || ((use & used_as_module_version) != 0 && !own_module);
        std::vector<Edit> edits;
        if (by_text && !prove_as_text(index, name, edits)) return false;
        if (by_place && !prove_by_place(uses, index, name, edits)) return false;
        for (auto& edit : edits) add(index, std::move(edit));
        return true;
    }

    bool prove_as_text(std::size_t index, const std::string& name, std::vector<Edit>& edits) {
        auto proof = prove_piece(context_, path_, old_.content(index), new_.content(index));
        if (proof.edits.empty()) return refuse("The " + name + ": " + proof.problem);
        edits = std::move(proof.edits);
        return true;
    }

    /// The place says that the text is a version: `edits` is empty, or what the text's own proof found.
    bool prove_by_place(const TextUses& uses, std::size_t index, const std::string& name,
                        std::vector<Edit>& edits) {
        const auto old_text = old_.content(index);
        const auto new_text = new_.content(index);
        if (!is_whole_spelling(context_, old_text, new_text))
            return refuse("The " + name + " states a module's version and spells none of ours.");
        Edit edit;
        edit.old_end = old_text.size();
        edit.new_end = new_text.size();
        edit.kind = kind::version_own;
        edit.reason = "The own version, old to new, as the version of the module.";
        for (const auto& required : uses.required) {
            if (required.version != index) continue;
            const auto kinship = kinship_of_module(context_, required.name);
            if (kinship == Kinship::other) {
                return refuse("The " + name + " is the version of the module \"" +
                              excerpt(required.name, 80) +
                              "\", which is neither this package nor a known sibling.");
            }
            edit.kind = kind::version_sibling;
            edit.reason = "The version of a required module that is a sibling moved in lockstep.";
            edit.name = required.name;
        }
        edits = {std::move(edit)};
        return true;
    }

    void add(std::size_t index, Edit edit) {
        edit.old_begin += old_.pool[index].begin;
        edit.old_end += old_.pool[index].begin;
        edit.new_begin += new_.pool[index].begin;
        edit.new_end += new_.pool[index].begin;
        proof_.edits.push_back(std::move(edit));
    }

    const Context& context_;
    std::string_view path_;
    const ClassFile& old_;
    const ClassFile& new_;
    std::vector<std::size_t> changed_;
    ClassProof proof_;
};

}  // namespace

Kinship kinship_of_module(const Context& context, std::string_view module) {
    const auto kinship = context.names.kinship(module);
    if (kinship != Kinship::other) return kinship;
    const auto group = group_of(context.release.name);
    const bool in_group = !group.empty() && module.starts_with(group) &&
                          (module.size() == group.size() || module[group.size()] == '.');
    return in_group && depends_on_sibling_of(context, group) ? Kinship::sibling : Kinship::other;
}

bool is_own_descriptor(std::string_view path) {
    constexpr std::string_view name = "module-info.class";
    constexpr std::string_view folder = "META-INF/versions/";
    if (path == name) return true;
    if (!path.starts_with(folder) || !path.ends_with(name)) return false;
    const auto between = path.substr(folder.size(), path.size() - folder.size() - name.size());
    return between.size() > 1 && between.back() == '/' &&
           std::all_of(between.begin(), between.end() - 1, is_digit);
}

ClassProof prove_class(const Context& context, std::string_view path, std::string_view old_bytes,
                       std::string_view new_bytes) {
    const auto old_file = parse_class(old_bytes);
    const auto new_file = parse_class(new_bytes);
    if (!old_file || !new_file) return {{}, "It does not parse as a class file."};
    if (!context.release.has_versions()) return {{}, "No version is known for both releases."};
    return ClassComparison(context, path, *old_file, *new_file).run();
}

}  // namespace bumpgate::change
