"""How a generator treats paths: the `site` object of its preset, with the additions of the site's configuration."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from postlint.records import NamedTuple


class Generator(NamedTuple):
    """How a generator makes addresses.

    `roots` are the folders that content is relative to, `rendered` those that alone have pages (empty: any has them).
    `languages` maps those of a language to the prefix of its addresses. `post_folders` are the roots whose files follow
    the `permalink` pattern (empty: all), `dated_folders` those whose files are left out without a date in their names.
    `patterns` has other patterns: of a folder, of the files directly in it
    (``folder/.``), of the page of a section (``folder/_index``), of a single file; "" where the addresses cannot be
    determined. `translations` has those of posts whose header names another language than `header_language`, by folder
    ("" for all), `language_patterns` all patterns of a language that has its own. `static` maps a folder to the
    address its files are served at. `output` is the folder that the built
    site is written to. `base` is the prefix of addresses in HTML, "" for none.

    `tokens` are the generator's own names for the placeholders of patterns. `slugs` are the slug functions (see
    `slugs`) for a ``folder``, the ``name`` of a file, the ``slug`` key, a ``title`` and a ``category``; without one
    they are used as they are. `default_category` is that of a post without any.

    `certain`: addresses follow from the files that postlint reads; else settings in code may change them, so that
    they need confirmation by links. `name_pattern`: an expression for the paths of posts below their folder, whose
    group `title` is the slug. `title_slug`: a post without a slug key is named after its title. `slug_key`: the
    meaning of the slug key, the "name" of the page, an "inner-path" in place of it, its "path" below the blog, its
    "section-path" below the section, "ignored", or left to the code of the site ("by-code").
    `date_folders`: a date in the path makes the dated address.
    `docs_names`: outside of `post_folders` number prefixes of names are dropped, and a file with the name of its folder
    is its index. `ordered_names`: ``1.``
    at the start of a name is dropped. `rooted_in_content`: an absolute path may lead to a file of content,
    `rooted_in_post`: to a file beside the post; `relative_to_root`: a relative path to a file may be taken from the
    root of the site, and so is a relative link with a `base_element` in the layouts; `layered`: to one that lies in
    another folder of static files at the same address, as in that of a theme. `made_suffix` ends the names of
    images that the build makes of others. `language_folders`: a bundle takes files from the folders of other languages.
    `aliases` are names for folders at the start of paths
    (``@site``). `redirects` are addresses that redirect, `anchors` ids that every page has (with ``*`` for unknown
    parts), `language_names` the languages in names of folders and files, `version_names` the folders of
    versions. `own_language`: an absolute link leads to
    the language of its post. `unseen` are globs of files that a build adds to the site. `changes_targets`: a plugin
    of the site gives links other targets; `makes_markdown`: templates are built into Markdown files;
    `converts_images`: the build makes images of smaller formats from others;
    `makes_pages`: a program of the site may add pages;
    `finds_pages`: a link may have the path or the name of a page, as for `ref`; `finds_files`: or of any file;
    `looks_up_links`: or the path of a page from the folder around a bundle.
    `own_targets`: what a layout for links treats in its own way, with ``*`` for any rest. `closed`: below these
    addresses are only posts. `by_code`: the code of the
    site makes the addresses, often of the whole path.
    `drafts_have_pages`: the site's code makes pages of drafts, too, and only leaves them out of lists.
    `index_apart`: `rye.md` and `rye/index.md` are two pages, `rye.html` and `rye/`.
    `link_markers`: a target may begin with ``{filename}``. `raw_targets`: targets are printed as they are written.
    `joined_by_browsers`: a relative target may be left to browsers, which join it to the address of the page.
    `fields_from_root`: themes look for ``./a.png`` of the front matter at the root.
    `plain_headings`: headings get no ids.
    `relative_address`: an address of a post's own with ``./`` or ``../`` begins in the folder of the post.
    `address_as_written`: an address of a post's own without a slash at its end is no folder (``permalink: rye``).
    `slugged_tags`: spellings of a tag that differ in case and separators have one address.
    """

    name: str = "generic"
    roots: tuple[str, ...] = ()
    rendered: tuple[str, ...] = ()
    post_folders: tuple[str, ...] = ()
    dated_folders: tuple[str, ...] = ()
    translations: Mapping[str, str] = MappingProxyType({})
    header_language: str = ""
    patterns: Mapping[str, str] = MappingProxyType({})
    language_patterns: Mapping[str, Mapping[str, str]] = MappingProxyType({})
    static: Mapping[str, str] = MappingProxyType({})
    output: str = ""
    languages: Mapping[str, str] = MappingProxyType({})
    base: str = ""
    tokens: Mapping[str, str] = MappingProxyType({})
    slugs: Mapping[str, str] = MappingProxyType({})
    default_category: str = ""
    certain: bool = False
    lower: bool = False
    #: letters in addresses lose their accents
    removes_accents: bool = False
    date_prefix: bool = False
    date_folders: bool = False
    name_pattern: str = ""
    title_slug: bool = False
    slug_key: str = "name"
    docs_names: bool = False
    ordered_names: bool = False
    rooted_in_content: bool = False
    rooted_in_post: bool = False
    relative_to_root: bool = False
    layered: bool = False
    base_element: bool = False
    made_suffix: str = ""
    language_folders: bool = False
    aliases: tuple[str, ...] = ()
    redirects: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    #: the slugger that the hashes of links go through, too
    hash_slugger: str = ""
    language_names: tuple[str, ...] = ()
    version_names: tuple[str, ...] = ()
    own_language: bool = False
    unseen: tuple[str, ...] = ()
    changes_targets: bool = False
    makes_markdown: bool = False
    converts_images: bool = False
    makes_pages: bool = False
    finds_pages: bool = False
    finds_files: bool = False
    looks_up_links: bool = False
    own_targets: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    by_code: bool = False
    drafts_have_pages: bool = False
    index_apart: bool = False
    link_markers: bool = False
    raw_targets: bool = False
    joined_by_browsers: bool = False
    fields_from_root: bool = False
    relative_address: bool = False
    address_as_written: bool = False
    plain_headings: bool = False
    slugged_tags: bool = False
    image_endings: tuple[str, ...] = ()

    @classmethod
    def from_data(cls, name: str, data: Mapping[str, Any]) -> Generator:
        """Read the `x-postlint` object of a preset."""
        site = data.get("site", {})
        return cls(
            name=name,
            roots=tuple(site.get("roots", ())),
            rendered=rendered_folders(site),
            post_folders=tuple(site.get("post_folders", ())),
            dated_folders=tuple(site.get("dated_folders", ())),
            translations=dict(site.get("translations", {})),
            header_language=str(site.get("header_language", "")),
            patterns=dict(site.get("patterns", {})),
            language_patterns=dict(site.get("language_patterns", {})),
            static=dict(site.get("static", {})),
            output=str(site.get("output", "")),
            languages=dict(site.get("languages", {})),
            base=str(site.get("base", "")),
            tokens=dict(site.get("tokens", {})),
            slugs=dict(site.get("slugs", {})),
            default_category=str(site.get("default_category", "")),
            certain=bool(site.get("certain")),
            lower=bool(site.get("lower")),
            removes_accents=bool(site.get("removes_accents")),
            date_prefix=bool(data.get("slug", {}).get("date_prefix")) and not site.get("keep_date"),
            date_folders=bool(site.get("date_folders")),
            name_pattern=str(data.get("slug", {}).get("name_pattern", "")),
            title_slug=bool(site.get("title_slug")),
            slug_key=str(site.get("slug_key", "name")),
            docs_names=bool(site.get("docs_names")),
            ordered_names=bool(site.get("ordered_names")),
            rooted_in_content=bool(site.get("rooted_in_content")),
            rooted_in_post=bool(site.get("rooted_in_post")),
            relative_to_root=bool(site.get("relative_to_root")),
            layered=bool(site.get("layered")),
            base_element=bool(site.get("base_element")),
            made_suffix=str(site.get("made_suffix", "")),
            language_folders=bool(site.get("language_folders")),
            aliases=tuple(site.get("path_aliases", ())),
            redirects=tuple(site.get("redirects", ())),
            anchors=tuple(site.get("given_anchors", ())),
            hash_slugger=str(site.get("anchors", "")) if site.get("slugged_hashes") else "",
            language_names=tuple(site.get("language_names", ())),
            version_names=tuple(site.get("version_names", ())),
            own_language=bool(site.get("own_language_links")),
            unseen=tuple(site.get("unseen", ())),
            changes_targets=bool(site.get("changes_targets")),
            makes_markdown=bool(site.get("makes_markdown")),
            converts_images=bool(site.get("converts_images")),
            makes_pages=bool(site.get("makes_pages")),
            finds_pages=bool(site.get("finds_pages")),
            finds_files=bool(site.get("finds_files")),
            looks_up_links=bool(site.get("looks_up_links")),
            own_targets=tuple(site.get("own_targets", ())),
            closed=tuple(site.get("closed", ())),
            by_code=bool(site.get("addresses_by_code")),
            drafts_have_pages=bool(site.get("drafts_have_pages")),
            index_apart=bool(site.get("index_apart")),
            link_markers=bool(site.get("link_markers")),
            raw_targets=bool(site.get("raw_targets")),
            joined_by_browsers=bool(site.get("joined_by_browsers")),
            fields_from_root=bool(site.get("fields_from_root")),
            relative_address=bool(site.get("relative_address")),
            address_as_written=bool(site.get("address_as_written")),
            plain_headings=site.get("anchors") == "none",
            slugged_tags=bool(data.get("slugged_tags")),
            image_endings=tuple(site.get("image_endings", ())),
        )

    @property
    def has_slug_key(self) -> bool:
        """Whether the slug key is a part of the address of its post, whatever the code of the site does."""
        return self.slug_key not in ("ignored", "by-code")

    def is_closed(self, address: str) -> bool:
        """Whether all pages that may be at an address are posts with known addresses."""
        return any(address.startswith(f"{one}/") for one in self.closed)


def rendered_folders(site: Mapping[str, Any]) -> tuple[str, ...]:
    """The folders that alone have pages, by the `site` object of a preset; () where any file may be one."""
    return tuple(site.get("rendered_folders", site.get("roots", ()) if site.get("only_roots") else ()))


def static_folders(site: Mapping[str, Any]) -> tuple[str, ...]:
    """The folders of files that are served as they are, by the `site` object of a preset: none with posts in it."""
    roots = tuple(f"{root}/" for root in site.get("roots", ()))
    return tuple(
        one for one in site.get("static", ()) if one != "." and not any(r.startswith(f"{one}/") for r in roots)
    )


def is_in(path: str, folders: tuple[str, ...]) -> bool:
    """Whether a path is in one of some folders of a site; those of Jekyll (``_posts``) may be in others."""
    return any(
        folder == "." or path.startswith(f"{folder}/") or (folder.startswith("_") and f"/{folder}/" in path)
        for folder in folders
    )
