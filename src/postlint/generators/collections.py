"""Reads the schemas of Astro's content collections from the program that defines them: keys, and the required ones.

The program is read as text and never run. Schemas that are not made of ``z.object({ … })`` are unknown.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path

from postlint.data.patterns import lazy_pattern
from postlint.generators.config_values import block_at, read_named, script_text
from postlint.records import NamedTuple

#: the files that may define collections
CONFIGS = tuple(
    f"src/{stem}.{kind}" for stem in ("content.config", "content/config") for kind in ("ts", "mts", "js", "mjs")
)
#: methods that make a value of zod optional
_OPTIONAL = r"\.\s*(?:optional|default|nullish|catch|prefault|or)\s*\("
#: required values, unless something above makes them optional
_PLAIN = r"z\s*\.\s*(?:coerce\s*\.\s*(?:date|number)|string|date|number|boolean|enum|array|url|email)\s*\("
#: a value that may be empty, though its key must be there
_NULLABLE = r"\.\s*nullable\s*\("
#: a value of more than one type
_LOOSE = r"\bcoerce\s*\.\s*string\b|\bz\s*\.\s*(?:any|unknown|union|custom|preprocess|lazy)\b|\.\s*(?:or|pipe)\s*\("
#: objects that keep the keys that they do not name, or refuse them: zod drops these else
_KEEPS_OTHERS = r"\.\s*(?:passthrough|catchall|loose|strict)\s*\(|\b(?:loose|strict)Object\b"
#: methods that make keys of an object optional, or add other objects
_LOOSER = r"\.\s*(?:partial|omit|or|extend|merge|and)\s*\(|z\s*\.\s*(?:\w*[uU]nion|preprocess|intersection)"
#: the loaders of Astro and Starlight, which read posts as they are
_LOADERS = ("glob", "docsLoader")
#: how many files with schemas are followed
_MOST_FILES = 8


class Collection(NamedTuple):
    """The schema of a collection: its keys, and the required ones; both empty when they cannot be determined.

    `nullable`: keys that may be without a value, `loose`: those whose value has no single type; `whole`: code of the
    site gets no other key than these.
    """

    keys: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    nullable: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    whole: bool = False


def collection_of(site: Path, post: Path) -> Collection | None:
    """The collection that a post belongs to; None when the site defines none for its folder."""
    name = next((name for name in CONFIGS if (site / name).is_file()), "")
    text = script_text(site, name) if name else ""
    try:
        place = post.relative_to(site).as_posix()
    except ValueError:
        return None
    found = [(folder, block) for folder, block in _collections(text) if place.startswith(f"{folder}/")]
    if not found:
        return None
    _, block = max(found, key=lambda one: len(one[0]))
    read = read_collection(block, site, site / name, text)
    return read._replace(required=()) if _has_own_loader(block) else read


def read_collection(block: str, site: Path, file: Path, text: str) -> Collection:
    """The schema in the definition of a collection, in the text of a program, `file`, of the site in a folder."""
    return _read(block, [text, *_imported(site, file, text)])


def is_of_names(keys: Collection) -> bool:
    """Whether the entries of a collection have names, and neither titles nor dates: authors, not posts."""
    return "name" in keys.keys and "title" not in keys.keys and not any("date" in key.lower() for key in keys.keys)


def folders_of_names(site: Path) -> list[str]:
    """The folders of collections whose entries have names and no titles."""
    text = script_text(site, *CONFIGS)
    file = next((site / name for name in CONFIGS if (site / name).is_file()), site)
    blocks = _collections(text)
    return [folder for folder, block in blocks if is_of_names(read_collection(block, site, file, text))]


def left_out(site: Path) -> list[str]:
    """Globs, from the folder of the site, of the files that loaders leave out: ``["**/*.md", "!drafts/**"]``."""
    return [
        "/" + posixpath.normpath(posixpath.join(_base(block), glob.removeprefix("./")))
        for _, block in _collections(script_text(site, *CONFIGS))
        for glob in re.findall(r"[\"'`]!([^\"'`$]{1,500})[\"'`]", block)
        if re.search(r"\bloader\b", block)
    ]


def has_loader(site: Path) -> bool:
    """Whether a collection of a site has a loader: then Astro makes no collection of a folder that none defines."""
    return any(re.search(r"\bloader\b", block) for _, block in _collections(script_text(site, *CONFIGS)))


def collection_folders(site: Path) -> list[str]:
    """The folders that the collections of a site read; [] when one of them cannot be determined."""
    text = script_text(site, *CONFIGS)
    blocks = _collections(text)
    if len(blocks) != len(re.findall(r"\bdefineCollection\s*\(", text)):
        return []
    folders = [(folder, block) for folder, block in blocks if not _is_file(block)]
    unknown = any(re.search(r"\bloader\b", block) and not _folder(block) for _, block in folders)
    return [] if unknown else [folder for folder, _ in folders]


def folders_by_name(site: Path) -> dict[str, str]:
    """The folder of each collection that a site defines, by its name; not of those that code loads or gives ids."""
    defined = _by_name(script_text(site, *CONFIGS))
    return {name: folder for name, folder, block in defined if not _has_own_loader(block) and "generateId" not in block}


def _collections(text: str) -> Sequence[tuple[str, str]]:
    """The folder of each collection, and the text of its definition."""
    return [(folder, block) for _, folder, block in _by_name(text)]


@lru_cache(maxsize=4)
def _by_name(text: str) -> Sequence[tuple[str, str, str]]:
    """The name and folder of each collection, and the text of its definition; cached for the other folders of posts."""
    text = _with_constants(text)
    names, found, end = dict(_exported(text)), [], 0
    for match in re.finditer(
        r"(?:(?:const|let|var)\s+|[{,]\s*[\"']?)([\w-]+)[\"']?\s*[:=]\s*defineCollection\s*\(", text
    ):
        if match.start() < end:
            continue  # no collection is within another
        block = block_at(text, match.end())
        end = match.end() + len(block)
        name = names.get(match[1], match[1])
        found.append((name, _folder(block) or f"src/content/{name}", block))
    return found


#: what stands before a default: ``process.env.POSTS ??``
_OR = r"(?:[\w.?!]{1,200}\s*(?:\?\?|\|\|)\s*)?"
#: a text that a constant stands for: ``export const BLOG_PATH = "src/data/blog";``
_CONSTANT = lazy_pattern(rf"\bconst\s+([A-Za-z_]\w*)\s*=\s*{_OR}([\"'`])([^\"'`$\n]{{1,200}})\2")


def _with_constants(text: str) -> str:
    """The text of a program with the texts that its constants stand for, where a folder is made of one."""
    for match in islice(_CONSTANT.finditer(text), _MOST_FILES):
        name, value = match[1], match[3]
        text = text.replace(f"${{{name}}}", value)
        text = f'base: "{value}"'.join(re.split(rf"\bbase\s*:\s*{name}\b", text))
    return text


def _is_file(block: str) -> bool:
    """Whether a collection is made of the entries of one file of data: ``loader: file("src/data/people.json")``."""
    return re.search(r"\bloader\s*:\s*file\s*\(", block) is not None


def _has_own_loader(block: str) -> bool:
    """Whether the site loads a collection by a program of its own, which may fill in keys that a post has not."""
    loader = re.search(r"\bloader\s*:\s*(?:(\w+)\s*\()?", block)
    return loader is not None and loader[1] not in _LOADERS


def _exported(text: str) -> Iterator[tuple[str, str]]:
    """Each variable with the name of its collection."""
    match = re.search(r"export\s+const\s+collections\s*(?::[^=]{1,300})?=", text)
    entries = r"(?<![\w-])([\w-]+)[\"']?\s*:\s*(\w+)\s*(?=[,}]|$)"
    for entry in re.finditer(entries, block_at(text, match.end())) if match else ():
        yield entry[2], entry[1]


def _folder(block: str) -> str:
    """The folder that the loader of a collection reads; "" when it is not a plain text, or there is no loader."""
    if not re.search(r"\bloader\b", block):
        return ""
    pattern = re.search(r"\bpattern\s*:\s*+\[?\s*+([\"'`])([^\"'`$]{1,500})\1", block)
    inner = re.split(r"/?[^/]*[*{!]", pattern[2], maxsplit=1)[0] if pattern is not None else ""
    base = _base(block)
    return posixpath.normpath(posixpath.join(base, inner)).lstrip("/") if base or inner else ""


def _base(block: str) -> str:
    """The folder from which the globs of a loader count."""
    base = re.search(rf"\bbase\s*:\s*{_OR}([\"'`])([^\"'`$]{{1,500}})\1", block)
    return base[2] if base is not None else ""


def _imported(site: Path, file: Path, text: str) -> Iterator[str]:
    """The texts of the site's own files that a program imports directly."""
    for match in islice(re.finditer(r"from\s+[\"']([.@~][^\"']{0,500})[\"']", text), _MOST_FILES):
        path = re.sub(r"^[@~]/", "src/", match[1])
        start = site if path != match[1] else file.parent
        for ending in ("", ".ts", ".js", ".mjs", "/index.ts"):
            if found := read_named(start, path + ending):
                yield found
                break


