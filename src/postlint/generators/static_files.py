"""Finds the files that a path in a post may mean: beside the post, or in the generator's folders of static files.

Used for files, images and links alike. It takes and returns paths, and opens nothing.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator

from postlint.generators.generator import Generator
from postlint.generators.post_files import POST_ENDINGS, language_of_name

#: a function that lists the names of the folders in a folder of the site
InnerFolders = Callable[[str], Iterable[str]]


def _none(folder: str) -> Iterable[str]:
    return ()


def static_files(
    generator: Generator, source: str, path: str, *, base: str | None = None, inner_folders: InnerFolders = _none
) -> Iterator[str]:
    """The files that `path` in the post `source` may mean, most likely first, all relative to the site.

    `base` is the address that a browser joins relative paths to, None when it is unknown. `inner_folders` is needed by
    generators that search the folders of other languages.
    """
    if path.startswith(("@site/", "@/")):
        rest = path.partition("/")[2]
        yield from (rest, *(f"{root}/{rest}" for root in generator.roots))
    elif path.startswith("/"):
        yield from served(generator, path)
        if generator.rooted_in_post:
            yield posixpath.join(posixpath.dirname(source), path.lstrip("/"))
        # the generator resolves paths of content, too
        if path.lower().endswith(POST_ENDINGS) or generator.rooted_in_content:
            rest = path.lstrip("/")
            yield from (rest, *(f"{root}/{rest}" for root in generator.roots))
    else:
        folder = posixpath.dirname(source)
        yield (own := posixpath.join(folder, path))
        if generator.layered:
            yield from _other_layers(generator, posixpath.normpath(own))
        if generator.language_folders and not path.lower().endswith(POST_ENDINGS):
            yield from _other_languages(folder, path, inner_folders)
            if code := language_of_name(source):  # ``loaf.de.png`` is ``loaf.png`` of index.de.md
                stem, ending = posixpath.splitext(path)
                yield posixpath.join(folder, f"{stem}.{code}{ending}")
        if not posixpath.normpath(path).startswith("."):  # a folder of assets beside each post, with its name
            yield posixpath.join(posixpath.splitext(source)[0], path)
        if path.lower().endswith(POST_ENDINGS):
            # other roots have other sets of pages, as versions do
            around = [root for root in generator.roots if source.startswith(f"{root}/")]
            yield from (f"{root}/{path}" for root in around or generator.roots)
        if base is not None and not path.lower().endswith(POST_ENDINGS):  # browsers find pages, not their sources
            address = posixpath.normpath(posixpath.join("/", base, path))
            yield from served(generator, address)
            if generator.rooted_in_content:  # it is built with its files
                yield from (f"{root}{address.removeprefix(_prefix(generator, root))}" for root in generator.roots)
        if generator.relative_to_root:
            yield from served(generator, posixpath.normpath(posixpath.join("/", path)))


def served(generator: Generator, address: str) -> Iterator[str]:
    """The static files that may be served at an address (``/img/a.png``)."""
    for root, prefix in generator.static.items():
        if address.startswith(prefix):
            yield posixpath.join("" if root == "." else root, address[len(prefix) :].lstrip("/"))


def _other_layers(generator: Generator, path: str) -> Iterator[str]:
    """The files in other static folders that have the same address as a file in one of them."""
    for root, prefix in generator.static.items():
        if path.startswith(f"{root}/"):
            yield from (one for one in served(generator, prefix + path[len(root) + 1 :]) if one != path)


def _prefix(generator: Generator, root: str) -> str:
    """What addresses have before the paths of a root: its language."""
    code = generator.languages.get(root, "")
    return f"/{code}" if code else ""


def has_alias(generator: Generator, path: str) -> bool:
    """Whether a path begins with a name that the generator gives to a folder: ``@site/static/a.png``."""
    return path.partition("/")[0] in generator.aliases


def _other_languages(folder: str, path: str, inner_folders: InnerFolders) -> Iterator[str]:
    """The same path in the folders of other languages: a bundle may take files from those."""
    root, _, rest = folder.partition("/")
    language, _, rest = rest.partition("/")
    if re.fullmatch(r"[a-z]{2}(?:-[a-z]{2,4})?", language, re.IGNORECASE):
        others = (other for other in inner_folders(root) if other != language)
        yield from (posixpath.join(root, other, rest, path) for other in others)
