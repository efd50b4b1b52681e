#include "base/result.hpp"

namespace bumpgate {

std::string_view to_string(ErrorCode code) {
    switch (code) {
        case ErrorCode::usage:
            return "usage";
        case ErrorCode::not_found:
            return "not-found";
        case ErrorCode::io:
            return "io";
        case ErrorCode::unsupported:
            return "unsupported";
        case ErrorCode::empty:
            return "empty";
        case ErrorCode::truncated:
            return "truncated";
        case ErrorCode::corrupt:
            return "corrupt";
        case ErrorCode::encrypted:
            return "encrypted";
        case ErrorCode::limit:
            return "limit";
        case ErrorCode::policy:
            return "policy";
        case ErrorCode::identity:
            return "identity";
        case ErrorCode::same_input:
            return "same-input";
        case ErrorCode::internal:
            return "internal";
    }
    return "internal";
}

Error Error::during(std::string step) && {
    context.push_back(std::move(step));
    return std::move(*this);
}

std::string Error::describe() const {
    std::string text;
    for (auto step = context.rbegin(); step != context.rend(); ++step) text += *step + ": ";
    text += message;
    if (!hint.empty()) text += " (" + hint + ")";
    return text;
}

Failure fail(ErrorCode code, std::string message, std::string hint) {
    return Failure(Error{code, std::move(message), std::move(hint), {}});
}

}  // namespace bumpgate
