#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "policy/source.hpp"

// Brackets and quotes that are not closed. A parser that meets the end of the file instead can only tell that
// something is missing, not where it began. Private to this folder.
namespace bumpgate::policy {

/// What is wrong, and where it begins.
struct FlowFault {
    Spot spot;
    std::string message, note;
    bool is_depth = false;  ///< too many levels; the note is the caller's
};

/// A flow collection that was looked over.
struct FlowLook {
    std::optional<FlowFault> fault;
    std::size_t end = 0;  ///< behind its closing bracket, where nothing is wrong
};

/// Looks over the flow collection that opens at `offset` (YAML 1.2.2, 7.4): whether every bracket and quote
/// in it is closed, and whether it has at most `depth` levels. Linear in the collection's length.
[[nodiscard]] FlowLook look_over_flow(std::string_view text, std::size_t offset, std::size_t depth);

/// The first such fault of a text that the parser has refused. A guess, for messages: it knows of block style
/// only where scalars and collections begin. Linear.
[[nodiscard]] std::optional<FlowFault> first_flow_fault(std::string_view text, std::size_t depth);

/// Where the quoted scalar that opens at `offset` ends: behind its closing quote; npos if it is not closed.
[[nodiscard]] std::size_t end_of_quoted(std::string_view text, std::size_t offset);

}  // namespace bumpgate::policy
