#pragma once

#include <string>
#include <vector>

#include "base/limits.hpp"
#include "cli/pipeline.hpp"
#include "cli/terminal.hpp"

namespace bumpgate::cli {

/// What `guard` takes beside the policies.
struct GuardOptions {
    std::vector<std::string> files;
    std::string baseline;              ///< a file, or a folder with one old file for each
    std::vector<std::string> command;  ///< what stands behind "--"
};

/// What the commands under `policy` take.
struct PolicyOptions {
    std::string action;              ///< "list", "show", "lint", "test"
    std::string reference;           ///< of show
    std::vector<std::string> files;  ///< of lint and test
};

/// What `init` takes beside the policies.
struct InitOptions {
    std::vector<std::string> releases;  ///< oldest first
    bool all = false;                   ///< wider rules are written live
};

/// What `explain` takes beside the policies.
struct ExplainOptions {
    std::string id;      ///< empty: all ids
    std::string report;  ///< a JSON report, for the id of a finding
};

/// Everything that one command line says. A command reads its own part.
struct Options {
    Request request;
    Limits limits;
    std::vector<std::string> outputs;  ///< values of -o as written
    Colour colour = Colour::automatic;
    bool ascii = false;
    bool quiet = false;
    int verbose = 0;  ///< how often -v stands there
    bool exit_zero = false;

    GuardOptions guard;
    PolicyOptions policy;
    InitOptions init;
    ExplainOptions explain;
    std::string diff;         ///< of evaluate: a diff in JSON
    std::string schema;       ///< "policy", "report", "diff"
    std::string demo_folder;  ///< --keep; empty: a temporary one
};

}  // namespace bumpgate::cli
