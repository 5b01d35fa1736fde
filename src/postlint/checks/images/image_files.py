"""Checks on image files of the site: their size in bytes, format and dimensions. Other images are ignored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from postlint.results.hits import Hit
from postlint.site.images import LocalImage


def image_too_large(images: Iterable[LocalImage], *, max_kb: float, of: Sequence[str]) -> Iterator[Hit]:
    """Compare the size of each image file with `max_kb` kilobytes (of 1000 bytes)."""
    for image in images:
        if image.role in of and image.facts.bytes > max_kb * 1000:
            yield Hit(image.span, {"url": image.url, "kb": _kilobytes(image.facts.bytes), "max": max_kb})


def _kilobytes(size: int) -> float:
    return round(size / 1000) if size >= 10_000 else round(size / 1000, 1)


def image_wrong_format(images: Iterable[LocalImage], *, formats: Sequence[str], of: Sequence[str]) -> Iterator[Hit]:
    """Expect each image file to be in one of `formats`, by its content, whatever the ending of its name."""
    wanted = {_format(name) for name in formats}
    for image in images:
        if wanted and image.role in of and image.facts.format and image.facts.format not in wanted:
            yield Hit(image.span, {"url": image.url, "format": image.facts.format, "formats": sorted(wanted)})


def _format(name: str) -> str:
    return {"jpg": "jpeg"}.get(name.lower(), name.lower())


def image_wrong_dimensions(
    images: Iterable[LocalImage],
    *,
    min_width: int | None,
    max_width: int | None,
    min_height: int | None,
    max_height: int | None,
    of: Sequence[str],
) -> Iterator[Hit]:
    """Compare width and height of each image, in pixels, with limits; None sets none. Vector images have no pixels."""
    limits = (("wide", min_width, max_width), ("high", min_height, max_height))
    for image in images:
        width, height = image.facts.width, image.facts.height
        if image.role not in of or image.facts.format == "svg" or width is None or height is None:
            continue
        values = {"url": image.url, "width": width, "height": height}
        for (direction, least, most), found in zip(limits, (width, height), strict=True):
            if (least is not None and found < least) or (most is not None and found > most):
                wanted = ", ".join(_limit(name, low, high) for name, low, high in limits if low is not None or high)
                yield Hit(image.span, {**values, "wanted": wanted, "direction": direction})
                break


def _limit(direction: str, least: int | None, most: int | None) -> str:
    """A limit in words: "1200 pixels wide", "at least 630 pixels high"."""
    if least == most:
        return f"{least} pixels {direction}"
    if most is None:
        return f"at least {least} pixels {direction}"
    return f"at most {most} pixels {direction}" if least is None else f"{least} to {most} pixels {direction}"
