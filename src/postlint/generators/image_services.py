"""Tells whether a site takes its images from a service or makes them: then a file that is not there proves nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from postlint.data.patterns import lazy_pattern
from postlint.data.walking import files_below
from postlint.generators.config_files import SiteConfig
from postlint.generators.config_values import read_text, script_blocks, script_text, script_value
from postlint.generators.post_files import IMAGE_ENDINGS

#: providers of Nuxt and loaders of Next that read the files of the site itself
_OWN = frozenset(("ipx", "ipxStatic", "static", "none", "default", "netlify", "vercel", "awsAmplify"))
#: a component that shows the images of Markdown, by Nuxt's name, with an address of its own
_COMPONENTS = ("components/content/ProseImg.vue", "components/ProseImg.vue", "app/components/content/ProseImg.vue")
_ELSEWHERE = lazy_pattern(r"https?://|\bprovider\b|(?i:cdn)")
#: plugins that put the address of a service before those of images
_PLUGINS = lazy_pattern(r"[\"'`][\w@/-]*(?:cloudinary|imgix|imagekit|uploadcare|twicpics)[\w/-]*[\"'`]")


def image_services(site: Path, script: str, data: Mapping[str, Any]) -> list[str]:
    """Globs of the image files that a service may have in place of the site in a folder; [] for none.

    `script` is the configuration of its generator as text, `data` the `x-postlint` object of its preset.
    """
    following = script_text(site, *(f"next.config.{ending}" for ending in ("js", "mjs", "ts", "cjs")))
    if not (_PLUGINS.search(script) or _is_set(script, "image", "provider") or _is_set(following, "images", "loader")):
        texts = (script_text(site, name) for name in _COMPONENTS)
        if not any(map(_ELSEWHERE.search, texts)):
            return []
    folders = (root for root in data.get("site", {}).get("static", {}) if root != ".")
    return [f"/{root}/**/*{ending}" for root in folders for ending in IMAGE_ENDINGS]


#: the programs of builds, beside the generator's configuration
_BUILDS = (
    "Gemfile", "package.json", "Makefile", "Rakefile", "justfile", "gulpfile.js", "Gruntfile.js", "requirements.txt",
    "pyproject.toml", "netlify.toml",
)  # fmt: skip
#: a smaller format, but no ending of a file and no type of a header
_SMALLER = lazy_pattern(r"(?i)(?<![./])(?:webp|avif)|\.(?:webp|avif)\(")


def converts_images(site: Path, config: SiteConfig) -> bool:
    """Whether a plugin or program that the build of a site names makes images of smaller formats: ``imagemin-webp``."""
    named = (*(config.home / name for name in config.names), *(site / name for name in _BUILDS))
    own = (*files_below(site / "_plugins", "*.rb"), *sorted(site.glob("*.sh")))
    return any(_SMALLER.search(read_text(file)) for file in (*named, *own))


def _is_set(text: str, block: str, key: str) -> bool:
    """Whether a block of a configuration names another source of images than the site itself."""
    blocks = list(script_blocks(text, block)) if block in text else []
    values = [(script_value(inner, key), script_value(inner, f"{key}File")) for inner in blocks]
    return any((value is not None and value not in _OWN) or file is not None for value, file in values)
