#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace bumpgate {

/// What kind of trouble stopped the work. Every one of them ends in "no verdict" (exit 2).
enum class ErrorCode {
    usage,        ///< the command line does not make sense
    not_found,    ///< a file that was named is not there
    io,           ///< the system refused to read or write
    unsupported,  ///< not an archive or format that is read
    empty,        ///< an input without content, or an archive without members
    truncated,    ///< the input ends too early
    corrupt,      ///< checksums or structure are wrong
    encrypted,    ///< content cannot be read without a key
    limit,        ///< one of `Limits` was hit
    policy,       ///< a policy file is wrong
    identity,     ///< no name or version could be established
    same_input,   ///< OLD and NEW are the same bytes: nothing to compare
    internal,     ///< a promise of the program itself does not hold
};

/// The code's name as it stands in reports, for example "truncated".
[[nodiscard]] std::string_view to_string(ErrorCode code);

/// One trouble, told to a person: what is wrong, where, and what to do.
struct Error {
    ErrorCode code = ErrorCode::internal;
    std::string message;               ///< UTF-8, one line unless it shows a policy's source
    std::string hint;                  ///< what to do about it; may be empty
    std::vector<std::string> context;  ///< what was being done, innermost first ("member a/b", "x.tar.gz")

    /// Adds an outer step of the chain: `return std::move(error).during("x.tar.gz")`.
    [[nodiscard]] Error during(std::string step) &&;

    /// "x.tar.gz: member a/b: message (hint)", one line.
    [[nodiscard]] std::string describe() const;
};

/// A value or an Error. The class itself is [[nodiscard]], so no function that returns one can be ignored.
template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
  public:
    using tl::expected<T, Error>::expected;
};

/// An Error on its way out of a function that returns a Result.
using Failure = tl::unexpected<Error>;

/// Builds a Failure.
[[nodiscard]] Failure fail(ErrorCode code, std::string message, std::string hint = {});

}  // namespace bumpgate

/// The value of a Result, or return its Error from the enclosing function.
/// `const auto tree = TRY(read(path));`   `TRY(write(path));`
#define TRY(expression)                                                             \
    __extension__({                                                                 \
        auto&& try_result = (expression);                                           \
        if (!try_result) return ::bumpgate::Failure(std::move(try_result).error()); \
        *std::move(try_result);                                                     \
    })

/// As TRY for a Result<void>, which has no value.
#define CHECK_OK(expression)                                             \
    do {                                                                 \
        if (auto check_result = (expression); !check_result)             \
            return ::bumpgate::Failure(std::move(check_result).error()); \
    } while (false)
