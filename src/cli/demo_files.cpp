#include "cli/demo_files.hpp"

#include <cstdint>
#include <system_error>

#include "base/files.hpp"
#include "base/text.hpp"

namespace bumpgate::cli {

namespace {

constexpr std::size_t block_size = 512;

// "%0*o" and a NUL: digits leave one byte of the field free.
void put_octal(std::string& header, std::size_t at, std::size_t width, std::uint64_t value) {
    for (std::size_t digit = width - 1; digit-- > 0; value /= 8) {
        header[at + digit] = static_cast<char>('0' + value % 8);
    }
}

void put_text(std::string& header, std::size_t at, std::string_view text) {
    header.replace(at, text.size(), text);
}

// Offsets and widths: pax(1), "ustar Interchange Format".
std::string tar_header(std::string_view path, std::uint64_t size) {
    std::string header(block_size, '\0');
    put_text(header, 0, path);
    put_octal(header, 100, 8, 0644);
    put_octal(header, 108, 8, 0);  // uid
    put_octal(header, 116, 8, 0);  // gid
    put_octal(header, 124, 12, size);
    put_octal(header, 136, 12, 0);      // mtime
    put_text(header, 148, "        ");  // the checksum counts its own field as spaces
    header[156] = '0';                  // a regular file
    put_text(header, 257, std::string_view("ustar\00000", 8));
    std::uint64_t sum = 0;
    for (const char c : header) sum += static_cast<unsigned char>(c);
    put_octal(header, 148, 7, sum);  // six digits, NUL, space
    header[154] = '\0';
    return header;
}

std::string metadata(const std::string& version) {
    return "Metadata-Version: 2.1\nName: acme-widgets\nVersion: " + version +
           "\nSummary: Widgets for every occasion\nRequires-Dist: requests>=2.28\n";
}

std::string sources() {
    return "README.md\nsetup.cfg\nsetup.py\nacme_widgets/__init__.py\nacme_widgets/widget.py\n"
           "acme_widgets.egg-info/PKG-INFO\nacme_widgets.egg-info/SOURCES.txt\n"
           "acme_widgets.egg-info/requires.txt\n";
}

Result<std::filesystem::path> write_release(const std::filesystem::path& folder, const std::string& version,
                                            const std::vector<SampleFile>& files) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        return fail(ErrorCode::io,
                    "cannot make folder " + in_quotes(folder.native()) + ": " + error.message());
    }
    const std::string root = "acme-widgets-" + version;
    auto path = folder / (root + ".tar");
    CHECK_OK(write_file_atomically(path, TRY(tar(root, files))));
    return path;
}

}  // namespace

std::vector<SampleFile> sample_release(std::string_view version_text) {
    const std::string version(version_text);
    return {
        {"PKG-INFO", metadata(version)},
        {"README.md", "# acme-widgets\n\nWidgets for every occasion.\n"},
        {"acme_widgets/__init__.py", "__version__ = \"" + version + "\"\n"},
        {"acme_widgets/widget.py", "def paint(colour):\n    return \"a widget in \" + colour\n"},
        {"acme_widgets.egg-info/PKG-INFO", metadata(version)},
        {"acme_widgets.egg-info/SOURCES.txt", sources()},
        {"acme_widgets.egg-info/requires.txt", "requests>=2.28\n"},
        {"setup.cfg", "[egg_info]\ntag_build = \ntag_date = 0\n"},
        {"setup.py",
         "from setuptools import setup\n\nsetup(\n    name=\"acme-widgets\",\n    version=\"" + version +
             "\",\n    packages=[\"acme_widgets\"],\n    install_requires=[\"requests>=2.28\"],\n)\n"},
    };
}

std::vector<SampleFile> tampered_release(std::string_view version) {
    auto files = sample_release(version);
    for (auto& [path, content] : files) {
        if (path == "acme_widgets/widget.py") content += "\nprint(\"this line was not there before\")\n";
        if (path == "acme_widgets.egg-info/requires.txt") content += "colour-helpers>=1.0\n";
    }
    return files;
}

Result<std::string> tar(std::string_view root, const std::vector<SampleFile>& files) {
    std::string archive;
    for (const auto& file : files) {
        const std::string path = std::string(root) + "/" + file.path;
        if (path.size() >= 100) return fail(ErrorCode::internal, "path too long for a sample: " + path);
        archive += tar_header(path, file.content.size()) + file.content;
        archive.resize((archive.size() + block_size - 1) / block_size * block_size, '\0');
    }
    archive.append(2 * block_size, '\0');  // the end-of-archive mark
    return archive;
}

Result<DemoPaths> write_demo(const std::filesystem::path& folder) {
    DemoPaths paths;
    paths.old_release = TRY(write_release(folder / "old", "1.4.2", sample_release("1.4.2")));
    paths.honest = TRY(write_release(folder / "honest", "1.4.3", sample_release("1.4.3")));
    paths.tampered = TRY(write_release(folder / "tampered", "1.4.3", tampered_release("1.4.3")));
    return paths;
}

}  // namespace bumpgate::cli