def _read(block: str, texts: list[str]) -> Collection:
    """The collection of a definition."""
    match = re.search(r"\bschema\s*(:|\(|(?=[,}]|$))", block)
    if match is None:
        return Collection()
    keys: dict[str, str] = {}
    certain = _add(block[match.end() :] if match[1] else "schema", texts, keys, set())
    required = (key for key, value in keys.items() if _is_required(value)) if certain else ()
    nullable, loose = (tuple(key for key, one in keys.items() if re.search(it, one)) for it in (_NULLABLE, _LOOSE))
    whole = certain and not any(re.search(_KEEPS_OTHERS, text) for text in (block, *texts))
    return Collection(tuple(keys), tuple(required), nullable, loose, whole)


def _is_required(value: str) -> bool:
    """Whether the value of a key in a schema makes the key a required one."""
    return bool(re.match(_PLAIN, value)) and not re.search(_OPTIONAL, value)


def _add(schema: str, texts: list[str], keys: dict[str, str], seen: set[str]) -> bool:
    """Add the keys of the objects in an expression, and their values. Returns whether it is one object, all known."""
    objects = list(re.finditer(r"z\s*\.\s*(?:strict|loose)?[oO]bject\s*\(|\.\s*(?:extend|safeExtend)\s*\(", schema))
    end, outer, whole = 0, "", True
    for match in objects:
        if match.start() < end:
            continue  # an object within an object
        inner = block_at(schema, match.end())
        outer += schema[end : match.end()]
        end = match.end() + len(inner)
        whole &= _add_members(inner, texts, keys, seen)
    outer += schema[end:]
    certain = whole and outer.count("bject") == 1 and not re.search(_LOOSER, outer)
    for name in _bases(schema):
        if name not in seen:
            seen.add(name)
            found = [_add(text, texts, keys, seen) for text in _defined(name, texts)]
            certain = not objects and any(found) and not re.search(_LOOSER, schema)
    return bool(keys) and certain


