"""Determines the posts of a run, and the configuration of each."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from postlint.config.config import Config
from postlint.config.find import NAMES, find_config
from postlint.config.nearest import Configs
from postlint.data.globs import compile_globs
from postlint.data.inside import from_folder
from postlint.data.walking import walk_folders
from postlint.engine.discover import (
    Discovery,
    GitIgnore,
    NoSuchPathError,
    NothingToLintError,
    discover_content,
    discover_paths,
    excluded_by,
    is_post,
    leave_out,
)
from postlint.engine.sites import absolute
from postlint.generators.detect import find_site

if TYPE_CHECKING:
    from postlint.engine.changed_site import Cause
    from postlint.engine.content import Content


@dataclass
class Part:
    """The posts of one configuration."""

    config: Config
    found: Discovery
    #: the content of standard input, by the name that it is given
    given: dict[str, bytes] = field(default_factory=dict)
    #: all posts of the site, where the run has only some of them
    site: list[str] | None = None
    #: the findings about the site that a change caused
    caused: Counter[Cause] | None = None


def find_parts(
    configs: Configs, paths: Sequence[str], exclude: Sequence[str] = (), *, strict: bool = False
) -> list[Part]:
    """The posts that a user named, or those that the configurations describe, by configuration.

    `exclude` has more globs of files to leave out, relative to the working directory. With `strict`, named files are
    left out as well when `content` of their configuration does not describe them; a note lists these. Raises
    NothingToLintError when there is no post.
    """
    if paths:
        try:
            found = discover_paths(paths, configs.main.why_no_post)
        except NoSuchPathError as error:
            raise NothingToLintError(f"{error}{_where_posts_are(configs)}") from None
        parts = _split(configs, found)
    else:
        parts = [Part(config, found) for config, found in _described(configs)]
    for part in parts:
        leave_out(part.found, excluded_by(exclude, configs.cwd))
        if strict:
            _leave_out_named(part)
    left = [part for part in parts if part.found.files or part.found.unreadable or part.found.notes]
    if not strict and not any(part.found.files or part.found.unreadable or part.found.skipped for part in left):
        raise NothingToLintError("Nothing is left to lint: 'exclude' takes all posts.")
    return left


def _split(configs: Configs, found: Discovery) -> list[Part]:
    """The found posts by their configuration, without those that a nearer configuration excludes."""
    parts = []
    for config, files in configs.groups(found.files):
        own = replace(found, files=files, unreadable={}, notes=[])
        if config is not configs.main:
            leave_out(own, config.why_no_post)
        parts.append(Part(config, own))
    if not parts:
        parts.append(Part(configs.main, replace(found, files=[], unreadable={}, notes=[])))
    parts[0].found.unreadable = found.unreadable
    parts[0].found.notes = found.notes
    return parts


def _leave_out_named(part: Part) -> None:
    """Leave out named files that the configuration would not have found."""
    config, found = part.config, part.found
    wanted = compile_globs(config.content) if config.content else None
    ignored = GitIgnore.around(config.root)
    left: list[str] = []
    skipped: list[str] = []
    for path in found.files:
        inside = from_folder(path, config.root)
        out = wanted is not None and not wanted.match_file(inside)
        (skipped if out or not is_post(path) or ignored.ignores(absolute(path), False) else left).append(path)
    found.files = left
    if skipped:
        shown = ", ".join(skipped[:3]) + (f" and {len(skipped) - 3} more" if len(skipped) > 3 else "")
        found.notes.append(f"Skipped, for 'content' or .gitignore leaves them out: {shown}.")


def idle_overrides(part: Part) -> list[str]:
    """A sentence for each override that applies to none of the posts that `content` describes."""
    config, found = part.config, part.found
    if not found.content or not config.content:
        return []
    overrides = [layer for layer in config.layers if layer.files is not None]
    names = [from_folder(path, config.root) for path in found.files] if overrides else []
    return [
        f"{layer.places['files']}: no post matches 'files' of this override."
        for layer in overrides
        if not any(map(layer.matches, names))
    ]


def _where_posts_are(configs: Configs) -> str:
    """A second sentence for the message about a path that does not exist: where posts are; "" if that is unknown."""
    try:
        described = [found for _, found in _described(configs)]
    except NoContentError:
        part = rendered_posts(configs.main)
        described = [part.found] if part is not None else []
    except NothingToLintError:
        return ""
    where = _folders([path for found in described for path in found.files])
    return f" Posts are in {where}." if where not in ("", _HERE) else ""


# -- without paths --------------------------------------------------------------------------------------


def _described(configs: Configs) -> Iterator[tuple[Config, Discovery]]:
    """The posts that `content` of the configuration describes; without one, of the configurations in folders below."""
    main = configs.main
    if main.content:
        yield main, discover_content(main.content, main.root, main.why_no_post)
        return
    nested = [] if configs.fixed else [configs.at(file) for file in nested_configs(configs.cwd)]
    described = [config for config in nested if config.content]
    for config in described:
        yield config, discover_content(config.content, config.root, config.why_no_post)
    if not described:
        raise NoContentError


class NoContentError(Exception):
    """No posts are specified: there is no path, and no configuration with `content`."""


def nested_configs(root: Path) -> list[Path]:
    """The configuration files in the folders below, without those that are hidden or ignored."""
    ignored = GitIgnore.around(root)
    found = []
    for folder, folders, files in walk_folders(root):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name != "node_modules"
            and not ignored.ignores(f"{folder}{os.sep}{name}", True)
        )
        if Path(folder) != root and not {*NAMES, "pyproject.toml"}.isdisjoint(files):
            nearest = find_config(Path(folder))
            found += [nearest] if nearest is not None and nearest.parent == Path(folder) else []
    return found


def rendered_content(around: Path) -> tuple[Path, Content]:
    """What describes the posts that the generator of the site around a folder renders, with the folder of its globs."""
    from postlint.engine.content_globs import find_content

    folder = find_site(around / "post.md").folder or around
    return folder, find_content(folder)


def rendered_posts(config: Config, exclude: Sequence[str] = ()) -> Part | None:
    """The posts that the generator of the site around the working directory renders; None when there are none.

    They are those that `postlint init` describes; a note has the generator, and how to configure the posts.
    """
    folder, content = rendered_content(config.cwd)
    try:
        found = discover_content(content.globs, folder, config.why_no_post)
    except NothingToLintError:
        return None
    leave_out(found, excluded_by(exclude, config.cwd))
    if not found.files:
        return None
    many = "1 post" if len(found.files) == 1 else f"{len(found.files):,} posts"
    names = " and ".join(dict.fromkeys(name for name, _ in content.sites))
    what = f"{f'{names} site' if names else 'No known generator'}, {many} in {_folders(found.files)}"
    found.notes.append(f"{what}; 'postlint init' writes this down.")
    found.notes += [] if names else [_ADDRESSES]
    found.notes += content.notes
    return Part(config, found)


#: what is not checked where the generator is unknown
_ADDRESSES = (
    "Links to addresses ('/about/') are checked only where others show which files they lead to;"
    " 'preset' and 'site_url' in the configuration say how the site makes them."
)
#: the working directory in a sentence
_HERE = "this folder"


def _folders(files: Sequence[str]) -> str:
    """The folders of posts, those with most posts first, at most two; for more, the folders around them."""
    counts = Counter(PurePath(path).parent.as_posix() for path in files)
    # a site may have a folder for each post: they are not compared with each other
    tops = [folder for folder in counts if not any(o.as_posix() in counts for o in PurePath(folder).parents)]
    if len(tops) > 2:  # one for each part of the repository
        parts = groupby(sorted(tops), key=lambda folder: folder.partition("/")[0])
        tops = [PurePath(os.path.commonpath(list(inner))).as_posix() for _, inner in parts]
        counts = Counter(top for top in tops for path in files if PurePath(path).is_relative_to(top))
    tops.sort(key=lambda folder: (-counts[folder], folder))
    if tops == ["."]:
        return _HERE
    return " and ".join(tops[:2]) + (" and other folders" if len(tops) > 2 else "")
