#include "change/names.hpp"

#include <string>
#include <vector>

#include "catch.hpp"

// Who is own, who a sibling, and who a stranger, in the names of every ecosystem.
namespace bumpgate::change {
namespace {

using Texts = std::vector<std::string>;

release::Release package(std::string ecosystem, std::string name, Texts dependencies,
                         std::string family = {}) {
    release::Release release;
    release.ecosystem = std::move(ecosystem);
    release.name = std::move(name);
    for (auto* identity : {&release.old_identity, &release.new_identity}) {
        identity->name = release.name;
        identity->dependencies = dependencies;
        identity->family = family;
    }
    return release;
}

void check_kinship(const release::Release& release, Kinship kinship, const Texts& names) {
    const Names known(release, {});
    for (const auto& name : names) {
        INFO(release.ecosystem << " " << release.name << ": " << name);
        CHECK(known.kinship(name) == kinship);
    }
}

}  // namespace

TEST_CASE("siblings of a Maven artifact have its group") {
    const Texts dependencies{"org.apache.logging.log4j:log4j-api",
                             "org.apache.logging.log4j:log4j",
                             "org.apache.logging.log4j.extra:log4j-x",
                             "org.slf4j:slf4j-api",
                             "org.other:log4j-core",
                             "org.apache.logging.log4j:log4j-core",
                             "org.apache.logging.log4j.bundle"};
    const auto release =
        package("jar", "org.apache.logging.log4j:log4j-iostreams", dependencies, "org.apache.logging.log4j");
    check_kinship(release, Kinship::own, {"org.apache.logging.log4j:log4j-iostreams", "log4j-iostreams"});
    check_kinship(
        release, Kinship::sibling,
        {"org.apache.logging.log4j:log4j-api", "log4j-api", "log4j", "org.apache.logging.log4j.bundle"});
    // Not stated; another group; a group below; an artifact of which two groups have one.
    check_kinship(
        release, Kinship::other,
        {"org.apache.logging.log4j:log4j-jul", "log4j-jul", "org.slf4j:slf4j-api", "slf4j-api",
         "org.apache.logging.log4j.extra:log4j-x", "log4j-x", "log4j-core", "org.other:log4j-core"});
    check_kinship(package("jar", "asm-tree", {"asm-x"}), Kinship::sibling, {"asm-x"});
}

TEST_CASE("a bundle's symbolic name is own if it ends in the artifact's name") {
    auto release = package("jar", "asm-tree", {});
    release.old_identity.aliases = {"org.objectweb.asm.tree", "org.other", "asm.old-asm-tree"};
    release.new_identity.aliases = {"org.objectweb.asm.tree", "org.other", "asm.new-asm-tree"};
    check_kinship(release, Kinship::own, {"org.objectweb.asm.tree"});
    check_kinship(release, Kinship::other, {"org.other", "asm.new-asm-tree", "org.objectweb.asm"});
}

TEST_CASE("an extension goes by its name without the publisher in its own files") {
    auto release = package("vsix", "acme.widgets", {}, "acme");
    release.old_identity.aliases = release.new_identity.aliases = {"widgets", "gadgets"};
    check_kinship(release, Kinship::own, {"acme.widgets", "widgets"});
    check_kinship(release, Kinship::other, {"gadgets", "other.widgets"});
}

TEST_CASE("a Java package is a sibling where the bundle exports it in both releases") {
    auto release = package("jar", "g:art", {}, "g");
    release.old_identity.exports = {"a.b", "a.c"};
    release.new_identity.exports = {"a.b", "a.d"};
    check_kinship(release, Kinship::sibling, {"a.b"});
    check_kinship(release, Kinship::other, {"a.c", "a.d", "a", "b"});
    Vocabulary listed;
    listed.siblings = Vocabulary::Siblings::listed;
    CHECK(Names(release, listed).kinship("a.b") == Kinship::sibling);
    CHECK(Names(release, listed).is_exported("a.b"));
    CHECK_FALSE(Names(release, listed).is_exported("a.c"));
}

TEST_CASE("siblings of a Go module are of its project") {
    const auto otel = package("go-module", "go.opentelemetry.io/otel/metric",
                              {"go.opentelemetry.io/otel", "go.opentelemetry.io/otel/trace",
                               "github.com/go-logr/logr", "go.opentelemetry.io/contrib/x"},
                              "go.opentelemetry.io/otel");
    check_kinship(otel, Kinship::own, {"go.opentelemetry.io/otel/metric"});
    check_kinship(otel, Kinship::sibling, {"go.opentelemetry.io/otel", "go.opentelemetry.io/otel/trace"});
    check_kinship(
        otel, Kinship::other,
        {"github.com/go-logr/logr", "go.opentelemetry.io/contrib/x", "go.opentelemetry.io/otel/sdk"});
    // A host and a first component are no project unless they are a module themselves.
    check_kinship(package("go-module", "golang.org/x/term", {"golang.org/x/sys"}, "golang.org/x"),
                  Kinship::other, {"golang.org/x/sys"});
    check_kinship(package("go-module", "go.uber.org/multierr", {"go.uber.org/atomic"}), Kinship::other,
                  {"go.uber.org/atomic"});
    const auto aws = package("go-module", "github.com/aws/aws-sdk-go-v2/service/sqs",
                             {"github.com/aws/aws-sdk-go-v2", "github.com/aws/aws-sdk-go-v2/internal/ini",
                              "github.com/aws/smithy-go"},
                             "github.com/aws/aws-sdk-go-v2");
    check_kinship(aws, Kinship::sibling,
                  {"github.com/aws/aws-sdk-go-v2", "github.com/aws/aws-sdk-go-v2/internal/ini"});
    check_kinship(aws, Kinship::other, {"github.com/aws/smithy-go"});
    check_kinship(
        package("go-module", "github.com/o/r", {"github.com/o/r/sub", "github.com/o/r2"}, "github.com/o/r"),
        Kinship::sibling, {"github.com/o/r/sub"});
    check_kinship(package("go-module", "github.com/o/r", {"github.com/o/r2"}, "github.com/o/r"),
                  Kinship::other, {"github.com/o/r2"});
}

TEST_CASE("siblings of a Debian or RPM package come from its source") {
    for (const auto* ecosystem : {"deb", "rpm"}) {
        const auto release = package(
            ecosystem, "perlmagick",
            {"imagemagick-6-common", "libimagemagick-x", "imagemagick", "libc6", "perl-x"}, "imagemagick");
        check_kinship(release, Kinship::sibling, {"imagemagick-6-common", "libimagemagick-x", "imagemagick"});
        check_kinship(release, Kinship::other, {"libc6", "perl-x", "imagemagick-doc"});
    }
    check_kinship(package("deb", "grub-efi", {"grub-common"}, "grub2"), Kinship::sibling, {"grub-common"});
    const auto python = package("deb", "python3-acme", {"python3-other", "python3"}, "python3-acme");
    check_kinship(python, Kinship::other, {"python3-other", "python3"});
    check_kinship(package("deb", "x", {"python-y"}, "python"), Kinship::other, {"python-y"});
}

TEST_CASE("what only one release says of its family makes nobody a sibling") {
    auto release = package("deb", "x", {"openssl-tools"}, "x");
    release.new_identity.family = "openssl";
    check_kinship(release, Kinship::other, {"openssl-tools"});
}

TEST_CASE("crates, gems, NuGet and the rest go by prefix") {
    const auto bevy = package("crate", "bevy_tasks", {"bevy_platform_support", "bevy-utils", "futures-lite"});
    check_kinship(bevy, Kinship::sibling, {"bevy_platform_support", "bevy-platform-support", "bevy_utils"});
    check_kinship(bevy, Kinship::other, {"futures-lite", "bevy_ecs"});
    check_kinship(package("crate", "serde_derive", {"serde", "syn"}), Kinship::sibling, {"serde"});
    check_kinship(package("crate", "rust-x", {"rust-y", "rust"}), Kinship::other, {"rust-y", "rust"});
    check_kinship(package("nupkg", "Acme.Widgets.Core", {"Acme.Widgets.Json", "System.Text.Json"}),
                  Kinship::sibling, {"acme.widgets.json"});
    check_kinship(package("nupkg", "System.Acme", {"System.Text"}), Kinship::other, {"System.Text"});
    check_kinship(package("vsix", "acme.widgets", {"acme.themes", "other.x"}, "acme"), Kinship::sibling,
                  {"acme.themes"});
    check_kinship(package("vsix", "acme.widgets", {"acmex.themes", "other.x"}, "acme"), Kinship::other,
                  {"acmex.themes", "other.x"});
    check_kinship(package("pypi-sdist", "aws-cdk.aws-sqs", {}), Kinship::other, {"aws-sqs"});
}

TEST_CASE("a dependency of one release only is no sibling") {
    auto release = package("crate", "acme-a", {"acme-b"});
    release.new_identity.dependencies = {"acme-b", "acme-c"};
    release.old_identity.dependencies = {"acme-b", "acme-d"};
    check_kinship(release, Kinship::sibling, {"acme-b"});
    check_kinship(release, Kinship::other, {"acme-c", "acme-d"});
}

}  // namespace bumpgate::change
