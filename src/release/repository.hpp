#pragma once

#include <string>
#include <string_view>

namespace bumpgate::release {

/// The repository's own name in what a manifest gives as its address: the last path component without ".git"
/// of "https://host/owner/repo", "git+ssh://git@host/owner/repo.git", "git@host:owner/repo",
/// "github:owner/repo" or "owner/repo"; folders and branches inside the repository ("/tree/main/packages/x")
/// do not count. Empty where there is no owner and repository.
[[nodiscard]] std::string repository_name(std::string_view address);

/// The same for a home page, which may be any web site: only if its path is exactly an owner and a
/// repository.
[[nodiscard]] std::string home_page_repository(std::string_view address);

}  // namespace bumpgate::release
