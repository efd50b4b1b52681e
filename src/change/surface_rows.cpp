#include "change/surface_rows.hpp"

#include <array>

namespace bumpgate::change::surface {

namespace {

constexpr std::string_view python_start = "Python reads it whenever it starts";
constexpr std::string_view commands = "installers make commands of it";
constexpr std::string_view link_script = "conda runs it when the package is installed or removed";
constexpr std::string_view activation = "conda runs it whenever the environment is activated or left";
constexpr std::string_view maintainer = "dpkg runs it when the package is installed or removed";
constexpr std::string_view unit = "systemd reads it";
constexpr std::string_view device = "udev reads it for every device";
constexpr std::string_view cron = "cron runs it";
constexpr std::string_view msbuild = "NuGet imports it into every build that uses the package";
constexpr std::string_view agent = "coding agents follow it or run what it names";
constexpr std::string_view editor = "editors run what it names when the folder is opened";
constexpr std::string_view ci = "a CI service runs it";
constexpr std::string_view git_hook = "git runs it as a hook";

constexpr std::array files = std::to_array<FileRow>({
    // Python: site.py, "pth" files; the interpreter's start.
    {"", "*.pth", python_start},
    {"", "sitecustomize.*", python_start},
    {"", "**/sitecustomize/**", python_start},
    {"", "usercustomize.*", python_start},
    {"", "**/usercustomize/**", python_start},
    {"pypi-sdist", "setup.py", "pip runs it to build the package"},
    {"pypi-sdist pypi-wheel", "entry_points.txt", commands},
    {"pypi-sdist", "conftest.py", "pytest loads it before any test"},
    // npm: package.json, "scripts"; npmrc(5).
    {"", "binding.gyp", "npm builds a package that has one"},
    {"npm", "*.gypi", "node-gyp reads it when it builds the package"},
    {"npm", ".npmrc", "npm takes its settings from it"},
    {"npm", ".yarnrc", "yarn takes its settings from it"},
    {"npm", ".yarnrc.yml", "yarn takes its settings from it"},
    {"npm", ".pnpmfile.cjs", "pnpm runs it on installation"},
    {"npm", "**/node_modules/.hooks/**", "npm runs it on installation"},
    // Cargo: The Cargo Book, "Build Scripts", "Configuration".
    {"crate", "build.rs", "cargo runs it to build the package"},
    {"crate", "**/.cargo/config", "cargo takes its settings from it"},
    {"crate", "**/.cargo/config.toml", "cargo takes its settings from it"},
    {"crate", "rust-toolchain", "rustup chooses the compiler by it"},
    {"crate", "rust-toolchain.toml", "rustup chooses the compiler by it"},
    // RubyGems: "Gems with Extensions", Gem.load_plugins.
    {"gem", "extconf.rb", "gem runs it on installation"},
    {"gem", "mkrf_conf.rb", "gem runs it on installation"},
    {"gem", "**/ext/**/rakefile", "gem runs it on installation"},
    {"gem", "**/ext/**/configure", "gem runs it on installation"},
    {"gem", "rubygems_plugin.rb", "gem loads it with every command"},
    // Debian Policy 6 (maintainer scripts), deb-triggers(5); debian/ of a source package.
    {"deb", "/control/preinst", maintainer},
    {"deb", "/control/postinst", maintainer},
    {"deb", "/control/prerm", maintainer},
    {"deb", "/control/postrm", maintainer},
    {"deb", "/control/config", "debconf runs it before the package is installed"},
    {"deb", "/control/triggers", "dpkg runs the package's scripts by it"},
    {"", "**/debian/rules", "dpkg-buildpackage runs it"},
    {"", "**/debian/*preinst", maintainer},
    {"", "**/debian/*postinst", maintainer},
    {"", "**/debian/*prerm", maintainer},
    {"", "**/debian/*postrm", maintainer},
    {"", "**/debian/*triggers", "dpkg runs the package's scripts by it"},
    {"deb rpm", "/data/etc/cron*/**", cron},
    {"deb rpm", "/data/etc/crontab", cron},
    {"deb rpm", "/data/etc/init.d/**", "the system runs it when it starts"},
    {"deb rpm", "/data/etc/profile.d/**", "every login shell runs it"},
    {"deb rpm", "/data/etc/apt/apt.conf.d/**", "apt takes its settings from it"},
    {"deb rpm", "/data/etc/ld.so.preload", "it is loaded into every program"},
    {"deb rpm", "/data/etc/systemd/**", unit},
    {"deb rpm", "/data/lib/systemd/**", unit},
    {"deb rpm", "/data/usr/lib/systemd/**", unit},
    {"deb rpm", "/data/etc/udev/**", device},
    {"deb rpm", "/data/lib/udev/**", device},
    {"deb rpm", "/data/usr/lib/udev/**", device},
    {"deb rpm", "/data/etc/xdg/autostart/**", "every desktop session runs it"},
    {"deb rpm", "/data/usr/share/dbus-1/**/*.service", "D-Bus starts it on demand"},
    // conda-build, "Link scripts"; activate.d.
    {"conda", "*post-link.*", link_script},
    {"conda", "*pre-link.*", link_script},
    {"conda", "*pre-unlink.*", link_script},
    {"conda", "/info/link.json", commands},
    {"conda", "**/activate.d/**", activation},
    {"conda", "**/deactivate.d/**", activation},
    // NuGet: "MSBuild props and targets in a package", install scripts, Roslyn analyzers.
    {"nupkg", "/build/**", msbuild},
    {"nupkg", "/buildtransitive/**", msbuild},
    {"nupkg", "/buildmultitargeting/**", msbuild},
    {"nupkg", "/buildcrosstargeting/**", msbuild},
    {"nupkg", "/tools/**/*.ps1", "NuGet runs it in Visual Studio"},
    {"nupkg", "/tools/**/*.psm1", "NuGet runs it in Visual Studio"},
    {"nupkg", "/analyzers/**", "the compiler loads it"},
    // java.util.ServiceLoader; Spring Boot, "Locating Auto-configuration Candidates".
    {"jar", "**/meta-inf/services/**", "Java loads the classes it names"},
    {"jar", "**/meta-inf/spring.factories", "Spring loads the classes it names"},
    {"jar", "**/meta-inf/spring/*.imports", "Spring loads the classes it names"},
    // Helm, "The Helm Plugins Guide".
    {"helm", "plugin.yaml", "Helm runs what it names"},
    // Instructions and hooks of coding agents and editors.
    {"", "**/.claude/**", agent},
    {"", "claude.md", agent},
    {"", "agents.md", agent},
    {"", "gemini.md", agent},
    {"", "**/.gemini/**", agent},
    {"", "**/.codex/**", agent},
    {"", "**/.cursor/**", agent},
    {"", ".cursorrules", agent},
    {"", ".windsurfrules", agent},
    {"", ".clinerules", agent},
    {"", "**/.clinerules/**", agent},
    {"", "copilot-instructions.md", agent},
    {"", ".mcp.json", agent},
    {"", "**/.vscode/*.json", editor},
    {"", "**/.devcontainer/**", editor},
    {"", ".devcontainer.json", editor},
    {"", "**/.zed/**", editor},
    {"", ".envrc", "direnv runs it when the folder is entered"},
    // CI services and hooks of git.
    {"", "**/.github/workflows/**", ci},
    {"", "**/.github/actions/**", ci},
    {"", "action.yml", ci},
    {"", "action.yaml", ci},
    {"", ".gitlab-ci.yml", ci},
    {"", ".travis.yml", ci},
    {"", "azure-pipelines.yml", ci},
    {"", "appveyor.yml", ci},
    {"", "jenkinsfile", ci},
    {"", "**/.circleci/**", ci},
    {"", "**/.buildkite/**", ci},
    {"", "**/.git/**", git_hook},
    {"", "**/.husky/**", git_hook},
    {"", "**/.githooks/**", git_hook},
    {"", ".pre-commit-config.yaml", git_hook},
    {"", "lefthook.yml", git_hook},
});

constexpr std::string_view install_script = "npm runs it on installation";
constexpr std::string_view pack_script = "npm runs it when the package is packed or installed from git";
constexpr std::string_view npm_command = "npm makes a command of it";
constexpr std::string_view build_system = "pip runs it to build the package";
constexpr std::string_view python_command = "installers make commands of it or load it as a plugin";
constexpr std::string_view cargo_build = "cargo runs it to build the package";
constexpr std::string_view java_start = "Java starts with it";
constexpr std::string_view gem_command = "gem makes a command of it";
constexpr std::string_view rpm_script = "rpm runs it when the package is installed or removed";

constexpr std::array keys = std::to_array<KeyRow>({
    // npm: scripts, "Life Cycle Scripts"; package.json, "bin"; node-gyp.
    {"npm", "package.json", Reader::document, "scripts/preinstall", install_script},
    {"npm", "package.json", Reader::document, "scripts/install", install_script},
    {"npm", "package.json", Reader::document, "scripts/postinstall", install_script},
    {"npm", "package.json", Reader::document, "scripts/preuninstall", install_script},
    {"npm", "package.json", Reader::document, "scripts/uninstall", install_script},
    {"npm", "package.json", Reader::document, "scripts/postuninstall", install_script},
    {"npm", "package.json", Reader::document, "scripts/prepublish", install_script},
    {"npm", "package.json", Reader::document, "scripts/preprepare", pack_script},
    {"npm", "package.json", Reader::document, "scripts/prepare", pack_script},
    {"npm", "package.json", Reader::document, "scripts/postprepare", pack_script},
    {"npm", "package.json", Reader::document, "scripts/prepublishOnly", pack_script},
    {"npm", "package.json", Reader::document, "scripts/prepack", pack_script},
    {"npm", "package.json", Reader::document, "scripts/postpack", pack_script},
    {"npm", "package.json", Reader::document, "scripts/dependencies", install_script},
    {"npm", "package.json", Reader::document, "bin", npm_command},
    {"npm", "package.json", Reader::document, "directories/bin", npm_command},
    {"npm", "package.json", Reader::document, "gypfile", "npm builds the package by it"},
    {"vsix", "package.json", Reader::document, "activationEvents", "the editor starts the extension by it"},
    {"vsix", "package.json", Reader::document, "scripts/vscode:uninstall", "the editor runs it on removal"},
    {"", "composer.json", Reader::document, "scripts", "composer runs it on installation"},
    // PEP 517, PEP 518, PEP 621; setuptools, "Entry Points".
    {"pypi-sdist", "pyproject.toml", Reader::document, "build-system", build_system},
    {"pypi-sdist", "pyproject.toml", Reader::document, "project/scripts", python_command},
    {"pypi-sdist", "pyproject.toml", Reader::document, "project/gui-scripts", python_command},
    {"pypi-sdist", "pyproject.toml", Reader::document, "project/entry-points", python_command},
    {"pypi-sdist", "pyproject.toml", Reader::document, "tool/poetry/scripts", python_command},
    {"pypi-sdist", "pyproject.toml", Reader::document, "tool/poetry/plugins", python_command},
    {"pypi-sdist", "pyproject.toml", Reader::document, "tool/poetry/build", build_system},
    {"pypi-sdist", "pyproject.toml", Reader::document, "tool/setuptools/cmdclass", build_system},
    {"pypi-sdist", "pyproject.toml", Reader::document, "tool/setuptools/ext-modules", build_system},
    {"pypi-sdist", "pyproject.toml", Reader::document, "tool/hatch/build/hooks", build_system},
    {"pypi-sdist", "pyproject.toml", Reader::document, "tool/pdm/build", build_system},
    {"pypi-sdist", "setup.cfg", Reader::document, "options.entry_points", python_command},
    {"pypi-sdist", "setup.cfg", Reader::document, "options/cmdclass", build_system},
    {"pypi-sdist", "setup.cfg", Reader::document, "options/setup_requires", build_system},
    {"pypi-sdist", "setup.cfg", Reader::document, "global/commands", build_system},
    {"pypi-sdist", "setup.cfg", Reader::document, "global/setup_hooks", build_system},
    // The Cargo Book, "The Manifest Format".
    {"crate", "cargo.toml", Reader::document, "package/build", cargo_build},
    {"crate", "cargo.toml", Reader::document, "package/links", cargo_build},
    {"crate", "cargo.toml", Reader::document, "lib/proc-macro", "the compiler loads such a crate"},
    {"crate", "cargo.toml", Reader::document, "lib/proc_macro", "the compiler loads such a crate"},
    {"crate", "cargo.toml", Reader::document, "lib/plugin", "the compiler loads such a crate"},
    {"crate", "cargo.toml.orig", Reader::document, "package/build", cargo_build},
    {"crate", "cargo.toml.orig", Reader::document, "package/links", cargo_build},
    {"crate", "cargo.toml.orig", Reader::document, "lib/proc-macro", "the compiler loads such a crate"},
    // Gem::Specification.
    {"gem", "/metadata", Reader::lines, "extensions", "gem runs it on installation"},
    {"gem", "/metadata", Reader::lines, "executables", gem_command},
    {"gem", "/metadata", Reader::lines, "default_executable", gem_command},
    {"gem", "/metadata", Reader::lines, "bindir", gem_command},
    // java.lang.instrument, "Manifest Attributes"; JAR File Specification; OSGi Core 3.2.1.
    {"jar", "**/meta-inf/manifest.mf", Reader::folded, "premain-class", java_start},
    {"jar", "**/meta-inf/manifest.mf", Reader::folded, "agent-class", java_start},
    {"jar", "**/meta-inf/manifest.mf", Reader::folded, "launcher-agent-class", java_start},
    {"jar", "**/meta-inf/manifest.mf", Reader::folded, "boot-class-path", java_start},
    {"jar", "**/meta-inf/manifest.mf", Reader::folded, "main-class", java_start},
    {"jar", "**/meta-inf/manifest.mf", Reader::folded, "class-path", java_start},
    {"jar", "**/meta-inf/manifest.mf", Reader::folded, "bundle-activator", "OSGi starts the bundle by it"},
    {"jar", "**/meta-inf/manifest.mf", Reader::folded, "service-component", "OSGi starts what it names"},
    // rpm-tags(7), "Scriptlets", "Triggers".
    {"rpm", "/header", Reader::lines, "prein*", rpm_script},
    {"rpm", "/header", Reader::lines, "postin*", rpm_script},
    {"rpm", "/header", Reader::lines, "preun*", rpm_script},
    {"rpm", "/header", Reader::lines, "postun*", rpm_script},
    {"rpm", "/header", Reader::lines, "pretrans*", rpm_script},
    {"rpm", "/header", Reader::lines, "posttrans*", rpm_script},
    {"rpm", "/header", Reader::lines, "trigger*", rpm_script},
    {"rpm", "/header", Reader::lines, "filetrigger*", rpm_script},
    {"rpm", "/header", Reader::lines, "transfiletrigger*", rpm_script},
    {"rpm", "/header", Reader::lines, "verifyscript*", rpm_script},
});

}  // namespace

std::span<const FileRow> file_rows() {
    return files;
}

std::span<const KeyRow> key_rows() {
    return keys;
}

}  // namespace bumpgate::change::surface
