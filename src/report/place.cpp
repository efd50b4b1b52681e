#include "report/place.hpp"

namespace bumpgate::report {

namespace {

std::string line_of(const Change& change) {
    const auto& side = change.new_side ? change.new_side : change.old_side;
    if (!side || is_or_below(change.kind, "file")) return {};
    if (is_binary(change.kind)) return " at byte " + std::to_string(side->span.offset);
    return ":" + std::to_string(side->span.line);
}

}  // namespace

bool is_or_below(std::string_view kind, std::string_view parent) {
    return parent.empty() || kind == parent ||
           (kind.starts_with(parent) && kind.substr(parent.size()).starts_with('.'));
}

bool is_binary(std::string_view kind) {
    return is_or_below(kind, "binary");
}

std::string place_of(const Change& change, const Pen& pen, std::size_t width) {
    if (change.path.empty()) return is_or_below(change.kind, "container") ? "container" : "release";
    return pen.cut_middle(change.path, Voice::archive, width) + line_of(change);
}

std::string place_of(const Hazard& hazard, const Pen& pen, std::size_t width) {
    const auto where =
        pen.cut(hazard.container, Voice::program, width) + " at byte " + std::to_string(hazard.offset);
    if (hazard.member.empty()) return where;
    return pen.cut_middle(hazard.member, Voice::archive, width) + " (" + where + ")";
}

std::string_view to_string(HazardFinding::State state) {
    switch (state) {
        case HazardFinding::State::introduced:
            return "introduced";
        case HazardFinding::State::existing:
            return "existing";
        case HazardFinding::State::gone:
            return "gone";
    }
    return "introduced";
}

}  // namespace bumpgate::report
