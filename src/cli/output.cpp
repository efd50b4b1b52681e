#include "cli/output.hpp"

#include <algorithm>
#include <system_error>

#include "base/files.hpp"
#include "base/text.hpp"

namespace bumpgate::cli {

namespace {

namespace fs = std::filesystem;

Result<Output> parse_output(const std::string& value, std::span<const std::string_view> formats) {
    const auto equals = value.find('=');
    Output output{.format = value.substr(0, equals), .path = {}};
    if (std::ranges::find(formats, std::string_view(output.format)) == formats.end()) {
        const auto near = nearest(output.format, formats);
        return fail(
            ErrorCode::usage, "unknown output format " + in_quotes(output.format),
            near.empty() ? "one of: " + join(formats, ", ") : "did you mean \"" + std::string(near) + "\"?");
    }
    if (equals != std::string::npos) output.path = value.substr(equals + 1);
    if (equals != std::string::npos && output.path.empty()) {
        return fail(ErrorCode::usage, "no path behind -o " + output.format + "=",
                    "leave the \"=\" out for stdout");
    }
    if (output.path == "-") output.path.clear();
    return output;
}

fs::path whole_path(const fs::path& path, std::error_code& error) {
    const auto absolute = fs::absolute(path, error);
    return error ? path : fs::weakly_canonical(absolute, error);
}

// The same file, also by another spelling of its path; a file that is not there yet is known by its path
// only.
bool is_same_file(const fs::path& left, const fs::path& right) {
    std::error_code error;
    if (fs::equivalent(left, right, error)) return true;
    const auto whole = whole_path(left, error);
    return whole == whole_path(right, error) && !error;
}

Result<void> check_distinct(const Output& output, std::span<const Output> earlier) {
    for (const auto& other : earlier) {
        if (output.to_stdout() && other.to_stdout()) {
            return fail(ErrorCode::usage, "two reports cannot both go to stdout",
                        "give one of them a path: -o " + output.format + "=PATH");
        }
        if (!output.to_stdout() && !other.to_stdout() && is_same_file(output.path, other.path)) {
            return fail(ErrorCode::usage, "two reports cannot both be " + in_quotes(output.path.native()));
        }
    }
    return {};
}

Result<void> check_no_input(const Output& output, std::span<const fs::path> inputs) {
    if (output.to_stdout()) return {};
    for (const auto& input : inputs) {
        if (!is_same_file(output.path, input)) continue;
        return fail(ErrorCode::usage,
                    "the report " + in_quotes(output.path.native()) + " would overwrite what is compared");
    }
    return {};
}

}  // namespace

Result<std::vector<Output>> parse_outputs(const std::vector<std::string>& values,
                                          std::span<const std::string_view> formats,
                                          std::span<const fs::path> inputs) {
    std::vector<Output> outputs;
    for (const auto& value : values) {
        auto output = TRY(parse_output(value, formats));
        CHECK_OK(check_distinct(output, outputs));
        CHECK_OK(check_no_input(output, inputs));
        outputs.push_back(std::move(output));
    }
    if (outputs.empty()) outputs.push_back({.format = "text", .path = {}});
    std::stable_partition(outputs.begin(), outputs.end(),
                          [](const Output& output) { return !output.to_stdout(); });
    return outputs;
}

Result<void> write_report(const Output& output, std::string_view bytes, const Limits& limits,
                          const Terminal& terminal) {
    if (bytes.size() > limits.report_bytes) {
        return limit_exceeded(
            "report-bytes", limits.report_bytes,
            "the " + output.format + " report has " + std::to_string(bytes.size()) + " bytes");
    }
    if (output.to_stdout()) return write_to(terminal, bytes);
    return write_file_atomically(output.path, bytes);
}

}  // namespace bumpgate::cli
