#include "cli/process.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <exception>
#include <string_view>
#include <system_error>

#include "base/text.hpp"

extern char** environ;

namespace bumpgate::cli {

namespace {

// Only what a signal handler may call (POSIX, "Signal Concepts" 2.4.3).
[[noreturn]] void stop(std::string_view message) {
    [[maybe_unused]] const auto written = write(STDERR_FILENO, message.data(), message.size());
    _exit(2);
}

extern "C" [[noreturn]] void on_bus_error(int /*signal*/) {
    stop("bumpgate: error: an input became shorter while it was read\n");
}

[[noreturn]] void on_terminate() {
    stop("bumpgate: error: internal: terminated\n");
}

// Read-only, so that a report meant for a closed stdout fails as it should.
void hold_standard_streams() {
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream) {
        if (fcntl(stream, F_GETFD) != -1 || errno != EBADF) continue;
        [[maybe_unused]] const int held =
            open("/dev/null", O_RDONLY);  // takes the lowest free number: this one
    }
}

// The signals that we ignore: a child must not inherit that.
class SpawnAttributes {
  public:
    SpawnAttributes() {
        sigset_t defaults;
        sigemptyset(&defaults);
        sigaddset(&defaults, SIGPIPE);
        sigaddset(&defaults, SIGXFSZ);
        posix_spawnattr_init(&attributes_);
        posix_spawnattr_setsigdefault(&attributes_, &defaults);
        posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF);
    }
    SpawnAttributes(const SpawnAttributes&) = delete;
    SpawnAttributes& operator=(const SpawnAttributes&) = delete;
    ~SpawnAttributes() { posix_spawnattr_destroy(&attributes_); }

    [[nodiscard]] const posix_spawnattr_t* get() const { return &attributes_; }

  private:
    posix_spawnattr_t attributes_{};
};

Failure cannot_run(const std::string& program, int error) {
    return fail(ErrorCode::io,
                "cannot run " + in_quotes(program) + ": " + std::generic_category().message(error));
}

}  // namespace

void prepare_process() {
    hold_standard_streams();
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    std::signal(SIGBUS, on_bus_error);
    std::set_terminate(on_terminate);
}

Result<int> run_program(const std::vector<std::string>& words) {
    std::vector<std::string> copies = words;  // the interface wants them writable
    std::vector<char*> arguments;
    for (auto& word : copies) arguments.push_back(word.data());
    arguments.push_back(nullptr);

    const SpawnAttributes attributes;
    pid_t child = 0;
    const int error =
        posix_spawnp(&child, arguments.front(), nullptr, attributes.get(), arguments.data(), environ);
    if (error != 0) return cannot_run(words.front(), error);

    int status = 0;
    while (waitpid(child, &status, 0) == -1) {
        if (errno != EINTR) return cannot_run(words.front(), errno);
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace bumpgate::cli
