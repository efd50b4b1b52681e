#include "base/text.hpp"
#include "release/ecosystem_rows.hpp"
#include "release/headers.hpp"
#include "release/repository.hpp"

// Core metadata of Python packages, as PKG-INFO and METADATA hold it.
namespace bumpgate::release {
namespace {

/// Labels of Project-URL that mean the repository, in normal form ("Well-known labels": without punctuation
/// and blanks, small letters).
constexpr std::string_view repository_labels[] = {"source", "sourcecode", "repository", "code", "github"};

std::string normal_label(std::string_view label) {
    std::string text;
    for (const char c : label) {
        if (is_alnum(c)) text += to_lower(c);
    }
    return text;
}

/// Of "Label, URL": the repository's name if the label means one, or means the home page and that looks like
/// one.
std::string repository_of(std::string_view project_url) {
    const auto comma = project_url.find(',');
    if (comma == std::string_view::npos) return {};
    const auto label = normal_label(project_url.substr(0, comma));
    const auto url = project_url.substr(comma + 1);
    for (const auto known : repository_labels) {
        if (label == known) return repository_name(url);
    }
    return label == "homepage" ? home_page_repository(trim(url)) : std::string();
}

void keep_first(std::string& kept, std::string found) {
    if (kept.empty()) kept = std::move(found);
}

void add_repository(const std::vector<Header>& headers, Identity& identity) {
    for (const auto& url : header_values(headers, "project-url"))
        keep_first(identity.repository, repository_of(url));
    for (const auto& url : header_values(headers, "home-page"))
        keep_first(identity.repository, home_page_repository(url));
}

std::optional<std::string> first_of(const std::vector<std::string>& values) {
    if (values.empty() || values.front().empty()) return std::nullopt;
    return values.front();
}

}  // namespace

std::string pep503_name(std::string_view name) {
    std::string normal;
    bool separated = false;
    for (const char c : name) {
        const bool separator = c == '-' || c == '_' || c == '.';
        if (separator && !separated) normal += '-';
        if (!separator) normal += to_lower(c);
        separated = separator;
    }
    return normal;
}

std::string_view requirement_name(std::string_view requirement) {
    requirement = trim(requirement);
    std::size_t end = 0;
    while (end < requirement.size() &&
           (is_alnum(requirement[end]) ||
            std::string_view("-_.").find(requirement[end]) != std::string_view::npos))
        ++end;
    return requirement.substr(0, end);
}

void add_core_metadata(const Member& member, std::string_view source, Identity& identity) {
    const auto headers = read_headers(manifest_text(member));
    const auto names = header_values(headers, "name");
    const auto versions = header_values(headers, "version");
    if (first_of(names) || first_of(versions))
        identity.evidence.push_back({std::string(source), first_of(names), first_of(versions)});
    add_repeated_field(identity, source, "Name", names);
    add_repeated_field(identity, source, "Version", versions);
    for (const auto& requirement : header_values(headers, "requires-dist")) {
        if (const auto name = requirement_name(requirement); !name.empty())
            identity.dependencies.emplace_back(name);
    }
    add_repository(headers, identity);
}

}  // namespace bumpgate::release
