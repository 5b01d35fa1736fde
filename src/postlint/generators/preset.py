"""The preset of a site generator as plain values, read from the `x-postlint` part of its schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from postlint.parse.front_matter import HeaderStyle
from postlint.records import NamedTuple

#: the logical fields that rules may read; each preset maps them to its own keys
LOGICAL_FIELDS = (
    "title", "seo_title", "description", "date", "updated", "draft", "image", "image_alt", "tags",
    "keywords", "focus_keyword", "canonical", "slug", "author", "language", "categories", "synonyms",
)  # fmt: skip

DEFAULT_FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "seo_title": ("title",),
    "description": ("description", "summary", "excerpt"),
    "date": ("date", "pubDate", "publishDate", "published"),
    "updated": ("updated", "lastmod", "updatedDate", "modified"),
    "draft": ("draft",),
    # members come first: else the map itself would be the value
    "image": (
        "image.src", "image.url", "image.path", "image.feature", "image", "cover.image", "cover.src", "cover.url",
        "cover", "coverImage.src", "coverImage.url", "coverImage", "cover_image", "heroImage.src", "heroImage.url",
        "heroImage", "hero_image", "hero.image", "hero.src", "hero", "featuredImage.src", "featuredImage",
        "featured_image", "featureImage", "feature_image", "thumbnail", "thumb", "banner", "ogImage.url", "ogImage",
        "og_image", "og.image", "socialImage", "social_image", "preview", "header.image", "header.teaser",
        "header.overlay_image", "photo", "seo.image", "meta.image", "openGraph.image", "params.image", "extra.image",
    ),
    "image_alt": (
        "image_alt", "imageAlt", "image.alt", "cover.alt", "coverAlt", "cover_alt", "coverImage.alt", "coverImageAlt",
        "heroImageAlt", "heroImage.alt", "heroAlt", "hero.alt", "thumbnailAlt", "banner_alt", "featuredImage.alt",
    ),
    "tags": ("tags",),
    "keywords": ("keywords",),
    "focus_keyword": (
        "focus_keyword", "focusKeyword", "focus_keyphrase", "focusKeyphrase", "keyphrase", "target_keyword",
        "targetKeyword", "primary_keyword", "primaryKeyword", "seo.focus_keyword", "seo.focusKeyword", "seo.keyphrase",
        "seo.focusKeyphrase", "seo.primary_keyword", "seo.primaryKeyword", "seo.target_keyword", "seo.targetKeyword",
        "seo.keyword", "seo.keywords", "meta.keyword", "meta.focus_keyword", "meta.focusKeyword", "main_keyword",
        "mainKeyword", "seo_keyword", "seoKeyword", "focuskw", "keyword",
        # keys of WordPress' SEO plugins in exports
        "_yoast_wpseo_focuskw", "yoast_wpseo_focuskw", "meta._yoast_wpseo_focuskw", "rank_math_focus_keyword",
        "meta.rank_math_focus_keyword",
    ),
    "canonical": ("canonical", "canonical_url", "canonicalUrl", "canonicalURL"),
    "slug": ("slug",),
    "author": ("author", "authors"),
    "language": ("lang", "language", "locale"),
    "categories": ("categories", "category"),
    "synonyms": ("synonyms", "keyword_synonyms"),
}  # fmt: skip

#: keys, of any generator, of what search engines show; they come before the key of what the page shows
SEARCH_FIELDS: Mapping[str, tuple[str, ...]] = {
    "seo_title": (
        "seo_title", "seoTitle", "meta_title", "metaTitle", "seo.title", "seo.metaTitle", "seo.meta_title",
        "meta.title",
    ),
    "description": (
        "seo_description", "seoDescription", "meta_description", "metaDescription", "seo.description",
        "seo.metaDescription", "seo.meta_description", "meta.description",
    ),
}  # fmt: skip

DEFAULT_DRAFTS: Mapping[str, tuple[Any, ...]] = {
    "draft": (True,),
    "published": (False,),
    "status": ("draft", "private", "hidden"),
}


class Preset(NamedTuple):
    """One site generator.

    `fields` maps a logical field to the generator's keys in order of preference; a dot goes into a nested map
    (``date.created``). `title_is_h1`: the generator prints the title as the page's H1. `dialects` maps a file ending
    (".md") to "markdown" or "mdx". `shortcodes` names the template syntaxes that it expands before it reads Markdown:
    hugo, liquid, nunjucks. `data` is the whole `x-postlint` object of its schema.
    """

    name: str
    fields: Mapping[str, tuple[str, ...]]
    title_is_h1: bool | None
    dialects: Mapping[str, str]
    shortcodes: tuple[str, ...]
    #: the syntaxes that the generator reads beyond GFM: admonitions, definition-lists … (`parse.markdown.blocks`)
    markdown: tuple[str, ...]
    front_matter_required: bool
    data: Mapping[str, Any]
    #: how the generator reads headers
    header: HeaderStyle
    #: key -> the values (text in lower case) that keep a post unpublished
    drafts: Mapping[str, tuple[Any, ...]]
    #: the JSON Schema of the front matter
    schema: Mapping[str, Any]

    @classmethod
    def from_schema(cls, name: str, schema: Mapping[str, Any]) -> Preset:
        """Read the `x-postlint` object of a generator's front matter schema."""
        data: Mapping[str, Any] = schema.get("x-postlint", {})
        fields = _fields(data)
        return cls(
            name=name,
            fields=fields,
            title_is_h1=data.get("title_is_h1"),
            dialects=data.get("dialects", {}),
            shortcodes=tuple(data.get("shortcodes", ())),
            markdown=tuple(data.get("markdown", ())),
            front_matter_required=bool(data.get("front_matter_required", False)),
            data=data,
            header=HeaderStyle.from_data(
                data.get("header", {}),
                [*schema.get("properties", {}), *(key for keys in fields.values() for key in keys)],
            ),
            drafts={key: tuple(values) for key, values in data.get("drafts", DEFAULT_DRAFTS).items()},
            schema=schema,
        )

    def dialect(self, path: str) -> str:
        """The dialect of a file, "mdx" or "markdown": as the preset sets it for an ending, else `.mdx` is MDX."""
        ending = "." + path.rsplit(".", 1)[-1].lower() if "." in path else ""
        return self.dialects.get(ending, "mdx" if ending == ".mdx" else "markdown")


