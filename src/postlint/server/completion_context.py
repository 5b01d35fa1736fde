"""Completion: decides by the text before the cursor what can stand there. It waits for no analysis."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from postlint.config.config import Config, preset_of
from postlint.config.find import NAMES
from postlint.config.full_schema import full_schema
from postlint.config.rule_names import Selectors
from postlint.data.patterns import lazy_pattern
from postlint.engine.suppress import ACTIONS, PREFIX
from postlint.parse.front_matter import read_front_matter
from postlint.report.outcome import many
from postlint.server.completion_items import ENUM, KEYWORD, PROPERTY, REFERENCE, VALUE_KIND, Items, Typed
from postlint.server.completion_links import link_items
from postlint.server.header_place import KEY, HeaderPlace, toml_place, yaml_place
from postlint.server.open_texts import OpenText
from postlint.server.positions import Json
from postlint.server.schema_items import MAP, keys, values
from postlint.server.session import Session

#: what makes an editor ask
TRIGGERS = ("(", "/", "#", "[", ":", " ", '"', "'", "-", ".")
_SUPPRESSION = lazy_pattern(rf".*(?:<!--|\{{/\*)\s*{PREFIX}(?P<action>[\w-]*)(?P<names>(?:(?! --).)*)$")
_FENCES = {"---": "---", "+++": "+++"}
_LABEL = lazy_pattern(r".*\]\[(?P<label>[^\]\[]*)$")
_FOOTNOTE = lazy_pattern(r".*\[\^(?P<label>[^\]\[]*)$")
_DEFINITION = lazy_pattern(r"(?m)^ {0,3}\[(?P<label>[^\]\n]+)\]:[ \t]*(?P<url>.*)$")


def complete(session: Session, text: OpenText, position: Mapping[str, Any]) -> Json:
    """The items that can stand at a position."""
    offset = text.positions.offset(position)
    line, column = text.source.position(offset)
    before = text.source.line(line)[: column - 1]
    items = Items(text, offset)
    config = session.configurations.of(text.name)
    if config is None:
        return items.listed()
    if Path(text.name).name in NAMES:
        _configuration(items, config, text.source.text.split("\n"), line - 1, column - 1)
    elif match := _SUPPRESSION.match(before):
        _suppression(items, config, match["action"], match["names"])
    elif (header := _header_lines(text.source.text, line)) is not None:
        _front_matter(items, session, config, header, line - 2, column - 1)
    elif match := _FOOTNOTE.match(before):
        _labels(items, text.source.text, match["label"], footnotes=True)
    elif match := _LABEL.match(before):
        _labels(items, text.source.text, match["label"], footnotes=False)
    else:
        link_items(items, session, config, before)
    return items.listed()


# -- names of rules -----------------------------------------------------------------------------------------


def _configuration(items: Items, config: Config, lines: Sequence[str], line: int, column: int) -> None:
    place = yaml_place(lines, line, column)
    if place is None:
        return
    schema = full_schema(config.catalogue)
    if place.kind == KEY:
        _keys(items, schema, place)
    else:
        typed = Typed(items, place.typed)
        for choice in values(schema, place.path):
            rule = config.catalogue.get(choice.text)
            typed.add(choice.text, kind=ENUM, about=rule.summary if rule is not None else choice.about)


def _suppression(items: Items, config: Config, action: str, names: str) -> None:
    if not names:
        typed = Typed(items, action)
        for name in ACTIONS:
            typed.add(name, kind=KEYWORD)
        return
    typed = Typed(items, names.rpartition(",")[2].rpartition(" ")[2])
    for rule in config.catalogue.values():
        typed.add(rule.name, kind=ENUM, about=rule.summary, detail=rule.group)
    for group in sorted(Selectors(config.catalogue).sets):
        typed.add(group, kind=ENUM, detail="all rules of the group")


# -- front matter ---------------------------------------------------------------------------------------


def _header_lines(text: str, line: int) -> list[str] | None:
    """The lines of the header, without its fences, if a line (from 1) is among them; it may lack its end."""
    lines = text.split("\n")
    end = _FENCES.get(lines[0].rstrip())
    if end is None or line == 1:
        return None
    last = next((at for at, one in enumerate(lines[1:], start=1) if one.rstrip() == end), None)
    if last is None:  # without an end, it goes as far as keys do
        last = next((at for at, one in enumerate(lines[1:], start=1) if at >= line and not one.strip()), len(lines))
    return lines[1:last] if line <= last else None


def _front_matter(items: Items, session: Session, config: Config, lines: list[str], line: int, column: int) -> None:
    text = items.text
    place_of = toml_place if text.source.text.startswith("+++") else yaml_place
    place = place_of(lines, line, column)
    if place is None:
        return
    preset = preset_of(config.settings_for(text.name))
    schema = preset.schema
    if place.kind == KEY:
        _keys(items, schema, place, toml=place_of is toml_place)
        return
    typed = Typed(items, place.typed)
    for choice in values(schema, place.path):
        typed.add(choice.text, kind=VALUE_KIND, about=choice.about)
    key = ".".join(place.path)
    fields = {name: preset.fields.get(name, ()) for name in ("tags", "categories", "keywords", "image", "date")}
    if key in (*fields["tags"], *fields["categories"]):
        used = session.tags_of if key in fields["tags"] else session.categories_of
        for name, count in used(text.name).items():
            typed.add(name, kind=VALUE_KIND, detail=many(count, "post"))
    elif key in fields["image"]:
        link_items(items, session, config, f"![]({place.typed}")
    elif key in fields["date"] and not place.typed:
        typed.add(datetime.date.today().isoformat(), kind=VALUE_KIND, detail="today")


def _keys(items: Items, schema: Mapping[str, Any], place: HeaderPlace, *, toml: bool = False) -> None:
    """The keys that are not there yet."""
    typed = Typed(items, place.typed)
    for choice in keys(schema, place.path):
        if choice.text in place.present:
            continue
        ending = " = " if toml else ":" if choice.kind == MAP else ": "
        line = items.text.source.line(items.text.source.position(items.offset)[0])
        has_value = ":" in line or "=" in line
        typed.add(
            choice.text,
            insert=choice.text + ("" if has_value else ending),
            kind=PROPERTY,
            about=choice.about,
            deprecated=choice.deprecated,
        )


# -- labels ---------------------------------------------------------------------------------------------


def _labels(items: Items, text: str, label: str, *, footnotes: bool) -> None:
    typed = Typed(items, label)
    for match in _DEFINITION.finditer(text, read_front_matter(text).span.end):
        name = match["label"]
        if name.startswith("^") == footnotes:
            typed.add(name.removeprefix("^"), kind=REFERENCE, detail=match["url"].strip())
