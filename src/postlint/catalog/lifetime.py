"""How long the former name of a rule, and a deprecated rule, keep working; and the sentences that say what to do.

The promise (docs/versioning.md): two minor versions, counted from the one that renamed or deprecated the rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from postlint.data.version import VERSION

if TYPE_CHECKING:
    from postlint.catalog.rule import Rule

#: the number of minor versions in which a former name works, the one that renamed the rule included
SERVED = 2


def end_of(since: str) -> str:
    """The version that ends what changed in version `since` ("0.2"): "0.4"."""
    major, minor = _minor(since)
    return f"{major}.{minor + SERVED}"


def is_served(since: str, version: str = VERSION) -> bool:
    """Whether a name that was replaced in version `since` still works in `version`."""
    return _minor(version) < _minor(end_of(since)) and _minor(version)[0] == _minor(since)[0]


def served_names(rule: Rule, version: str = VERSION) -> Iterator[str]:
    """The former names of a rule that still work."""
    return (name for name, since in rule.renamed.items() if is_served(since, version))


def former_names(rules: Iterable[Rule]) -> dict[str, Rule]:
    """All former names, those that do not work any more included, each with its rule."""
    return {name: rule for rule in rules for name in rule.renamed}


def renamed_sentence(name: str, rule: Rule, version: str = VERSION) -> str:
    """What to do about a former name of a rule, without a full stop."""
    since = rule.renamed[name]
    ends = "ends" if is_served(since, version) else "ended"
    return f"the rule {name!r} is called {rule.name!r} since {since}; the old name {ends} with {end_of(since)}"


def deprecated_sentence(rule: Rule) -> str:
    """What to do about a deprecated rule, without a full stop; "" for any other."""
    if not rule.deprecated:
        return ""
    since, instead = rule.deprecated["since"], rule.deprecated["instead"].strip().rstrip(".")
    return f"the rule {rule.name!r} is deprecated since {since} and ends with {end_of(since)}: {instead}"


def _minor(version: str) -> tuple[int, int]:
    major, minor = version.split(".")[:2]
    return int(major), int(minor)