def _fields(data: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The keys of logical fields: those of the user, the generator's, and for some fields those of other sites.

    The description may also come from the keys that the site's layouts use for it.
    """
    fields = {**DEFAULT_FIELDS, **{key: tuple(names) for key, names in data.get("fields", {}).items()}}
    more = {name: DEFAULT_FIELDS[name] for name in ("image", "image_alt", "focus_keyword")}
    more["description"] = tuple(key for key in data.get("description_keys", ()) if key not in MADE)
    for source, first in ((more, False), (data.get("own_fields", {}), True)):
        for name, keys in source.items():
            known = fields.get(name, ())
            fields[name] = tuple(dict.fromkeys((*keys, *known) if first else (*known, *keys)))
        if not first:
            fields |= {name: _with_search(fields[name], keys) for name, keys in SEARCH_FIELDS.items()}
    return fields


def _with_search(known: tuple[str, ...], keys: tuple[str, ...]) -> tuple[str, ...]:
    """Keys with those of search results before the general one ("title", "description"); as they are without one."""
    at = next((at for at, key in enumerate(known) if key in ("title", "description")), None)
    if at is None:
        return known
    return tuple(dict.fromkeys((*known[:at], *keys, *known[at:])))


#: members of pages and posts that the generator sets itself, so that they need no key
MADE = frozenset(
    ("title", "content", "body", "html", "text", "raw", "url", "path", "slug", "name", "id", "date", "updated",
     "author", "authors", "tags", "category", "categories", "image", "cover", "lang", "locale",
     "layout", "permalink", "length")
)  # fmt: skip

GENERIC = Preset.from_schema("generic", {})
