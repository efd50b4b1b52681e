#pragma once

#include <string_view>

// Messages for the person at the terminal, on stderr only. stdout belongs to reports.
namespace bumpgate::log {

enum class Level { quiet, normal, verbose, debug };

/// Sets what is shown; call once, before threads start.
void set_level(Level level);

/// "bumpgate: error: …"; always shown.
void error(std::string_view message);
/// "bumpgate: warning: …"; not shown when quiet.
void warning(std::string_view message);
/// "bumpgate: …"; shown when verbose.
void info(std::string_view message);
/// "bumpgate: debug: …"; shown at -vv.
void debug(std::string_view message);

}  // namespace bumpgate::log
