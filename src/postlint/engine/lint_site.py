"""Builds the sites from facts, and runs the rules about sites."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Container, Iterable, Mapping, Sequence
from operator import attrgetter
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from postlint.config.config import Config, generator_of
from postlint.config.settings import ActiveRule, Settings
from postlint.data.inside import from_here, relative
from postlint.data.time_limit import TimeLimit, TimeUpError
from postlint.engine.cache_keys import digest, stamp
from postlint.engine.cached_results import CachedResults
from postlint.engine.gc_threshold import rare_collections
from postlint.engine.habits import find_habits
from postlint.engine.sites import Scope, SiteFindings, SiteFolder, SiteKey, absolute, site_rules
from postlint.engine.to_findings import crashed, findings_of, timed_out
from postlint.generators.obsidian import in_vault
from postlint.records import NamedTuple
from postlint.results.findings import Finding
from postlint.site.facts import Facts
from postlint.site.known_links import KnownLinks, read_of

if TYPE_CHECKING:
    from postlint.document.document import Document
    from postlint.site.site import Site


def build_site(
    config: Config,
    place: SiteFolder,
    facts: Iterable[Facts],
    *,
    known: KnownLinks | None = None,
    reported: Container[str] | None = None,
) -> Site:
    """The site in a folder, with the facts of its posts; a post without facts could not be read.

    For `known` and `reported`, see `Site`.
    """
    from postlint.site.redirects import read_redirects
    from postlint.site.site import Site

    settings = config.settings_for(place.posts[0])
    generator = in_vault(generator_of(settings), Path(place.folder))
    shown = from_here(place.folder)
    return Site(
        {relative(absolute(one.path), place.folder): one for one in facts},
        files=place.files,
        generator=generator,
        hosts=settings.site_hosts,
        base=_base(config) or generator.base,
        redirects=read_redirects(dict(place.redirects), generator.redirects),
        ignores=place.ignores,
        folder="" if shown == "." else PurePath(shown).as_posix(),
        complete=place.complete,
        known=known,
        reported=reported,
    )


def build_sites(config: Config, scope: Scope | None, facts: Mapping[str, Facts]) -> dict[SiteKey, Site]:
    """The sites of a run by their keys, from the facts of their posts; a site without any is left out."""
    return {
        place.key: build_site(config, place, known)
        for place in (scope.places if scope is not None else ())
        if (known := facts_of(place, facts))
    }


def facts_of(place: SiteFolder, facts: Mapping[str, Facts]) -> list[Facts]:
    """The facts of the posts of a site, as far as they are known."""
    return [facts[path] for path in place.posts if path in facts]


def address_of(config: Config, doc: Document) -> str:
    """The address of a post in its site; "" when it cannot be determined."""
    from postlint.site.addresses import addresses
    from postlint.site.collect import collect_facts

    own = absolute(doc.path)
    site = config.site_of(Path(own))
    inside = relative(own, os.fspath(site.folder or config.root))
    found = addresses(collect_facts(doc), inside, generator_of(config.settings_for(doc.path)))
    return found[0] if found else ""


def _base(config: Config) -> str:
    from urllib.parse import urlsplit

    return urlsplit(str(config.file.get("site_url", ""))).path


def lint_sites(
    config: Config,
    scope: Scope,
    facts: Mapping[str, Facts],
    reported: Iterable[str],
    *,
    sites: Mapping[SiteKey, Site] | None = None,
    results: CachedResults | None = None,
    debug: bool = False,
) -> SiteFindings:
    """Run the rules about the sites, and keep the findings in posts that are reported on.

    `sites` are those that are built already, by key; `results` of earlier runs may have the links of the others.
    """
    settings = {path: config.settings_for(path) for path in reported}
    result = SiteFindings()
    for place in scope.places:
        known = facts_of(place, facts)
        if not known:
            continue
        site = (sites or {}).get(place.key) or _linked_site(config, place, known, settings, results)
        found = lint_site(site, settings, debug=debug)
        result.findings |= found.findings
        habits, of_habits = find_habits(
            sorted(known, key=attrgetter("path")),
            {path: settings[path] for path in place.posts if path in settings},
            {site.posts[path].path for path in site.pages},
        )
        result.habits[place.folder] = habits
        for finding in of_habits:
            result.findings.setdefault(finding.path, []).append(finding)
        first = min((one.path for one in known if one.path in settings), default="")
        result.seconds[first] = found.seconds
    return result


def _linked_site(
    config: Config,
    place: SiteFolder,
    facts: Sequence[Facts],
    reported: Container[str],
    results: CachedResults | None,
) -> Site:
    """The site in a folder; its links are resolved once, as long as nothing changes that they depend on."""
    if results is None:
        return build_site(config, place, facts, reported=reported)
    key = _links_key(config, place, facts)
    known = results.links(place.folder, key)
    site = build_site(config, place, facts, known=known, reported=reported)
    if known is None:
        results.keep_links(place.folder, key, KnownLinks.of(site))
    return site


# -- one site -------------------------------------------------------------------------------------------


class OneSiteFindings(NamedTuple):
    """The findings of the rules about one site, by path, and how long each rule took in seconds."""

    findings: dict[str, list[Finding]]
    seconds: dict[str, float]


def lint_site(site: Site, reported: Mapping[str, Settings], *, debug: bool = False) -> OneSiteFindings:
    """Run the rules that are on for the reported posts, given with their settings, and keep the findings in these.

    A rule that raises becomes a finding in the first of its posts. Findings in files that are no posts are kept when
    all posts are reported on.
    """
    with rare_collections():
        return _run_rules(site, reported, debug)


def _run_rules(site: Site, reported: Mapping[str, Settings], debug: bool) -> OneSiteFindings:
    """Run the rules until the time for the site is used up: that of a post, and a hundredth for each post."""
    result = OneSiteFindings({}, {})
    by_path = {facts.path: facts for facts in site.posts.values()}
    known = {path: reported[path] for path in by_path if path in reported}
    seconds = max((settings.post_timeout for settings in known.values()), default=0.0) * (1 + len(by_path) / 100)
    if not known:
        return result
    first = min(known)
    variant: _Variant | None = None
    try:
        with TimeLimit(seconds) as limit:
            for variant in _variants(known):
                _run_rule(site, variant, by_path, known, result, debug, limit)
    except TimeUpError as error:
        rule = variant.active.rule.name if variant is not None else "the site"
        result.findings.setdefault(first, []).extend(timed_out(known[first], by_path[first], rule, error))
    return result


def _run_rule(
    site: Site,
    variant: _Variant,
    by_path: Mapping[str, Facts],
    reported: Mapping[str, Settings],
    result: OneSiteFindings,
    debug: bool,
    limit: TimeLimit,
) -> None:
    """Run a rule with its options. Raises TimeUpError when the time for the site is used up."""
    rule = variant.active.rule
    began = time.perf_counter()
    whole = by_path.keys() <= reported.keys()
    first = min(variant.paths)
    failure: list[Finding] = []
    limit.begin()
    try:
        for hit in rule.resolve()(site, **rule.arguments(variant.active.options)):
            path = hit.path or ""
            if path in variant.paths:
                found = findings_of(variant.active, [hit], by_path[path], by_path)
            elif whole and path not in by_path:
                found = findings_of(variant.active, [hit], Facts(path), by_path)
            else:
                continue
            result.findings.setdefault(path, []).extend(found)
    except Exception as error:
        if debug:
            raise
        failure = crashed(reported[first], by_path[first], rule.name, error, "the site")
    except TimeUpError as error:
        if error.post:
            raise
        failure = timed_out(reported[first], by_path[first], rule.name, error)
    if failure:
        result.findings.setdefault(first, []).extend(failure)
    result.seconds[rule.name] = result.seconds.get(rule.name, 0) + time.perf_counter() - began


class _Variant(NamedTuple):
    """A rule with its options, and the posts that have it on with these options."""

    active: ActiveRule
    paths: set[str]


def _variants(reported: Mapping[str, Settings]) -> list[_Variant]:
    variants: dict[str, _Variant] = {}
    of_settings: dict[int, list[_Variant]] = {}
    for path, settings in reported.items():
        if id(settings) not in of_settings:
            of_settings[id(settings)] = [
                variants.setdefault(_variant_key(active), _Variant(active, set())) for active in site_rules(settings)
            ]
        for variant in of_settings[id(settings)]:
            variant.paths.add(path)
    return list(variants.values())


def _variant_key(active: ActiveRule) -> str:
    options = json.dumps(active.options, sort_keys=True, default=str)
    return f"{active.rule.name} {active.severity} {options}"


def _links_key(config: Config, place: SiteFolder, facts: Iterable[Facts]) -> str:
    """A digest of all that the addresses of a site and the resolutions of its links depend on."""
    settings = config.settings_for(place.posts[0])
    generator = [settings.preset, settings.schema, settings.overlay, *settings.site_hosts]
    site_url = str(config.file.get("site_url", ""))
    return digest(stamp(), *generator, "site", repr(place), site_url, *(repr(read_of(one)) for one in facts))
