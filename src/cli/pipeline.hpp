#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "archive/tree.hpp"
#include "base/date.hpp"
#include "base/limits.hpp"
#include "base/result.hpp"
#include "change/change.hpp"
#include "diff/diff.hpp"
#include "gate/gate.hpp"
#include "gate/learn.hpp"
#include "gate/verdict.hpp"
#include "release/identity.hpp"

namespace bumpgate::cli {

/// What is to be judged.
struct Request {
    std::filesystem::path old_path;
    std::filesystem::path new_path;
    std::vector<std::string> policies;  ///< references for policy::resolve; empty: the ecosystem's built-in
    release::Overrides overrides;
    std::optional<Date> today;  ///< what waivers are held against; nothing: the clock's
    bool no_waivers = false;    ///< judge as if the policy had none
    bool trust_diff = false;    ///< of evaluate: what a diffoscope report does not show is taken to be equal
};

/// What `--today` says, or the clock, in UTC. The one place that reads the clock.
[[nodiscard]] gate::Today today_of(const Request& request);

/// The gate, from two paths to a verdict: archive → release → diff → change → gate. Never throws for bad
/// input and never fails open: whatever goes wrong gives a verdict that is incomplete and carries the Error.
[[nodiscard]] Verdict judge(const Request& request, const Limits& limits);

/// The gate on two trees that are at hand; `request` without its paths. Fails as `judge` does.
[[nodiscard]] Verdict judge(const Trees& trees, const Request& request, const Limits& limits);

/// The gate on a diff that `bumpgate diff -o json` wrote: the verdict of `judge` on the releases that it was
/// made of. What the request says about the release counts, else what was said when the diff was made. Or on
/// a report of diffoscope, JSON or Markdown: the verdict that it carries, and no better one. Fails as `judge`
/// does.
[[nodiscard]] Verdict evaluate(const std::filesystem::path& diff, const Request& request,
                               const Limits& limits);

/// All but the judgement: what a rule can be learned from. `vocabulary`: what names siblings; null: the
/// policy's word. Errors: those of the steps; `same_input` for equal bytes.
[[nodiscard]] Result<gate::Lesson> study(const Request& request, const Limits& limits,
                                         const change::Vocabulary* vocabulary);

/// The differ alone.
struct Comparison {
    Trees trees;
    release::Release release;
    Diff diff;
};
/// Errors: those of archive::read_both, release::identify and diff::compare.
[[nodiscard]] Result<Comparison> compare(const Request& request, const Limits& limits);

}  // namespace bumpgate::cli