def _bases(schema: str) -> Iterator[str]:
    """The names of schemas in an expression: ``post.extend({…}).merge(seo)``."""
    first = re.match(r"\s*+(?:(?:async\s*)?\([^()]*\)\s*=>\s*+)?\(?\s*+([A-Za-z_$][\w$]*)", schema)
    if first is not None and first[1] != "z":
        yield first[1]
    yield from re.findall(r"\.\s*(?:merge|and)\s*\(\s*([A-Za-z_$][\w$]*)", schema)


def _add_members(inner: str, texts: list[str], keys: dict[str, str], seen: set[str]) -> bool:
    certain = True
    for member in _members(inner):
        if spread := re.match(r"\.\.\.\s*([A-Za-z_]\w*)", member):
            certain = False
            if spread[1] not in seen:
                seen.add(spread[1])
                for found in _defined(spread[1], texts):
                    _add_members(block_at(found, 0), texts, keys, seen)
        elif named := re.match(r"[\"']?([A-Za-z_$][\w$-]*)[\"']?\s*(:?)", member):
            keys[named[1]] = member[named.end() :].strip() if named[2] else ""
    return certain


def _defined(name: str, texts: list[str]) -> Iterator[str]:
    """The definition of a name, up to about the end of its statement."""
    definition = rf"(?:(?:const|let|var)\s+{name}\s*(?::[^=]{{1,300}})?=|function\s+{name}\b)"
    for text in texts:
        for match in islice(re.finditer(definition, text), _MOST_FILES):
            yield re.split(r"\n(?:export|const|let|var|function)\b|\n\n\n", text[match.end() :], maxsplit=1)[0]


def _members(inner: str) -> Iterator[str]:
    """The members of an object, split at the commas between them."""
    depth, at, quote = 0, 0, ""
    for index, char in enumerate(inner):
        if quote:
            quote = "" if char == quote and inner[index - 1] != "\\" else quote
        elif char in "\"'`":
            quote = char
        elif char in "({[":
            depth += 1
        elif char in ")}]":
            depth -= 1
        elif char == "," and depth == 0:
            yield inner[at:index].strip()
            at = index + 1
    yield inner[at:].strip()
