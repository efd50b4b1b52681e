#include "base/log.hpp"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <memory>
#include <string>

#include "base/text.hpp"

namespace bumpgate::log {

namespace {

spdlog::level::level_enum least_shown(Level level) {
    switch (level) {
        case Level::quiet:
            return spdlog::level::err;
        case Level::normal:
            return spdlog::level::warn;
        case Level::verbose:
            return spdlog::level::info;
        case Level::debug:
            return spdlog::level::debug;
    }
    return spdlog::level::warn;
}

// Not in spdlog's registry, whose default logger writes to stdout.
spdlog::logger make_logger() {
    spdlog::logger logger("bumpgate", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    logger.set_pattern("bumpgate: %v");
    logger.set_level(least_shown(Level::normal));
    return logger;
}

spdlog::logger& logger() {
    static spdlog::logger instance = make_logger();
    return instance;
}

// The last place before the terminal: whoever forgot to escape a hostile file name is forgiven here.
void write(spdlog::level::level_enum level, std::string_view prefix, std::string_view message) {
    if (!logger().should_log(level)) return;
    const std::string line = std::string(prefix) + terminal_safe(message);
    logger().log(level, spdlog::string_view_t(line.data(), line.size()));
}

}  // namespace

void set_level(Level level) {
    logger().set_level(least_shown(level));
}

void error(std::string_view message) {
    write(spdlog::level::err, "error: ", message);
}

void warning(std::string_view message) {
    write(spdlog::level::warn, "warning: ", message);
}

void info(std::string_view message) {
    write(spdlog::level::info, "", message);
}

void debug(std::string_view message) {
    write(spdlog::level::debug, "debug: ", message);
}

}  // namespace bumpgate::log
