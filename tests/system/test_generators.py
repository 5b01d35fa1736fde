"""The made-up sites, built by the real generators: postlint's addresses and broken links are those of the HTML.

A generator that is not installed is skipped. `build` in the file of a site is the command.
"""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from postlint.config.load_config import load_config
from postlint.engine.discover import discover_paths
from postlint.engine.lint import lint_bytes
from postlint.engine.lint_site import build_site
from postlint.engine.sites import find_scope
from postlint.site.addresses import normal
from postlint.site.site import Site
from support.sites import SITES, read_site, write_site

BUILT = [file for file in SITES if "build" in read_site(file)]
#: a page, and what it links to in vain: the last part of the address, with the fragment
Broken = dict[str, set[str]]


#: the first version of a generator that reads the made-up sites as they are written: `:contentbasename`
LEAST = {"hugo": (0, 144)}


def version(command: str) -> tuple[int, ...]:
    """The first two numbers of what a generator says of its version; high numbers when it says none."""
    if Path(command).stem not in LEAST:
        return (999, 0)
    version = subprocess.run([command, "version"], capture_output=True, text=True, check=False).stdout
    match = re.search(r"(\d+)\.(\d+)", version)
    return tuple(map(int, match.groups())) if match else (999, 0)


@pytest.mark.parametrize("file", BUILT, ids=[file.stem for file in BUILT])
def test_links_are_those_of_the_built_site(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = read_site(file)
    command = shutil.which(site["build"][0])
    if command is None:
        pytest.skip(f"{site['build'][0]} is not installed")
    if (found := version(command)) < LEAST.get(Path(command).stem, found):
        pytest.skip(f"{command} is too old: {'.'.join(map(str, found))}")
    write_site(site, tmp_path)
    packages = Path(command).parents[1]
    if packages.name == "node_modules":
        (tmp_path / packages.name).symlink_to(packages, target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    known = seen_by_postlint()
    done = subprocess.run(site["build"], cwd=tmp_path, capture_output=True, text=True, env=environment())
    assert done.returncode == 0, done.stdout + done.stderr
    pages = {
        normal("/" + path.relative_to(tmp_path / site["output"]).as_posix()): path
        for path in html_files(tmp_path, site)
    }
    published = {own[0] for path, own in known.addresses.items() if own and not known.posts[path].draft}
    assert published <= pages.keys(), "every post is where postlint says"
    crawled = crawl(pages, tmp_path / site["output"], site, known)
    assert {page: targets for page, targets in crawled.items() if page in published} == broken_links(known)


def environment() -> dict[str, str]:
    # Docusaurus would take pages of an earlier site from a cache beside its packages
    quiet = {"DOCUSAURUS_NO_PERSISTENT_CACHE": "true", "ASTRO_TELEMETRY_DISABLED": "1"}
    return {**os.environ, **quiet, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def html_files(folder: Path, site: dict[str, Any]) -> list[Path]:
    return sorted((folder / site["output"]).rglob("*.html"))


def seen_by_postlint() -> Site:
    config = load_config(cwd=Path.cwd())
    scope = find_scope(config, discover_paths(["."]).files, ["."])
    assert scope is not None
    (place,) = scope.places
    known = [
        lint_bytes(config.settings_for(path), path, Path(path).read_bytes(), with_facts=True).facts
        for path in place.posts
    ]
    return build_site(config, place, [facts for facts in known if facts is not None])


def crawl(pages: dict[str, Path], output: Path, site: dict[str, Any], known: Site) -> Broken:
    """What the links and images of each page lead to in vain."""
    texts = {page: path.read_text(encoding="utf-8") for page, path in pages.items()}
    ids = {page: set(attributes(text, "id", "name")) for page, text in texts.items()}
    broken: Broken = {}
    top = site.get("site_url", "https://none.example/").rstrip("/")
    below = urlsplit(top).path
    for page, text in texts.items():
        # a page that is index.html is a folder
        base = f"{top}/{pages[page].relative_to(output).as_posix()}"
        for url in attributes(text, "href", "src"):
            target = urlsplit(urljoin(base, url))
            if target.scheme not in ("http", "https") or target.netloc != urlsplit(base).netloc:
                continue
            if not f"{target.path}/".startswith(f"{below}/"):
                continue
            path = target.path.removeprefix(below)
            address, fragment = normal(path), unquote(target.fragment)
            if known.redirects.covers(address):
                continue
            there = address in pages or (output / unquote(path).lstrip("/")).is_file()
            if not there or (fragment and address in ids and fragment not in ids[address]):
                broken.setdefault(page, set()).add(named(address, fragment))
    return broken


def attributes(text: str, *names: str) -> list[str]:
    """The values of attributes in HTML, which may stand without quotes."""
    found = re.findall(rf'\s(?:{"|".join(names)})=(?:"([^"]+)"|([^\s"\'>]+))', text)
    return [html.unescape(quoted or bare) for quoted, bare in found]


def named(address: str, fragment: str) -> str:
    """The last part of an address, without the marks that Pelican leaves in a link to nothing, and the fragment."""
    return re.sub(r"^\{\w+\}|\.md$", "", address.rpartition("/")[2]) + "#" + fragment


def broken_links(site: Site) -> Broken:
    """The broken links that postlint finds."""
    broken: Broken = {}
    for path, _, found in site.links:
        if not site.addresses[path]:
            continue
        own = site.addresses[path][0]
        there = found.state != "missing"
        if found.state == "post":
            facts = site.posts[found.path]
            there = not facts.draft and (not found.fragment or found.fragment in {a.text for a in facts.anchors})
            address = site.addresses[found.path][0]
        else:
            address = normal(found.address)
        if not there and not site.posts[path].draft:
            broken.setdefault(own, set()).add(named(address, found.fragment))
    return broken
