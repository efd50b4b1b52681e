"""Fetches one release through its ecosystem's own client into a cache folder, and prints the path.

The clients know where releases are; nothing here does. What is fetched stays, so a second run needs no network.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass

PATIENCE = 540  # seconds for one release: a client's first run fetches its own parts too


class FetchError(Exception):
    """A release that could not be had; the text is for people."""


class NoClient(FetchError):
    """The ecosystem's client is not on this machine."""


@dataclass(frozen=True)
class Client:
    """What fetches an ecosystem's releases: a program, and a function from name, version and an empty folder to the file."""

    program: str
    fetch: Callable[[str, str, pathlib.Path], pathlib.Path]


def default_cache():
    return pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "bumpgate/real"


def run(command, folder):
    """What a client wrote to stdout. It works in `folder`, so that no project around it has a say."""
    environment = os.environ | {"LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired as error:
        raise FetchError(f"{command[0]} did not answer within {PATIENCE} seconds") from error
    out, err = (stream.decode(errors="replace") for stream in (done.stdout, done.stderr))
    if done.returncode:
        said = [line for line in (err + "\n" + out).splitlines() if line.strip()]
        raise FetchError(f"{' '.join(command[:3])} … exited {done.returncode}: {' | '.join(said[-3:])}")
    return out


def only_file(folder, pattern="*"):
    found = sorted(path for path in folder.glob(pattern) if path.is_file())
    if len(found) != 1:
        raise FetchError(f"one file {pattern} was to be fetched, there are {len(found)}: {[path.name for path in found]}")
    return found[0]


def fetch_sdist(name, version, folder):
    """`pip download` would run the sdist's build to learn its dependencies; unearth only finds and downloads."""
    files = folder / "files"
    files.mkdir()
    run(["unearth", "--no-binary", "--download", str(files), f"{name}=={version}"], folder)
    return only_file(files)


def fetch_wheel(name, version, folder):
    pip = ["pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:"]
    run([*pip, "--dest", str(folder), f"{name}=={version}"], folder)
    return only_file(folder, "*.whl")


def fetch_npm(name, version, folder):
    run(["npm", "pack", "--silent", f"{name}@{version}"], folder)
    return only_file(folder, "*.tgz")


def fetch_crate(name, version, folder):
    """Cargo has no command for one file: a project that depends on it, without the features that would bring more."""
    manifest = '[package]\nname = "throw-away"\nversion = "0.0.0"\nedition = "2021"\n\n[dependencies]\n'
    manifest += f'{name} = {{ version = "={version}", default-features = false }}\n'
    (folder / "Cargo.toml").write_text(manifest)
    (folder / "src").mkdir()
    (folder / "src/lib.rs").write_text("")
    run(["cargo", "fetch", "--quiet"], folder)
    home = pathlib.Path(os.environ.get("CARGO_HOME") or pathlib.Path.home() / ".cargo")
    return only_file(home / "registry/cache", f"*/{name}-{version}.crate")


def fetch_jar(name, version, folder):
    """`name` is GROUP:ARTIFACT."""
    group, _, artifact = name.partition(":")
    if not group or not artifact:
        raise FetchError(f"{name} is not GROUP:ARTIFACT")
    local = pathlib.Path.home() / ".m2/repository"
    wanted = [f"-Dmaven.repo.local={local}", "-Dtransitive=false", f"-Dartifact={name}:{version}"]
    run(["mvn", "--batch-mode", "--quiet", "dependency:get", *wanted], folder)
    return only_file(local / group.replace(".", "/") / artifact / version, f"{artifact}-{version}.jar")


def fetch_go_module(name, version, folder):
    return pathlib.Path(json.loads(run(["go", "mod", "download", "-json", f"{name}@{version}"], folder))["Zip"])


def fetch_deb(name, version, folder):
    files = folder / "files"
    files.mkdir()
    run(["apt-get", "--quiet", "download", f"{name}={version}"], files)
    return only_file(files, "*.deb")


CLIENTS = {
    "pypi-sdist": Client("unearth", fetch_sdist),
    "pypi-wheel": Client("pip", fetch_wheel),
    "npm": Client("npm", fetch_npm),
    "crate": Client("cargo", fetch_crate),
    "jar": Client("mvn", fetch_jar),
    "go-module": Client("go", fetch_go_module),
    "deb": Client("apt-get", fetch_deb),
}


def folder_of(ecosystem, name, version, cache):
    """One folder a release, so that a client may name the file as it likes."""
    return cache / ecosystem / urllib.parse.quote(name, safe="@+~") / urllib.parse.quote(version, safe="@+~")


def cached(ecosystem, name, version, cache):
    """The release's file if it was fetched before, else None."""
    found = sorted(folder_of(ecosystem, name, version, cache).glob("*"))
    return found[0] if found else None


def fetch(ecosystem, name, version, cache):
    """The path of a release's file. Raises FetchError, or NoClient if nothing here could fetch it."""
    if ecosystem not in CLIENTS:
        raise FetchError(f"no client for {ecosystem}; there is one for {', '.join(CLIENTS)}")
    there = cached(ecosystem, name, version, cache)
    if there:
        return there
    client = CLIENTS[ecosystem]
    if not shutil.which(client.program):
        raise NoClient(f"{client.program}, which fetches releases of {ecosystem}, is not on this machine")
    home = folder_of(ecosystem, name, version, cache)
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".fetch-", dir=cache) as temporary:
        work, ready = pathlib.Path(temporary, "work"), pathlib.Path(temporary, "ready")
        work.mkdir()
        ready.mkdir()
        shutil.copy(client.fetch(name, version, work), ready)
        try:
            ready.rename(home)  # whole or not at all
        except OSError:
            if not home.is_dir():  # else another run was faster
                raise
    return cached(ecosystem, name, version, cache)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("ecosystem", choices=CLIENTS)
    parser.add_argument("name", help="as the ecosystem writes it: GROUP:ARTIFACT for a jar, the module's path for Go")
    parser.add_argument("version")
    parser.add_argument("--cache", type=pathlib.Path, default=default_cache(), metavar="FOLDER", help="default: %(default)s")
    asked = parser.parse_args()
    try:
        print(fetch(asked.ecosystem, asked.name, asked.version, asked.cache.absolute()))
    except FetchError as error:
        sys.exit(f"fetch: error: {asked.ecosystem} {asked.name} {asked.version}: {error}")


if __name__ == "__main__":
    main()
