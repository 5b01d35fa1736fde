"""Checks on duplicates among posts: titles, descriptions, addresses, keywords, text; and on spellings of tags."""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations

from postlint.checks.front_matter.tags import tag_key
from postlint.data.normal_forms import normalized
from postlint.data.patterns import lazy_pattern
from postlint.data.wording import on_one_line
from postlint.generators.post_files import IMAGE_ENDINGS, INDEX, bare_path, language_of_name
from postlint.generators.presets import GENERIC
from postlint.parse.hosts import path_of_url
from postlint.results.hits import Hit, Many, Related, Severity
from postlint.site.addresses import normal
from postlint.site.facts import Facts
from postlint.site.packed import Text
from postlint.site.shingles import nearest
from postlint.site.site import Site
from postlint.spans import Span

#: the most other places that a finding lists
SHOWN = 5

#: up to so many posts with the same mistake have a finding each
FEW = 3

#: so many code points of a text that many posts have are shown
_LONGEST = 60

#: so many doubles in the same two folders are no accident: a book made of posts, a talk given at several places
_ON_PURPOSE = 3

Place = tuple[Facts, Text]


def duplicate_title(site: Site, *, min_words: int) -> Iterator[Hit]:
    """Look for posts of one language with the same title; posts of fewer than `min_words` words are exempt.

    A title of one short word ("Basics") may stand once in each folder, which it belongs to.
    """
    titled = [(path, facts, facts.title) for path, facts in _single(site, min_words) if facts.title is not None]
    found: list[tuple[Hashable, Facts, Text]] = []
    for path, facts, title in titled:
        folder = posixpath.dirname(bare_path(path)) if _LABEL.fullmatch(title.text) else ""
        found.append(((*_part(site, path), folder, _folded(title.text)), facts, title))
    yield from _same(_by_accident(found))


#: one short word, of at most four letters where these are wide
_LABEL = lazy_pattern(r"(?:[A-Za-z\u00c0-\u04ff]{1,12}|[\u0e00-\uffff]{1,4})")


def duplicate_description(site: Site, *, min_words: int) -> Iterator[Hit]:
    """Look for posts of one language with the same description; posts of fewer than `min_words` words are exempt.

    So are posts whose titles differ only in a number, such as those of a yearly series; duplicate-title reports equal
    titles.
    """
    found: dict[Hashable, list[Place]] = defaultdict(list)
    for path, facts in _single(site, min_words):
        if facts.description is not None:
            found[*_part(site, path), _folded(facts.description.text)].append((facts, facts.description))
    several = {key: places for key, places in found.items() if _differ_in_title(places)}
    copies = [(key, facts, text) for key, places in several.items() for facts, text in places]
    yield from _same(_by_accident(copies), copied=True)


def _differ_in_title(places: Sequence[Place]) -> bool:
    return len(places) > 1 and len({_title_form(facts) for facts, _ in places}) > 1


def _single(site: Site, min_words: int = 0) -> Iterator[tuple[str, Facts]]:
    """The posts of at least `min_words` words with their paths, without pages that list others."""
    long = ((path, facts) for path, facts in site.published.items() if facts.words >= min_words)
    return ((path, facts) for path, facts in long if not site.is_list(path))


def _by_accident(found: Sequence[tuple[Hashable, Facts, Text]]) -> Iterator[tuple[Hashable, Facts, Text]]:
    """Those that share a key with another, except where posts of two folders do so again and again."""
    groups: dict[Hashable, Counter[str]] = defaultdict(Counter)
    for key, facts, _ in found:
        groups[key][_folder(facts)] += 1
    on_purpose = _twin_folders(pair for folders in groups.values() for pair in combinations(sorted(folders)[:50], 2))
    for key, facts, text in found:
        own, folders = _folder(facts), groups[key]
        others = (other for other in folders if other != own)
        if folders[own] > 1 or any((min(own, one), max(own, one)) not in on_purpose for one in others):
            yield key, facts, text


