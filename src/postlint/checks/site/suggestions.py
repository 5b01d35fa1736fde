"""What a link or image that leads nowhere most likely means: a post or file of a similar name, in its own form."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from urllib.parse import unquote

from postlint.data.patterns import lazy_pattern
from postlint.data.wording import is_slip
from postlint.generators.generator import is_in
from postlint.generators.post_files import IMAGE_ENDINGS, POST_ENDINGS, bare_path
from postlint.generators.static_files import served
from postlint.site.addresses import has_slash, normal
from postlint.site.packed import Target
from postlint.site.resolve import resolve
from postlint.site.site import Site

#: what Pelican is told to resolve: ``{filename}rye.md``
_MARKER = lazy_pattern(r"[{|](?:filename|static|attach)[}|]")
#: an index file, which has the name of its folder
_INDEX = lazy_pattern(r"(?<=[^./])/(?:_?index|README)\.\w+$")


def nearest_address(site: Site, source: str, target: Target, wanted: str) -> str:
    """The likely target: a post of that name elsewhere, or one with a similar name beside it; it leads somewhere."""
    found = _nearest_address(site, source, target, wanted)
    return found if found and _leads_somewhere(site, source, target, found) else ""


def _leads_somewhere(site: Site, source: str, target: Target, url: str) -> bool:
    """Whether a target of the post would lead somewhere if it were written so."""
    return resolve(site, source, target._replace(url=url)).state != "missing"


def _nearest_address(site: Site, source: str, target: Target, wanted: str) -> str:
    marker = _MARKER.match(target.url) if site.generator.link_markers else None
    meant = _nearest_post(site, source, wanted)
    if marker is not None:
        return f"{marker[0]}{posixpath.relpath(meant, posixpath.dirname(source) or '.')}" if meant else ""
    return _shown(site, source, meant, wanted) if meant else ""


def _nearest_post(site: Site, source: str, wanted: str) -> str:
    """The path of the post that is likely meant; of several with one name, only that in the same place."""
    path = _INDEX.sub("", wanted).rstrip("/")
    name = posixpath.basename(path)
    owners = _in_language(site, source, re.sub(r"\.(?:html?|mdx?|markdown|qmd)$", "", name))
    if len(owners) == 1 and owners[0] != source:
        return owners[0]
    bare = re.sub(r"\.\w+$", "", name)
    nearest = site.slugs.like(bare, 0.8)
    owners = _in_language(site, source, nearest) if nearest and is_slip(bare, nearest) else ()
    if len(owners) > 1:
        around = posixpath.dirname(normal(path))
        owners = [one for one in owners if any(posixpath.dirname(own) == around for own in site.addresses[one][:1])]
    return owners[0] if len(owners) == 1 and owners[0] != source else ""


def _in_language(site: Site, source: str, slug: str) -> Sequence[str]:
    """The posts of a slug: those in the language of the post `source`, if there are any."""
    owners = site.by_slug.get(slug, ())
    return [path for path in owners if site.language_prefix(path) == site.language_prefix(source)] or owners


def _shown(site: Site, source: str, path: str, wanted: str) -> str:
    """A post in the form of the link target `wanted`: an address, or a path."""
    own = site.addresses[path]
    # where the site's code is not known, an address is that of the file, which tells nothing about other folders
    guessed = bool(own) and not site.generator.certain and own[0] == normal(f"/{bare_path(path)}")
    guessed = guessed and posixpath.dirname(own[0]) != posixpath.dirname(normal(wanted))
    slash = "/" if has_slash(site.posts[path], path, site.generator) else ""
    is_path = wanted.lower().endswith(POST_ENDINGS)
    if is_path and wanted.startswith("/") and site.generator.static.get(".") == "/":
        return f"/{path}"
    if wanted.startswith("/") and own and not guessed:
        return own[0] + slash
    if own and not is_path and site.generator.certain and not site.generator.finds_pages:
        return f"{site.base}{own[0]}{slash}"
    return posixpath.relpath(path, posixpath.dirname(source) or ".")


def nearest_file(site: Site, source: str, target: Target, wanted: str) -> str:
    """The likely file, as it is written in a link: with ``%20`` for a space, but not in the front matter."""
    found = _nearest_file(site, source, wanted)
    found = found if target.kind == "field" else found.replace(" ", "%20")
    return found if "/" not in found or _leads_somewhere(site, source, target, found) else ""


def _nearest_file(site: Site, source: str, wanted: str) -> str:
    """A file whose name differs only in case or in a letter or two; a path of Windows with slashes, if it is there.

    One that is in another folder than the wanted file is given with its path: relative, or absolute as the wanted one.
    """
    if "\\" in wanted:
        wanted = posixpath.normpath(wanted.replace("\\", "/"))
        if site.files.ends_with("/" + wanted.lstrip("./")):
            return wanted
    name = posixpath.basename(wanted).lower()
    if "%" in name and (decoded := unquote(name)) in site.files.names:
        name = decoded  # it was encoded twice
    nearest = name if name in site.files.names else site.files.similar_names.like(name, 0.85)
    # other numbers are those of other pictures: ``image2.png``
    is_like = nearest and is_slip(name, unquote(nearest)) and _digits(name) == _digits(unquote(nearest))
    found = _path_of(site, source, wanted, nearest) if is_like else _in_other_format(site, source, wanted)
    return found if found != wanted else ""  # it is in a folder that a build has written


def _in_other_format(site: Site, source: str, wanted: str) -> str:
    """The name of the only file in the wanted folder that is a picture of the wanted name in another format."""
    stem, ending = posixpath.splitext(posixpath.basename(wanted))
    if ending.lower() not in IMAGE_ENDINGS:
        return ""
    around = _around(source, wanted)
    found = [file for other in IMAGE_ENDINGS for file in site.files.called(stem + other) if _is_in(file, around)]
    return posixpath.basename(found[0]) if len(found) == 1 else ""


def _path_of(site: Site, source: str, wanted: str, name: str) -> str:
    """The path of the file with a name in lower case, in the form of the wanted one; its name if it is the only part
    that differs.
    """
    around = _around(source, wanted)
    # a folder of the built site has files of the same names
    called = site.files.called(name)
    found = sorted(called, key=lambda file: (posixpath.dirname(file) != around, not _is_in(file, around), file))
    if not found:
        return ""
    if _is_in(found[0], around):
        return posixpath.basename(found[0])
    if len(found) > 1 or posixpath.splitext(name)[0].isdigit():
        return ""  # a picture of another post
    tail = wanted.lstrip("./")
    if tail and f"/{found[0]}".lower().endswith(f"/{tail.lower()}") and not found[0].endswith(tail):
        return wanted[: -len(tail)] + found[0][-len(tail) :]  # an address in other letters
    roots = [(root, prefix) for root, prefix in site.generator.static.items() if found[0].startswith(f"{root}/")]
    if not wanted.startswith("/") and not roots:
        if site.generator.joined_by_browsers and not _is_of_bundle(source, found[0]):
            return _own_address(site, source, found[0])
        return posixpath.relpath(found[0], posixpath.dirname(source) or ".")
    root, prefix = roots[0] if roots else (".", "/")
    address = posixpath.join(prefix, found[0].removeprefix(f"{root}/"))
    # Hexo and Jekyll serve nothing from a folder such as `_posts`
    return "" if "/_" in address and is_in(found[0], site.generator.roots) else address


def _digits(name: str) -> str:
    return "".join(filter(str.isdigit, name))


def _is_of_bundle(source: str, file: str) -> bool:
    """Whether a file is beside the index of a folder, which is a page, or in a folder there."""
    folder = posixpath.dirname(source)
    return bool(folder) and bare_path(source) == folder and file.startswith(f"{folder}/")


def _own_address(site: Site, source: str, file: str) -> str:
    """The address at which a file among posts is served: a path from the folder of the post is none for browsers."""
    roots = [*site.generator.roots, *(one for one in site.generator.static if one == ".")]
    below = (file if root == "." else file.removeprefix(f"{root}/") for root in roots if is_in(file, (root,)))
    found = (f"/{one}" for one in below if "/_" not in f"/{one}")
    leading = (one for one in found if file in served(site.generator, one) or site.generator.rooted_in_content)
    return next((site.base + one for one in leading), "")


def _around(source: str, wanted: str) -> str:
    """The folder of a file that a post wants."""
    here = posixpath.dirname(wanted if wanted.startswith("/") else posixpath.join(posixpath.dirname(source), wanted))
    return posixpath.normpath(here).lstrip("/")


def _is_in(file: str, folder: str) -> bool:
    """Whether a file is in a folder, of which the beginning may be missing: ``img`` for ``static/img``."""
    return f"/{posixpath.dirname(file)}".endswith(f"/{folder}".rstrip("/"))