def _twin_folders(pairs: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Two folders, in order, for each pair of folders with several doubles."""
    return frozenset(pair for pair, count in Counter(pairs).items() if count >= _ON_PURPOSE)


def _folder(facts: Facts) -> str:
    """The folder of a post; of the index file of a folder, the one around that."""
    return posixpath.dirname(bare_path(facts.path.replace("\\", "/")))


def _part(site: Site, path: str) -> tuple[str, str]:
    """The part of the site in which posts have to differ: the post's language, and its version."""
    return site.posts[path].language, site.tree[path]


def duplicate_slug(site: Site) -> Iterator[Hit]:
    """Look for posts that get the same address, or the same end of one that is not known whole."""
    found: list[tuple[Hashable, Facts, Text]] = []
    ends: dict[str, str] = {}
    for path, facts in site.published.items():
        own = site.addresses[path]
        place = facts.address or facts.slug or Text("", *facts.top)
        if own and (facts.address is not None or not site.generator.by_code):
            found.append(((_language(site, path), _is_apart(site, path), own[0]), facts, place))
        elif facts.address is None and (facts.slug is not None or own):
            # it is the site's own code that makes addresses: those of one folder differ in their last parts
            folder, _, name = bare_path(path).rpartition("/")
            named = facts.slug is not None and site.generator.has_slug_key
            key = posixpath.join("/", folder, facts.slug.text.strip("/") if named and facts.slug else name)
            key = language_of_name(path).lower() + key
            found.append(((_language(site, path), False, key), facts, place))
            if named:
                ends[key] = f"…/{posixpath.basename(key)}"
    for hit in _same(_by_mistake(site, found), named=True):
        if _differ_in_ending([str(hit.path), *(str(one.path) for one in hit.related)]):
            # a program wrote both of one source, and one is left over
            many = Many("endings-many", site.folder or ".")
            yield hit._replace(message="endings", severity=Severity.WARNING, many=many)
            continue
        end = ends.get(str(hit.values["text"]))
        # code of the site may read another key than the slug, and where no generator is known, another than the address
        unsure = (end and not site.generator.certain) or site.generator.by_code or site.generator.name == GENERIC
        severity = Severity.WARNING if unsure else hit.severity
        yield hit._replace(values={**hit.values, "text": end or hit.values["text"]}, severity=severity)


def _differ_in_ending(paths: Sequence[str]) -> bool:
    """Whether paths are the same but for their endings: ``rye/index.md``, ``rye/index.markdown``."""
    return len({posixpath.splitext(path)[0] for path in paths}) == 1


def _is_apart(site: Site, path: str) -> bool:
    """Whether a post is the index of a folder where a file of the folder's name has a page of its own."""
    facts, name = site.posts[path], posixpath.basename(path).lower().partition(".")[0]
    by_path = facts.address is None and not facts.permalink.endswith("/")
    return site.generator.index_apart and by_path and name in INDEX


def _by_mistake(site: Site, found: Sequence[tuple[Hashable, Facts, Text]]) -> Iterator[tuple[Hashable, Facts, Text]]:
    """Those whose address is that of another post by mistake, and not by a rule of the site that is misunderstood.

    Several posts with one address that none of them names, again and again, would have been noticed; so would those of
    the same two folders: these are languages, or sites of their own.
    """
    groups: dict[Hashable, list[Facts]] = defaultdict(list)
    for key, facts, _ in found:
        groups[key].append(facts)
    several = {key: posts for key, posts in groups.items() if len(posts) > 1}
    made = {key for key, posts in several.items() if all(one.address is None and one.slug is None for one in posts)}
    lost = sum(len(several[key]) - 1 for key in made)
    doubtful = made if lost > max(_LOST, len(found) * _SHARE_LOST) else set()
    forks = Counter(_fork(posts[0], other) for posts in several.values() for other in posts[1:])
    on_purpose = {fork for fork, count in forks.items() if fork and count >= _ON_PURPOSE}
    if site.generator.name == GENERIC and len(several) > FEW:
        doubtful |= set(several)  # notes about pages, each with the slug of its page
    for key, posts in several.items():
        listed = site.generator.by_code and len(posts) > FEW  # the page that they name lists them
        if listed or all(_fork(posts[0], other) in on_purpose for other in posts[1:]):
            doubtful.add(key)
    yield from (one for one in found if one[0] not in doubtful)


def _fork(one: Facts, other: Facts) -> tuple[str, ...]:
    """The outermost two folders in which the paths of two posts differ, with the one around both; () without such."""
    mine, theirs = (posixpath.dirname(bare_path(facts.path.replace("\\", "/"))).split("/") for facts in (one, other))
    for depth, names in enumerate(zip(mine, theirs, strict=False)):
        if names[0] != names[1]:
            return ("/".join(mine[:depth]), *sorted(names))
    return ()


#: so many posts, or this share of a site's, are lost unnoticed
_LOST, _SHARE_LOST = 2, 0.05


def _language(site: Site, path: str) -> tuple[str, str]:
    """The language of a post, where the configuration or a header names several: each may have its own prefix."""
    several = len(site.generator.language_names) > 1
    named = dict(site.posts[path].keys).get("lang") or site.generator.header_language
    if several:
        return site.posts[path].language, site.tree[path]
    return (named, "") if site.generator.translations else ("", "")


def keyword_cannibalization(site: Site) -> Iterator[Hit]:
    """Look for posts with the same focus keyword, in whatever form; one that is a tag, too, is a topic of the site."""
    wanted = [
        (path, facts, facts.keyword)
        for path, facts in _single(site)
        if facts.keyword is not None and _folded(facts.keyword.text) not in {_folded(tag.text) for tag in facts.tags}
    ]
    yield from _same(((site.tree[path], facts.keyword_key), facts, keyword) for path, facts, keyword in wanted)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _same(found: Iterable[tuple[Hashable, Facts, Text]], *, named: bool = False, copied: bool = False) -> Iterator[Hit]:
    """A hit in each post of those that share a key, with the other posts as related places.

    That they are many has one cause. Of those that share what is `named`, only one can be on the site, and the first
    has no hit: one whose header does not name it, or the oldest. Nor has the oldest of a few with a `copied` text.
    """
    groups: dict[Hashable, list[Place]] = defaultdict(list)
    for key, facts, text in found:
        groups[key].append((facts, text))
    for key, places in groups.items():
        if len(places) < 2:
            continue
        if named or copied:
            places.sort(key=lambda place: (named and bool(place[1].text), place[0].date))
        many = Many("many", places[0][0].path) if len(places) > FEW and not named else None
        for index, (facts, text) in enumerate(places):
            if not index and (named or (copied and many is None)):
                continue
            others = [place for at, place in enumerate(places[: SHOWN + 1]) if at != index][:SHOWN]
            related = tuple(Related(other.span, "here, too", them.path) for them, other in others)
            shown = key[-1] if named and isinstance(key, tuple) else on_one_line(text.text, _LONGEST)
            values = {"text": shown, "post": others[0][0].path, "count": len(places) - 1}
            message = "default" if len(places) == 2 else "several"
            if named and len(places) == 2 and len({normalized("NFC", one.path) for one, _ in places}) == 1:
                message = "twice"
            yield Hit(text.span, values, message=message, related=related, path=facts.path, many=many)


def near_duplicate_post(site: Site, *, min_similarity: float, min_words: int) -> Iterator[Hit]:
    """Look for posts whose text is nearly that of another, unless one names the address of the original."""
    listed = [(path, facts) for path, facts in _single(site) if facts.words >= min_words]
    posts = [facts for _, facts in listed]
    found = []
    for index, other, similarity in nearest([facts.signature for facts in posts], min_similarity):
        if site.tree[listed[index][0]] != site.tree[listed[other][0]] or _are_editions(posts[index], posts[other]):
            continue  # an untranslated copy, an earlier version, or posts of one template
        if not any(_is_copy(site, *listed[one]) for one in (index, other)):
            first, second = sorted((_folder(posts[index]), _folder(posts[other])))
            found.append((posts[index], posts[other], similarity, (first, second)))
    on_purpose = _twin_folders(folders for *_, folders in found if folders[0] != folders[1])
    for one_post, other_post, similarity, folders in found:
        if folders in on_purpose:
            continue
        for one, twin in ((one_post, other_post), (other_post, one_post)):
            related = (Related(_place(twin), "the text is nearly the same here", twin.path),)
            values = {"post": twin.path, "percent": round(100 * similarity)}
            yield Hit(_place(one), values, related=related, path=one.path)


def _is_copy(site: Site, path: str, facts: Facts) -> bool:
    """Whether a post names another address as the canonical one."""
    own = site.addresses[path]
    if not facts.canonical or not own:
        return False
    return (site.local(facts.canonical) or normal(path_of_url(facts.canonical))) not in own


def _are_editions(one: Facts, other: Facts) -> bool:
    """Whether titles differ only in a number or the stage of a release: such posts repeat a template."""
    titles = [facts.title.text.casefold() if facts.title is not None else "" for facts in (one, other)]
    return _title_form(one) == _title_form(other) and titles[0] != titles[1]


def _title_form(facts: Facts) -> str:
    """The title without numbers, punctuation and the stage of a release."""
    title = facts.title.text.casefold() if facts.title is not None else facts.path
    return re.sub(r"[\W\d_]+|\b(?:rc|release candidate|alpha|beta|pre)\b", " ", title).strip()


def _place(facts: Facts) -> Span:
    return facts.title.span if facts.title is not None else facts.top


def inconsistent_tags(site: Site) -> Iterator[Hit]:
    """Look for tags with several spellings; the one that most posts use counts as correct.

    A spelling of more than a few posts is one finding.
    """
    spellings: dict[tuple[str, str], dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    for facts in site.published.values():
        for tag in facts.tags:
            key = tag_key(tag.text, plural=facts.language == "en")
            spellings[facts.language, key][tag.text].append((facts, tag))
    for forms in spellings.values():
        if len(forms) < 2:
            continue
        counts = Counter({form: len(places) for form, places in forms.items()})
        usual = max(counts, key=lambda form: (counts[form], -list(forms).index(form)))
        example, where = forms[usual][0]
        # a post with both spellings is reported by duplicate-tag
        done = {facts.path for facts, _ in forms.pop(usual)}
        related = (Related(where.span, f"'{usual}' here", example.path),)
        for form, places in forms.items():
            if site.generator.slugged_tags and tag_key(form, plural=False) == tag_key(usual, plural=False):
                continue  # they have one page
            others = [(facts, tag) for facts, tag in places if facts.path not in done]
            values = {"tag": form, "usual": usual, "post": example.path, "count": len(others)}
            message = "default" if len(others) <= FEW else "several"
            for facts, tag in others if len(others) <= FEW else others[:1]:
                yield Hit(tag.span, values, message, related=related, path=facts.path)


def unused_asset(site: Site) -> Iterator[Hit]:
    """Look for image files that no post names, in folders with images that posts use."""
    named = {name for facts in site.posts.values() for name in facts.file_names}
    assets = [path for path in site.files.paths if posixpath.splitext(path)[1].lower() in IMAGE_ENDINGS]
    used = {posixpath.dirname(path) for path in assets if posixpath.basename(path).lower() in named}
    for path in sorted(assets):
        if posixpath.dirname(path) in used and posixpath.basename(path).lower() not in named:
            yield Hit(Span(0, 0), {"file": posixpath.basename(path)}, path=site.shown(path))
