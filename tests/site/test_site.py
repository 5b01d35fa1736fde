"""Made-up sites of each generator: the links that lead nowhere, and nothing else, are found."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from zlib import crc32

import pytest

import postlint
from postlint.config.config import load_preset
from postlint.config.load_config import load_config
from postlint.document.document import Document
from postlint.generators.anchors import nuxt
from postlint.generators.generator import Generator
from postlint.site.addresses import ancestors
from postlint.site.collect import collect_facts
from postlint.site.facts import Facts
from postlint.site.known_links import KnownLinks, read_of
from postlint.site.packed import Target, Targets, Text, Texts
from postlint.site.redirects import read_redirects
from postlint.site.shingles import nearest, signature
from postlint.site.site import Site
from postlint.site.trees import trees
from support.sites import SITES, read_site, write_files, write_site

#: the rules that a crawl of the built site can confirm
LINKS = ("broken-link", "broken-image", "broken-anchor", "link-to-draft")


def lint(paths: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch, rules: tuple[str, ...] = LINKS) -> list[str]:
    monkeypatch.chdir(folder)
    report = postlint.lint_paths(paths, load_config(cwd=folder, select=rules))
    return [f"{found.path}:{found.line} {found.rule}" for found in report.findings]


@pytest.mark.parametrize("file", SITES, ids=lambda file: file.stem)
def test_links_that_lead_nowhere(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = read_site(file)
    write_site(site, tmp_path)
    assert sorted(lint(["."], tmp_path, monkeypatch)) == sorted(site["found"])


@pytest.mark.parametrize(
    ("element", "found"),
    [("", ["broken-image", "broken-link", "broken-image"]), ("<base href='{{ site.baseurl }}/'>\n", ["broken-image"])],
)
def test_relative_targets_are_joined_to_a_base_element(
    element: str, found: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "---\ntitle: A\n---\n![rye](img/rye.png) [b](2026/01/03/b.html) ![oats](img/oats.png)\n"
    files = {"img/rye.png": "", "_posts/2026-01-03-b.md": "---\ntitle: B\n---\n", "_config.yml": "title: Tea\n"}
    write_files(
        {**files, "_posts/2026-01-02-a.md": text, "_includes/head.html": f"<title>Tea</title>\n{element}"}, tmp_path
    )
    assert lint(["."], tmp_path, monkeypatch) == [f"_posts/2026-01-02-a.md:4 {rule}" for rule in found]


@pytest.mark.parametrize(
    ("config", "file", "source", "target", "meant"),
    [
        ("hugo.toml", "content/posts/img/rye.svg", "content/posts/a.md", "{filename}img/rye.svg", "/posts/img/rye.svg"),
        ("hugo.toml", "content/posts/a/img/rye.svg", "content/posts/a/index.md", "rye.svg", "img/rye.svg"),
        ("hugo.toml", "static/img/rye2.png", "content/posts/a.md", "/img/rye.png", ""),
        ("_config.yml", "media/rye.png", "_posts/2026-01-02-a.md", "media/rye.png", "/tea/media/rye.png"),
        ("mkdocs.yml", "docs/rye/loaf.png", "docs/blog/posts/a.md", "rye/loaf.png", "/rye/loaf.png"),
    ],
)
def test_a_suggestion_leads_somewhere_on_the_page(
    config: str, file: str, source: str, target: str, meant: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = {"hugo.toml": "", "_config.yml": "baseurl: /tea\n", "mkdocs.yml": "plugins: [blog]\n"}[config]
    write_files(
        {config: settings, file: "", source: f"---\ntitle: A\ndate: 2026-01-02\n---\n![A loaf]({target})\n"}, tmp_path
    )
    monkeypatch.chdir(tmp_path)
    (found,) = postlint.lint_paths(["."], load_config(cwd=tmp_path, select=("broken-image",))).findings
    assert found.message.rpartition("Is the file ")[2].split("'")[1] == (meant or target)


def test_an_empty_link_in_a_heading_has_no_broken_anchor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(
        {"hugo.toml": "", "content/a.md": "---\ntitle: A\n---\n## [](#rye-1)Rye\n\n[Oats](#oats-1)\n"}, tmp_path
    )
    assert lint(["."], tmp_path, monkeypatch) == ["content/a.md:6 broken-anchor"]


@pytest.mark.parametrize("file", SITES, ids=lambda file: file.stem)
def test_links_are_resolved_by_what_their_key_holds(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: set[str] = set()

    class Watched(Facts):
        __slots__ = ()

        def __getattribute__(self, name: str) -> object:
            seen.add(name)
            return super().__getattribute__(name)

    def watch(site: Site) -> None:
        seen.clear()
        site.posts = {
            path: Watched(**{one.name: getattr(facts, one.name) for one in fields(facts)})
            for path, facts in site.posts.items()
        }

    def links_of(site: Site) -> KnownLinks:
        watch(site)
        found = resolve_all(site)
        used = seen & {one.name for one in fields(Facts)}
        seen.clear()
        for facts in site.posts.values():
            read_of(facts)
        assert used <= seen
        sites.append(site)
        return found

    sites: list[Site] = []
    resolve_all = KnownLinks.of
    monkeypatch.setattr(KnownLinks, "of", links_of)
    write_site(read_site(file), tmp_path)
    monkeypatch.chdir(tmp_path)
    postlint.lint_paths(["."], load_config(cwd=tmp_path, select=LINKS), cache=".cache")
    assert sites


BLOG = {
    "content/a.md": "---\ntitle: Tubes\ntags: [rubbers]\n---\n[no](no.md)\n",
    "content/b.md": "---\ntitle: Tubes\n---\n[no](no.md) [a](a.md)\n",
    "content/c.md": "---\ntitle: Tyres\ntags: [Rubber]\n---\n"
    "<!-- postlint-disable broken-link orphan-post -->\n[no](no.md)\n",
}


RULES = "rules:\n  orphan-post: {min_posts: 2}\n  duplicate-title: {min_words: 0}\n"
CONFIG = f"content: [content/*.md]\npreset: hugo\nlanguage: en\n{RULES}"


@pytest.mark.parametrize(("general", "override"), [("off", "warning"), ("warning", "off")])
def test_texts_are_compared_where_the_rule_is_on_for_one_of_them(
    general: str, override: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = " ".join(f"Loaf {n} rises in a warm place near oven {n}." for n in range(60))
    config = (
        f"rules: {{near-duplicate-post: {general}}}\n"
        f"overrides: [{{files: ['content/b/**'], rules: {{near-duplicate-post: {override}}}}}]\n"
    )
    posts = {f"content/{one}/post.md": f"---\ntitle: Loaf {one}\n---\n\n{text}\n" for one in "abc"}
    write_files({"hugo.toml": "title='x'\n", ".postlint.yaml": config, **posts}, tmp_path)
    monkeypatch.chdir(tmp_path)
    found = postlint.lint_paths(["."], load_config(cwd=tmp_path)).findings
    near = {one.path for one in found if one.rule == "near-duplicate-post"}
    assert near == ({"content/b/post.md"} if override == "warning" else {"content/a/post.md", "content/c/post.md"})


@pytest.mark.parametrize(("paths", "found"), [(["blog"], []), (["."], ["blog/2026-02-04-oats.md:6 broken-link"])])
def test_docs_that_are_not_read_may_have_any_address(
    paths: list[str], found: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = 'export default {presets: [["classic", {docs: {path: "docs"}, blog: {path: "blog"}}]]}'
    names = ("mill", "oven", "salt", "yeast")
    docs = {f"docs/{name}.md": f"---\nid: the-{name}\n---\nText.\n" for name in names}
    links = " ".join(f"[a](/docs/the-{name})" for name in names)
    post = f"---\ntitle: Oats\n---\n[a](/docs/mill) [a](/docs/oven) [a](/docs/salt)\n{links}\n[a](/docs/gone)\n"
    write_files({"docusaurus.config.js": config, **docs, "blog/2026-02-04-oats.md": post}, tmp_path)
    assert lint(paths, tmp_path, monkeypatch) == found


def test_themes_look_for_images_of_the_header_at_the_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    header = "---\ntitle: A\nimage: ./{}.png\n---\nText.\n"
    posts = {f"_posts/2026-01-02-{name}.md": header.format(name) for name in ("rye", "oats")}
    write_files({"_config.yml": "", "rye.png": "", **posts}, tmp_path)
    assert lint(["."], tmp_path, monkeypatch) == ["_posts/2026-01-02-oats.md:3 broken-image"]


def test_a_comment_silences_one_of_many_links_to_ids(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    links = "\n\n".join(f"[a](#{name})" for name in ("flour", "ovens", "salts", "water", "yeast", "starter"))
    text = f"---\ntitle: A\n---\n<!-- postlint-disable-next-line broken-anchor -->\n{links}\n"
    write_files({"hugo.toml": "title='x'\n", "content/a.md": text, "content/b.md": text}, tmp_path)
    assert lint(["."], tmp_path, monkeypatch) == [f"content/{one}.md:7 broken-anchor" for one in "ab"]


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_files({**BLOG, ".postlint.yaml": CONFIG}, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        ({"hugo.toml": ""}, "56"),
        ({"hugo.yaml": "module: {mounts: [{source: pics, target: static/x}]}"}, "56"),
        ({"hugo.yaml": "module: {mounts: [{source: pics, target: static/y}]}"}, "5"),
        ({"hugo.yaml": "module: {mounts: [{source: node_modules/y, target: static/y}]}"}, "5"),
        ({"hugo.yaml": "module: {imports: [{path: x.dev/y, mounts: [{source: z, target: static/y}]}]}"}, ""),
        ({"hugo.toml": "", "layouts/_default/_markup/render-image.html": "{{ resources.Get .Destination }}"}, "6"),
        ({"hugo.toml": "", "layouts/_default/_markup/render-image.html": "{{ .Destination }}"}, "56"),
    ],
)
def test_where_hugo_finds_images(
    files: dict[str, str], lines: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = "---\ntitle: Rye\n---\n\n![A](img/a.png)\n![B](/y/b.png)\n![A](/img/a.png)\n"
    images = dict.fromkeys(("assets/img/a.png", "pics/b.png", "static/y/c.png"), "")
    write_files({**images, "content/posts/a.md": post, **files}, tmp_path)
    found = lint(["content"], tmp_path, monkeypatch, ("broken-image",))
    assert found == [f"content/posts/a.md:{line} broken-image" for line in lines]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("conf.py", "BLOG_TITLE = 'x'\nFILES_FOLDERS = {'pics': 'img'}\nIMAGE_FOLDERS = {'photos': 'ph'}\n"),
        (
            "_config.ts",
            'import lume from "lume/mod.ts"; lume().copy("pics", "img").add("photos", "ph");',
        ),
    ],
)
def test_folders_that_are_served_elsewhere(
    name: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = "---\ntitle: Rye\ndate: 2026-01-01\n---\n\n![A](/img/a.png)\n![B](/ph/b.png)\n![C](/img/b.png)\n"
    write_files({name: text, "pics/a.png": "", "photos/b.png": "", "posts/a.md": post}, tmp_path)
    assert lint(["posts"], tmp_path, monkeypatch, ("broken-image",)) == ["posts/a.md:8 broken-image"]


@pytest.mark.parametrize(
    ("code", "severity"), [("node.url = github(node.url)", "warning"), ("links.push(node.url)", "error")]
)
def test_links_that_a_plugin_may_change_are_not_surely_broken(
    code: str, severity: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    posts = {f"docs/{name}.md": f"# {name}\n\n[x]({other}.md)\n" for name, other in ("ab", "bc", "ca", "dx")}
    write_files({"docusaurus.config.js": "", "src/links.js": code, **posts}, tmp_path)
    found = postlint.lint_paths(["docs"], load_config(cwd=tmp_path)).findings
    assert [str(one.severity) for one in found if one.rule == "broken-link"] == [severity]


@pytest.mark.parametrize("target", ["nowhere", "../outside"])
@pytest.mark.parametrize("name", ["images", "images.d", "[images]"])
def test_what_a_link_to_an_unread_folder_holds_is_not_missing(
    target: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "blog"
    write_files({".git/HEAD": "", "content/a.md": f"# Rye\n\n![A]({name}/a.png)\n![B](pots/b.png)\n"}, inside)
    write_files({"outside/a.png": "", "blog/content/pots/c.png": ""}, tmp_path)
    (inside / "content" / name).symlink_to(inside / target)
    assert lint(["."], inside, monkeypatch, ("broken-image",)) == ["content/a.md:4 broken-image"]


@pytest.mark.parametrize(("place", "lines"), [("layouts/page.njk", "4"), ("node_modules/x/page.njk", "34")])
def test_layouts_of_an_unknown_generator_have_ids(
    place: str, lines: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = "# Rye\n\n[form](#form)\n[oats](#oats)\n"
    write_files({"package.json": "{}", place: '<div id="form"></div>', "src/a.md": post}, tmp_path)
    assert lint(["."], tmp_path, monkeypatch, ("broken-anchor",)) == [
        f"src/a.md:{line} broken-anchor" for line in lines
    ]


def test_reading_is_not_reporting(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few files are reported on, all are read."""
    wanted = ["content/b.md:2 duplicate-title", "content/b.md:2 orphan-post", "content/b.md:4 broken-link"]
    assert lint(["content/b.md"], blog, monkeypatch, ("site",)) == wanted
    assert lint([str(blog / "content/b.md")], blog, monkeypatch, ("site",)) == [f"{blog}/{line}" for line in wanted]


def test_one_file_of_an_unknown_site_is_not_judged(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (blog / ".postlint.yaml").unlink()
    assert lint(["content/b.md"], blog, monkeypatch, ("site",)) == []
    config = load_config(cwd=blog, select=["orphan-post"])
    (note,) = postlint.lint_paths(["content/b.md"], config).notes
    assert "orphan-post" in note
    assert postlint.lint_paths(["content/b.md"], load_config(cwd=blog)).notes == ()
    assert "content/b.md:4 broken-link" in lint(["content"], blog, monkeypatch, ("site",))


def test_suppressions_hold_for_the_site(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = lint(["content/c.md"], blog, monkeypatch, ("site", "postlint"))
    # the comment is below the title, where orphan-post reports
    assert found == [
        "content/c.md:2 orphan-post",
        "content/c.md:3 inconsistent-tags",
        "content/c.md:5 unused-suppression",
    ]


def test_related_places_are_in_the_other_post(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = postlint.lint_paths(["content/b.md"], load_config(cwd=blog, select=["duplicate-title"]))
    (finding,) = report.findings
    assert [(place.path, place.line, place.column) for place in finding.related] == [("content/a.md", 2, 8)]
    assert report.files[0].lines == {2: "title: Tubes"}


def test_an_override_turns_a_rule_of_the_site_off(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = (
        "content: [content/*.md]\npreset: hugo\noverrides: [{files: [content/a.md], rules: {broken-link: off}}]\n"
    )
    (blog / ".postlint.yaml").write_text(settings, encoding="utf-8")
    report = postlint.lint_paths(["."], load_config(cwd=blog))
    assert [f.path for f in report.findings if f.rule == "broken-link"] == ["content/b.md"]


def test_facts_survive_json(blog: Path) -> None:
    text = BLOG["content/a.md"] + "## Über *uns*\n\n## Über\n\n" + "many words make a signature " * 9 + "![x](x.png)\n"
    facts = collect_facts(Document.from_text(text, "content/a.md"), with_forms=True, with_signature=True)
    assert facts.anchors and facts.links and facts.forms and len(facts.signature) == 64
    assert Facts.from_json(json.loads(json.dumps(facts.to_json()))) == facts


@pytest.mark.parametrize(
    "values", [[], [Target("/a#b", 3, 7), Target("", 9, 9, "image"), Target("é\ud800", 70_000, 70_002, "tag")]]
)
def test_packed_targets_are_those_that_were_packed(values: list[Target]) -> None:
    packed = Targets.of(values)
    assert (list(packed), len(packed), bool(packed)) == (values, len(values), bool(values))
    assert Targets.from_json(json.loads(json.dumps(packed.to_json()))) == packed
    assert list(Targets.of([Target("a\nb", 0, 3)])) == [Target("a b", 0, 3)]


def test_packed_texts_without_their_places_are_not_read() -> None:
    packed, places = Texts.of([Text("a", 0, 1), Text("b", 2, 3)]).to_json()
    with pytest.raises(ValueError, match="other texts than places"):
        Texts.from_json([packed + "\nc", places])


def test_signatures_are_the_same_everywhere() -> None:
    words = [f"word{number}" for number in range(100)]
    assert crc32(signature(words).tobytes()) == 1674728130


def test_the_attributes_of_a_shortcode_are_read_in_linear_time() -> None:
    text = "{{< figure " + "a-" * 100_000 + " src=a.png >}}\n"
    facts = collect_facts(Document.from_text(text, "a.md", load_preset("hugo")))
    assert [one.url for one in facts.links] == ["a.png"]


@pytest.mark.parametrize(("changed", "alike"), [(0, True), (5, True), (200, False)])
def test_near_duplicates(changed: int, alike: bool) -> None:
    words = [f"word{number * 7919 % 1009}" for number in range(400)]
    other = [f"new{number}" for number in range(changed)] + words[changed:]
    found = list(nearest([signature(words), signature(other)], 0.85))
    assert bool(found) is alike


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("_redirects", "/old /new 301\n# no\n/lost /404 404\n/a/* /b/:splat\n/p/:slug /q/:slug\n"),
        (
            "netlify.toml",
            '[[redirects]]\nfrom = "/old"\nto = "/new"\n[[redirects]]\nfrom = "/a/*"\n[[redirects]]\nfrom="/p/:x"\n',
        ),
        (
            "site-nginx.conf",
            "rewrite ^/old$ /new permanent;\nlocation /a/ { proxy_pass https://a.example; }\nrewrite ^/p/x$ /q;\n"
            "location /older/ {\n  try_files $uri =404;\n}\n",
        ),
        ("nuxt.config.ts", "vite: { server: { proxy: { '/old': { target: x }, '/a': { target: x }, '/p': y } } }"),
        ("vercel.json", '{"redirects": [{"source": "/old"}, {"source": "/a/:path*"}, {"source": "/p/:slug(\\\\w+)"}]}'),
    ],
)
def test_redirect_files(text: str, sources: str) -> None:
    redirects = read_redirects({f"static/{text}": sources})
    covered = [
        address for address in ("/old", "/a/b/c", "/p/x", "/lost", "/older", "/p/x/y") if redirects.covers(address)
    ]
    assert covered[:3] == ["/old", "/a/b/c", "/p/x"]
    assert "/lost" not in covered and "/older" not in covered


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("_redirects", "/* /de/404 404 Language=de\n/* /de/:splat 302 Language=de\n"),
        ("netlify.toml", '[[redirects]]\nfrom = "/*"\nto = "/de"\nconditions = {Language = ["de"]}\n'),
        ("vercel.json", '{"redirects": [{"source": "/:path*", "has": [{"type": "host", "value": "www.x.example"}]}]}'),
        ("_redirects", "/a*a*a*a*a*a*a*a*a*a*b /x\n"),
    ],
)
def test_redirects_for_some_visitors_and_endless_ones_cover_nothing(name: str, text: str) -> None:
    assert not read_redirects({name: text}).covers("/" + "a" * 60)


def test_a_file_that_a_theme_may_serve_is_not_missing() -> None:
    hugo = Generator.from_data("hugo", load_preset("hugo").data)
    text = "![a](/img/theme.png) ![b](/img/gone.png)"
    facts = collect_facts(Document.from_text(text, "content/posts/a.md", load_preset("hugo")))
    site = Site({facts.path: facts}, files=("static/x.png", "themes/mine/static/img/theme.png"), generator=hugo)
    assert [resolution.state for _, _, resolution in site.links] == ["unknown", "missing"]


@pytest.mark.parametrize(
    ("preset", "file", "state"),
    [
        ("generic", "public/posts/bread/crumb.png", "unknown"),
        ("generic", "media/crumb.png", "unknown"),
        ("generic", "media/other.png", "missing"),
        ("gatsby", "static/posts/bread/crumb.png", "unknown"),
        ("gatsby", "media/crumb.png", "missing"),
        ("hugo", "media/bread/crumb.png", "missing"),
    ],
)
def test_a_file_that_code_of_the_site_may_place_is_not_missing(preset: str, file: str, state: str) -> None:
    generator = Generator.from_data(preset, load_preset(preset).data)
    facts = collect_facts(Document.from_text("![A crumb](crumb.png)", "posts/bread.md", load_preset(preset)))
    site = Site({facts.path: facts}, files=(file,), generator=generator)
    assert [resolution.state for _, _, resolution in site.links] == [state]


@pytest.mark.parametrize(("file", "state"), [("content/posts/old.org", "unknown"), ("docs/old.org", "missing")])
def test_slugs_of_posts_in_other_formats_are_not_known(file: str, state: str) -> None:
    preset = load_preset("hugo")
    facts = collect_facts(Document.from_text("[old](/posts/gone/)\n", "content/posts/rye.md", preset))
    site = Site({facts.path: facts}, files=(file,), generator=Generator.from_data("hugo", preset.data))
    assert [resolution.state for _, _, resolution in site.links] == [state]


@pytest.mark.parametrize(("files", "state"), [((), "unknown"), (("posts/rye.png",), "missing")])
def test_images_are_not_beside_posts_where_no_file_is(files: tuple[str, ...], state: str) -> None:
    facts = collect_facts(Document.from_text("![A crumb](crumb.png)", "posts/bread.md", load_preset("generic")))
    site = Site({facts.path: facts}, files=files, complete=False)
    assert [resolution.state for _, _, resolution in site.links] == [state]


@pytest.mark.parametrize(
    ("heading", "anchor"), [("🔥 Rye", "rye"), ("6. Rye & wheat", "_6-rye-wheat"), ("- Rye -", "rye"), ("Été", "été")]
)
def test_anchors_of_nuxt(heading: str, anchor: str) -> None:
    assert nuxt(heading) == anchor


def test_a_page_with_the_name_of_several_posts_is_not_missing_where_addresses_are_unknown() -> None:
    texts = {
        "content/blog/bread.md": "[Flour](/blog/flour/) [Water](/blog/water/) [Salt](/blog/salt/) [x](/blog/rye-oats/)",
        "content/blog/flour.md": "[Water](/blog/water/)",
        "content/blog/salt.md": "",
        "content/blog/rye,-oats.md": "",
        "content/blog/water.md": "",
        "content/book/salt.md": "",
    }
    facts = [collect_facts(Document.from_text(text, path)) for path, text in texts.items()]
    site = Site({one.path: one for one in facts})
    assert [found.state for _, _, found in site.links] == ["post", "post", "unknown", "unknown", "post"]


def test_what_an_earlier_build_left_is_no_part_of_the_site() -> None:
    hugo = Generator.from_data("hugo", load_preset("hugo").data)
    files = ("public/posts/gone/index.html", "static/a.png")
    assert Site({}, files=files, generator=hugo).files.paths == {"static/a.png"}


@pytest.mark.parametrize("text", ["[[", "{", "[]", "redirects = 3", '{"redirects": 3}'])
def test_redirect_files_that_cannot_be_read_redirect_nothing(text: str) -> None:
    for name in ("_redirects", "netlify.toml", "vercel.json"):
        assert not read_redirects({name: text}).covers("/x")


#: paths, the languages of the configuration, the parts that the paths are in
TREES = [
    (["en/a.md", "en/b.md", "en/c.md", "de/a.md", "de/b.md", "de/c.md"], [], ["en"] * 3 + ["de"] * 3),
    (
        ["docs/a.md", "docs/b.md", "docs/c.md", "docs/x/a.md", "docs/x/b.md", "docs/x/c.md"],
        [],
        [""] * 3 + ["docs/x"] * 3,
    ),
    (["2024/a.md", "2024/b.md", "2024/c.md", "2025/a.md", "2025/d.md", "2025/e.md"], [], [""] * 6),
    (["posts/a.md", "posts/de/a.md"], ["de"], ["", "posts/de"]),
    (
        ["en/v1/a.md", "en/v1/b.md", "en/v1/c.md", "en/v2/a.md", "en/v2/b.md", "en/v2/c.md", "en/d.md"],
        ["en"],
        ["en en/v1"] * 3 + ["en en/v2"] * 3 + ["en"],
    ),
    (["a.md", "a.de.md", "b/index.pt-br.md"], [], ["", "de", "pt-br"]),
]


@pytest.mark.parametrize(("paths", "languages", "parts"), TREES)
def test_parts_of_a_site(paths: list[str], languages: list[str], parts: list[str]) -> None:
    found = trees(paths, languages)
    assert [found[path] for path in paths] == parts


def test_versions_of_a_page_are_no_duplicates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    post = "---\ntitle: Tubes and tyres\n---\n" + "Text. " * 150
    names = ["docs/a.md", "docs/b/c.md", "versioned_docs/version-1/a.md", "versioned_docs/version-2/a.md"]
    settings = {"docusaurus.config.js": "x({docs: {}})", "versions.json": '["2", "1"]'}
    write_files({**settings, **dict.fromkeys(names, post)}, tmp_path)
    assert lint(["."], tmp_path, monkeypatch, ("duplicate-title",)) == [
        "docs/a.md:2 duplicate-title",
        "docs/b/c.md:2 duplicate-title",
    ]


def test_translations_and_lists_are_no_duplicates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    post = "---\ntitle: Tubes\ndescription: All about tubes.\n---\n" + "Text. " * 150
    names = ["posts/a.md", "posts/de/a.md", "posts/index.md", "archives/index.md", "posts/b/index.md"]
    write_files(
        {"_config.yml": "new_post_name: x\nlanguage: [en, de]\n", **{f"source/{name}": post for name in names}},
        tmp_path,
    )
    found = lint(["."], tmp_path, monkeypatch, ("duplicate-title",))
    assert found == ["source/posts/a.md:2 duplicate-title", "source/posts/b/index.md:2 duplicate-title"]


@pytest.mark.parametrize(("folder", "same"), [("docs", 0), ("texts", 1)])
def test_a_file_outside_of_the_folders_with_pages_has_no_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str, same: int
) -> None:
    files = {"mkdocs.yml": "site_name: A\n", "README.md": "# A\n", f"{folder}/index.md": "# B\n", "index.md": "# C\n"}
    write_files({**files, ".postlint.yaml": "content: ['**/*.md', README.md]\n"}, tmp_path)
    assert len(lint(["."], tmp_path, monkeypatch, ("duplicate-slug",))) == same


@pytest.mark.parametrize(
    ("files", "folder", "same"),
    [
        ({"nuxt.config.ts": "modules: ['@nuxt/content']"}, "content/blog", 0),
        ({"_config.ts": "import lume from 'lume/mod.ts'"}, "posts", 0),
        ({"quartz.config.ts": "", "quartz/x.ts": ""}, "content", 0),
        ({".vuepress/config.js": ""}, "posts", 0),
        ({"myst.yml": "project: {}"}, "posts", 0),
        ({"gatsby-config.js": ""}, "content/blog", 1),
        ({"hugo.toml": ""}, "content/posts", 1),
    ],
)
def test_a_slug_key_counts_where_the_generator_makes_addresses_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str], folder: str, same: int
) -> None:
    posts = {f"{folder}/{name}.md": f"---\ntitle: {name}\nslug: rye\n---\nT\n" for name in "ab"}
    write_files({**files, **posts}, tmp_path)
    assert len(lint(["."], tmp_path, monkeypatch, ("duplicate-slug",))) == same


def test_a_picture_of_another_post_is_not_meant(tmp_path: Path) -> None:
    files = ("static/rye/01.png", "static/oats/loaf.png", "static/rye/loaf.png", "static/oats/crumb.png")
    post = "---\ntitle: A\n---\n![a](/wheat/01.png) ![b](/wheat/loaf.png) ![c](/wheat/crumb.png)\n"
    write_files({"hugo.toml": "", "content/a.md": post, **dict.fromkeys(files, "png")}, tmp_path)
    found = postlint.lint_paths([str(tmp_path)], load_config(cwd=tmp_path, select=["broken-image"])).findings
    assert [one.message.partition("Is the file ")[2] for one in found] == ["", "", "'/oats/crumb.png' meant?"]


def test_an_address_from_which_hexo_serves_nothing_is_not_meant(tmp_path: Path) -> None:
    files = {
        "_config.yml": "permalink: :title/\nnew_post_name: :title.md\npost_asset_folder: true\n",
        "source/_posts/oats.md": '---\ntitle: A\n---\n<img src="cup.png" alt="A cup">\n',
        "source/_posts/rye.md": "---\ntitle: B\n---\nB.\n",
        "source/_posts/rye/cup.png": "png",
    }
    write_files(files, tmp_path)
    found = postlint.lint_paths([str(tmp_path)], load_config(cwd=tmp_path)).findings
    images = [one.message for one in found if one.rule == "broken-image"]
    assert images == ["There is no image 'cup.png'; correct the address or add the file."]


@pytest.mark.parametrize(
    ("url", "severity"), [("/img/no.png", "error"), ("/wp-content/no.png", "warning"), ("/media/x/no.png", "error")]
)
def test_an_image_in_a_missing_folder_at_the_top_may_be_elsewhere(tmp_path: Path, url: str, severity: str) -> None:
    copied = "c.addPassthroughCopy({'src/pics': 'media/x'}); c.addPassthroughCopy({'src/img': 'img'})"
    write_files(
        {".eleventy.js": copied, "src/pics/a.png": "", "src/img/a.png": "", "a.md": f"# A\n![x]({url})\n"}, tmp_path
    )
    found = postlint.lint_paths([str(tmp_path)], load_config(cwd=tmp_path, select=["broken-image"])).findings
    assert [str(one.severity) for one in found] == [severity]


@pytest.mark.parametrize(("silenced", "reported"), [((), "a"), (("a",), "b"), (("a", "c"), "b"), (("a", "b", "c"), "")])
def test_a_comment_in_one_post_leaves_the_images_of_a_missing_folder_to_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, silenced: tuple[str, ...], reported: str
) -> None:
    comment, images = "<!-- postlint-disable-next-line broken-image -->\n", "![x](/old/{0}1.png) ![y](/old/{0}2.png)\n"
    posts = {f"content/{n}.md": "# A\n\n" + comment * (n in silenced) + images.format(n) for n in "abc"}
    write_files({"hugo.toml": "", "static/img/a.png": "", **posts}, tmp_path)
    rules = ("broken-image", "unused-suppression")
    found = lint(["."], tmp_path, monkeypatch, rules)
    assert [line.partition(":")[0] for line in found] == [f"content/{n}.md" for n in reported]


def test_a_plugin_gives_each_language_a_prefix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    post = "---\ntitle: Reifen\nlang: {}\n---\n"
    files = {"_posts/2026-01-02-a.md": post.format("en"), "_posts/de/2026-01-02-a.md": post.format("de")}
    write_files({"_config.yml": "languages: [en, de]\n", **files}, tmp_path)
    assert lint(["."], tmp_path, monkeypatch, ("duplicate-slug",)) == []
    write_files({"_config.yml": "languages: [en]\n"}, tmp_path)
    assert len(lint(["."], tmp_path, monkeypatch, ("duplicate-slug",))) == 1


def test_titles_that_templates_print_are_no_duplicates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    post = "# {frontmatter.title}\n\n" + "Text. " * 150
    write_files({f"posts/{name}.mdx": post for name in ("a", "b")}, tmp_path)
    assert lint(["."], tmp_path, monkeypatch, ("duplicate-title",)) == []
    write_files({f"posts/{name}.mdx": post.replace("{frontmatter.title}", "Tubes") for name in ("a", "b")}, tmp_path)
    assert len(lint(["."], tmp_path, monkeypatch, ("duplicate-title",))) == 2


def test_redirects_of_hosts() -> None:
    texts = {
        "_redirects": "/old/* /new/:splat\n",
        "firebase.json": '{"hosting": {"redirects": [{"source": "/fire", "destination": "/x"}]}}',
        "staticwebapp.config.json": '{"routes": [{"route": "/azure", "redirect": "/x"}, {"route": "/no"}]}',
    }
    redirects = read_redirects(texts, ["config", "/more"])
    covered = [
        one
        for one in ("/old", "/old/a", "/older", "/fire", "/azure", "/no", "/config", "/more")
        if redirects.covers(one)
    ]
    assert covered == ["/old", "/old/a", "/fire", "/azure", "/config", "/more"]


#: files of a site with their texts, and the findings: the target of a link is known, or cannot be determined
JUDGED = {
    "pages made from data": (
        {"astro.config.mjs": "", "src/pages/projects/[slug].astro": "", "src/data/projects.json": "{}",
         "src/content/blog/a.md": "---\ntitle: A\n---\n[x](/projects/lamp/) [y](/projects/desk/)\n"}, []),
    "posts at the root": (
        {"astro.config.mjs": "", "src/pages/[slug].astro": "", "src/content/blog/tubes.md": "---\ntitle: A\n---\n",
         "src/content/blog/a.md": "---\ntitle: A\n---\n[x](/tubes/) [y](/blog/none/)\n"}, []),
    "a page that is not among the posts": (
        {"hugo.toml": "", "content/posts/a.md": "---\ntitle: A\n---\n[x](/posts/part/)\n",
         "content/posts/b.md": "---\ntitle: B\n---\n", ".postlint.yaml": "content: ['content/posts/?.md']\n",
         "content/posts/part.md": ""}, []),
    "a relative alias": (
        {"hugo.toml": "",
         "content/posts/a.md": "---\ntitle: A\naliases: [old, ../older]\n---\n[x](/posts/old/)\n[y](/older/)\n"},
        []),
    "another site of the host": (
        {"hugo.toml": "baseURL = 'https://a.example/blog/'",
         "content/posts/a.md": "---\ntitle: A\n---\n[x](https://a.example/posts/none/)\n\n"
         "[y](https://a.example/blog/posts/none/)\n"}, ["content/posts/a.md:6 broken-link"]),
    "the case of an address on Netlify": (
        {"hugo.toml": "", "netlify.toml": "", "content/posts/tubes.md": "---\ntitle: T\n---\n",
         "content/posts/a.md": "---\ntitle: A\n---\n[x](/posts/Tubes/)\n"}, []),
    "an image below the base": (
        {"hugo.toml": "baseURL = 'https://a.example/blog/'", "static/img/a.png": "png",
         "content/posts/a.md": "---\ntitle: A\n---\n![x](/blog/img/a.png) ![y](/blog/img/b.png)\n"},
        ["content/posts/a.md:4 broken-image"]),
    "ids of layouts": (
        {"hugo.toml": "", "layouts/single.html": "<h2 id=\"comments\">",
         "layouts/shortcodes/term.html": "<dt id='def-{{ .Get 0 }}'>",
         "content/posts/a.md": "---\ntitle: A\n---\n[x](#comments) [y](#def-tube) [z](#none) [top](#top)\n"},
        ["content/posts/a.md:4 broken-anchor"]),
    "letters that Zola has a table for": (
        {"zola.toml": "",
         "content/a.md": "+++\ntitle = 'A'\n+++\n## \U0001f680 Faster, 速い\n[x](#rocket-faster-su-i) [y](#slower)\n"},
        ["content/a.md:5 broken-anchor"]),
    "the slugs that MkDocs is told to make": (
        {"mkdocs.yml": "markdown_extensions:\n- toc:\n    slugify: !!python/object/apply:pymdownx.slugs.slugify\n",
         "docs/a.md": "## Milk & Sugar\n[x](#milk--sugar) [y](#milk-sugar)\n"}, ["docs/a.md:2 broken-anchor"]),
    "pages that another program is told not to look for": (
        {"mkdocs.yml": "plugins:\n- htmlproofer:\n    ignore_urls: [../lists/*, https://a.example/]\n",
         "docs/a.md": "[x](lists/rye.md) [y](../lists/oats.md) [z](tea/lists.md)\n", "docs/b.md": "[x](a.md)\n"},
        ["docs/a.md:1 broken-link"]),
    "headings of which Python-Markdown leaves nothing": (
        {"mkdocs.yml": "", "docs/a.md": "## Чай\n\n## Хлеб\n\n[x](#_1) [y](#_2) [z](#_3)\n"},
        ["docs/a.md:5 broken-anchor"]),
    "a file on the host beside the site": (
        {"hugo.toml": "baseURL = 'https://a.example/'", "static/img/a.png": "",
         "content/posts/a.md": "---\ntitle: A\n---\n[x](https://a.example/dl/v1/tool.zip)\n\n"
         "![y](https://a.example/img/no.png)\n"}, ["content/posts/a.md:6 broken-image"]),
    "letters and pictures of Hugo": (
        {"hugo.toml": "",
         "content/posts/a.md": "---\ntitle: A\n---\n## İlk :rocket: adım\n[x](#ilk--adım) [y](#ilk-rocket-adım)\n"},
        []),
    "figures of a shortcode of the site's own": (
        {"hugo.toml": "", "static/img/a.png": "", "layouts/shortcodes/figure.html": "{{ resources.Get (.Get `src`) }}",
         "content/a.md": "{{< figure src=\"/img/b.png\" >}} {{< figure src=\"c.png\" >}}\n\n![x](/img/c.png)\n"},
        ["content/a.md:3 broken-image"]),
    "figures of a shortcode of the theme": (
        {"hugo.toml": "theme = 'rye'", "static/img/a.png": "", "themes/rye/layouts/_shortcodes/figure.html": "",
         "content/a.md": "{{< figure src=\"/img/b.png\" >}}\n\n![x](/img/c.png)\n"},
        ["content/a.md:3 broken-image"]),
    "images in a folder that the header names": (
        {"_config.yml": "", "img/rye/a.png": "",
         "_posts/2026-01-02-a.md": "---\ntitle: A\nmedia_subpath: /img/rye/\n---\n![x](a.png)\n\n![y](b.png)\n",
         "_posts/2026-01-02-b.md": "---\ntitle: A\n---\n![x](a.png)\n"},
        ["_posts/2026-01-02-a.md:7 broken-image", "_posts/2026-01-02-b.md:4 broken-image"]),
    "headers with a slash that name no folder": (
        {"hugo.toml": "", "content/rye/loaf.png": "",
         "content/rye/index.md": "---\nimage_credit: Larch/Commons\nimage_alt: rye/wheat\n---\n![x](lof.png)\n"},
        ["content/rye/index.md:5 broken-image"]),
    "images in a folder that is elsewhere": (
        {"_config.yml": "", "img/a.png": "",
         "_posts/2026-01-02-a.md": "---\ntitle: A\nmedia_subpath: /up/rye/\n---\n![x](a.png)\n\n![y](/img/b.png)\n"},
        ["_posts/2026-01-02-a.md:7 broken-image"]),
    "images of another host": (
        {"_config.yml": "cdn: https://cdn.example\ntheme: chirp", "img/a.png": "",
         "_posts/2026-01-02-a.md": "---\ntitle: A\n---\n![x](/img/b.png)\n\n[y](/img/b.pdf)\n"},
        ["_posts/2026-01-02-a.md:6 broken-link"]),
    "images of another host, by a layout": (
        {"_config.yml": "img_cdn: https://cdn.example\n", "img/a.png": "",
         "_includes/img.html": "<img src='{{ site.img_cdn }}/{{ include.src }}'>",
         "_posts/2026-01-02-a.md": "---\ntitle: A\n---\n![x](/img/b.png)\n\n[y](/img/b.pdf)\n"},
        ["_posts/2026-01-02-a.md:6 broken-link"]),
    "a host of scripts": (
        {"_config.yml": "theme: chirp\ncdn:\n  jquery: https://cdn.example/jq.js\n", "img/a.png": "",
         "_posts/2026-01-02-a.md": "---\ntitle: A\n---\n![x](/img/b.png)\n"},
        ["_posts/2026-01-02-a.md:4 broken-image"]),
    "images of a smaller format that a plugin makes": (
        {"_config.yml": "plugins: [jekyll-webp]", "img/a.png": "",
         "_posts/2026-01-02-a.md": "---\ntitle: A\n---\n![x](/img/a.webp)\n\n![y](/img/b.webp)\n"},
        ["_posts/2026-01-02-a.md:6 broken-image"]),
    "images of a smaller format that nothing makes": (
        {"_config.yml": "logo: /img/a.webp", "img/a.png": "",
         "_posts/2026-01-02-a.md": "---\ntitle: A\n---\n![x](/img/a.webp)\n"},
        ["_posts/2026-01-02-a.md:4 broken-image"]),
    "the root of Hexo in its address": (
        {"_config.yml": "new_post_name: :title.md\nurl: https://ada.example/bread\n", "source/img/a.png": "",
         "source/_posts/a.md": "---\ntitle: A\n---\n![x](/bread/img/a.png)\n\n![y](/bread/img/b.png)\n"},
        ["source/_posts/a.md:6 broken-image"]),
    "lines of code with ids": (
        {"hugo.toml": "",
         "content/a.md": "## Tea\n\n```js { linenos=true, lineanchors=oven, linenostart=4 }\na\nb\n```\n[x](#oven-4)"
         " [x](#oven-5)\n\n[x](#oven-6)\n"},
        ["content/a.md:9 broken-anchor"]),
    "code with ids": (
        {"_quarto.yml": "",
         "posts/a.qmd": "## Tea\n\n```{.python #lst-a}\nx\n```\n\n```{python}\n#| label: fig-b\n```\n\n"
         "[x](#lst-a) [x](#lst-a-1) [x](#fig-b) [x](#cb2-1)\n\n[x](#fig-c)\n"},
        ["posts/a.qmd:13 broken-anchor"]),
    "highlighted lines with ids": (
        {"hugo.toml": "", "content/a.md": "## Tea\n\n{{< highlight go \"linenos=table,lineanchors=oat\" >}}\n"
         "{{ .Title }}\n\nx\n{{< /highlight >}}\n\n[x](#oat-1) [x](#oat-3)\n\n[x](#oat-9)\n"},
        ["content/a.md:11 broken-anchor"]),
    "a layout for links of a theme that the site does not use": (
        {"hugo.toml": "theme = 'rye'\n[languages.en]\ncontentDir = 'content/en'\n[languages.de]\n"
         "contentDir = 'content/de'\n", "themes/rye/layouts/index.html": "",
         "themes/old/layouts/_markup/render-link.html": "{{ with site.GetPage .Destination }}",
         "content/en/a.md": "## Tyre\n", "content/de/a.md": "## Reifen\n",
         "content/de/b.md": "[x](/a/#reifen) [y](/a/#tyre)\n"},
        ["content/de/b.md:1 broken-anchor"]),
    "links to one's own language": (
        {"hugo.toml": "[languages.en]\ncontentDir = 'content/en'\n[languages.de]\ncontentDir = 'content/de'\n",
         "layouts/_markup/render-link.html": "{{ with site.GetPage .Destination }}", "content/en/a.md": "## Tyre\n",
         "content/de/a.md": "## Reifen\n", "content/de/b.md": "[x](/a/#reifen) [y](/a/#rad)\n"},
        ["content/de/b.md:1 broken-anchor"]),
    "hashes that VitePress makes ids": (
        {".vitepress/config.ts": "",
         "a.md": "## Rye Bread\n\n[x](#Rye-Bread) [y](b.md#Oat)\n\n[z](#Flour)\n", "b.md": "## Oat\n"},
        ["a.md:5 broken-anchor"]),
    "the name of a page of Quarto": (
        {"_quarto.yml": "", "posts/01_rye.qmd": "---\noutput-file: rye.html\n---\n",
         "posts/a.qmd": "[x](/posts/rye.html)\n\n[y](/posts/oat.html)\n", "posts/b.qmd": "[x](a.qmd)\n"},
        ["posts/a.qmd:3 broken-link"]),
    "pages that Quarto makes of embedded notebooks": (
        {"_quarto.yml": "", "posts/oven.ipynb": "{}", "posts/b.qmd": "[x](a.qmd)\n",
         "posts/a.qmd": "[x](oven-preview.html) [y](/posts/oven.embed-preview.html)\n\n[z](/posts/oven-view.html)\n"},
        ["posts/a.qmd:3 broken-link"]),
    "addresses of an unknown generator": (
        {"a.md": "[spec](/ref/spec#a) [mod](/ref/mod#x) [oat](/pkg/oat/#Crumb)\n\n[y](/ref/mod#y) [z](/ref/none)\n",
         "b.md": "[spec](/ref/spec/)\n", "c.md": "[spec](/ref/spec)\n", "blog/oat.md": "# Oat\n",
         "blog/rye.md": "[o](/blog/oat) [r](/blog/rye)\n", "ref/mod.md": "## X\n", "ref/d.md": "[d](/ref/mod)\n"},
        ["a.md:3 broken-anchor", "a.md:3 broken-link"]),
    "dates in addresses of an unknown generator": (
        {"posts/2026-01-02-rye.mkd": "[oat](/posts/2026-01-03-oat.html) [lit](/posts/2026-01-05-lit.html)\n",
         "posts/2026-01-03-oat.md": "[rye](/posts/2026-01-02-rye.html)\n\n[no](/posts/2026-01-04-spelt.html)\n",
         "posts/2026-01-05-lit.lhs": "> rye\n"},
        ["posts/2026-01-03-oat.md:3 broken-link"]),
    "files that a script of the package copies": (
        {"astro.config.mjs": "", "public/a.png": "png", "cv/cv.pdf": "pdf", "pdf/b.pdf": "", "package.json":
         '{"scripts": {"prebuild": "cp cv/cv.pdf public/ && cp -r pdf/. public && astro build"}}',
         "src/content/blog/a.md": "# A\n[x](/cv.pdf) [y](/b.pdf)\n\n[z](/no.pdf)\n"},
        ["src/content/blog/a.md:4 broken-link"]),
    "files that a workflow copies, to the built site and to that in a folder": (
        {".git/HEAD": "", "site/hugo.toml": "", "site/static/a.png": "png", "site/static/in/a.png": "png",
         ".github/workflows/x.yml": "- run: |\n    cp ../talk.pdf site/static/in/\n"
         "    install -t site/public out/*.pdf # cp no.zip site/static/\n    rsync -a x/ u@h:/static/\n"
         "    wget -q -P site/static https://a.example/b.zip?x=1\n    cp a.gif site/static/c.gif\n",
         "site/content/posts/a.md": "# A\n[x](/in/talk.pdf) [y](/b.zip) [w](/all.pdf) [c](/c.gif)\n\n"
         "[z](/talk.pdf.zip)\n[z](/no.zip)\n[z](/a.gif)\n"},
        [f"site/content/posts/a.md:{line} broken-link" for line in (4, 5, 6)]),
    "a folder that is filled from elsewhere": (
        {"content/files.md": "[a](/files/rye/) [b](/files/oat/)\n", "content/mills/rye.md": "[c](/files/mill/)\n"},
        []),
    "links that the site's own code makes": (
        {".git/HEAD": "", "lib/a.rb": "class A < Redcarpet::Render::HTML\n  def link(link, title, content)\n",
         "content/rye.md": "[api::Rye](#bake)\n"},
        []),
    "images of a theme of Hexo that is elsewhere": (
        {"_config.yml": "theme: next\npermalink: :title/\nnew_post_name: :title.md\n", "source/img/a.png": "png",
         "source/_posts/a.md": "---\ntitle: A\n---\n![x](/images/a.png) ![y](/img/a.png)\n\n![z](/img/b.png)\n"},
        ["source/_posts/a.md:6 broken-image"]),
    "ids of boxes and of listings in Quarto": (
        {"_quarto.yml": "", "index.qmd": "x\n",
         "a.qmd": "::: {.callout-note #note}\nText\n:::\n\n[x](#note) [y](index.qmd#category=R)\n\n[z](#fig)\n"},
        ["a.qmd:7 broken-anchor"]),
    "a file beside another page": (
        {"zola.toml": "base_url = 'https://a.example'", "content/01-tube/index.md": "+++\npath = 'tube'\n+++\n",
         "content/01-tube/a.png": "png",
         "content/02-tyre/index.md": "+++\npath = 'tyre'\n+++\n![x](../tube/a.png) ![y](https://a.example/tube/a.png)\n\n"
         "![z](../tube/b.png)\n"}, ["content/02-tyre/index.md:6 broken-image"]),
    "full-width signs of Hexo": (
        {"_config.yml": "new_post_name: x\n",
         "source/_posts/a.md": "---\ntitle: A\n---\n## 布局（Layout）\n## ページ\n[x](#布局（Layout）) [y](#ページ)\n"},
         []),
    "ids that markdown-it-anchor makes": (
        {".eleventy.js": "", "a.md": "## 1. What, now?\n[x](#1.-what%2C-now%3F) [y](#what)\n"},
        ["a.md:2 broken-anchor"]),
    "images of a service": (
        {"nuxt.config.ts": "export default { image: { provider: 'cloudinary' } }", "public/b.png": "",
         "content/blog/a.md": "# A\n![x](/blog/a.png)\n"}, []),
    "images of the site's own server": (
        {"nuxt.config.ts": "export default { image: { provider: 'ipx' } }", "public/blog/b.png": "",
         "content/blog/a.md": "# A\n![x](/blog/a.png)\n"}, ["content/blog/a.md:2 broken-image"]),
    "ids that a transform of the site gives": (
        {".eleventy.js": "", "src/transforms/ids.js": "headings.forEach(h => h.setAttribute('id', `at-${slug(h)}`))",
         "a.md": "# A\n[x](#at-a)\n"}, []),
    "targets that malformed-link reports": (
        {"hugo.toml": "", "content/posts/a.md": "# A\n[x](www.a.example/b) [y](https//a.example)\n",
         "content/posts/b.md": "# B\n[x](./none.md)\n"}, ["content/posts/b.md:2 broken-link"]),
    "files in hidden folders": (
        {".vuepress/config.js": "", ".vuepress/public/a.png": "",
         "a.md": "# A\n![x](/a.png) ![y](./.vuepress/public/a.png) ![z](.github/none.png)\n\n![v](/none.png)\n"},
        ["a.md:4 broken-image"]),
    "images that are made of larger ones": (
        {"pelicanconf.py": "", "content/a@2x.jpg": "",
         "content/a.md": "title: A\ndate: 2026-02-03\n\n![x](a.jpg)\n\n![y](b.jpg)\n"},
        ["content/a.md:6 broken-image"]),
    "links that a plugin of the site changes": (
        {"astro.config.mjs": "visit(tree, 'element', (one) => { one.properties.href = map(one.properties.href) })",
         "src/content/blog/notes_inner-tubes.md": "# Tubes\n",
         "src/content/blog/a.md": "# A\n[x](../notes/inner-tubes.md)\n\n[y](../notes/ner-tubes.md)\n"},
        ["src/content/blog/a.md:4 broken-link"]),
    "what malformed-link reports": (
        {"hugo.toml": "", "content/b.md": "# B\n", "content/a.md": "# A\n\n[x](example.org/b) [y](rye) [z](oats.md) "
         "![m](www.example.org/a.png) [m](a@example.org)\n\n[rye]: https://example.org/rye\n"},
        ["content/a.md:3 broken-link"]),
    "static files of Pelican's theme": (
        {"pelicanconf.py": "THEME = './theme'\nEXTRA_PATH_METADATA = {'extra/a.ico': {'path': 'a.ico'}}\n",
         "content/extra/a.ico": "", "theme/static/img/a.png": "png",
         "content/a.md": "title: A\ndate: 2026-02-03\n\n![x](/theme/img/a.png) [y](/a.ico)\n\n"
         "![z](/theme/img/b.png)\n"}, ["content/a.md:6 broken-image"]),
    "static files of a theme that is elsewhere": (
        {"pelicanconf.py": "THEME = join(HOME, 'theme')\n", "content/b.png": "",
         "content/a.md": "title: A\ndate: 2026-02-03\n\n![x](/theme/img/a.png) ![y](/images/a.png)\n"},
        ["content/a.md:4 broken-image"]),
    "ids that a component makes on a page without headings": (
        {".vitepress/config.ts": "",
         "a.md": "<script setup>\nimport Parts from './Parts.vue'\n</script>\n\nIt has <Parts />\n",
         "b.md": "## B\n<Parts />\n\n[x](a.md#tyre) [y](c.md#tyre)\n\n[z](#tyre)\n", "c.md": ""},
        ["b.md:6 broken-anchor"]),
    "the translation in the language of the post": (
        {"hugo.toml": "[languages.de]\n[languages.en]\n",
         "content/a.md": "---\ntitle: A\n---\n[b]({{< ref \"/b\" >}})\n", "content/b.md": "---\ntitle: B\n---\n",
         "content/a.de.md": "---\ntitle: A\n---\n[b]({{< ref \"/b\" >}})\n",
         "content/b.de.md": "---\ntitle: B\ndraft: true\n---\n"}, ["content/a.de.md:4 link-to-draft"]),
    "relative images of Hexo, from the root": (
        {"_config.yml": "permalink: :title/\nnew_post_name: :title.md\n", "source/tyre/a.png": "png",
         "source/_posts/tyre.md": "---\ntitle: A\n---\n![x](tyre/a.png)\n\n![y](tyre/b.png)\n"},
        ["source/_posts/tyre.md:6 broken-image"]),
    "relative images of a layout of Hugo, from the root": (
        {"hugo.toml": "", "layouts/_default/_markup/render-image.html": '<img src="{{ .Destination | relURL }}">',
         "static/img/a.png": "png", "content/a.md": "---\ntitle: A\n---\n![x](../img/a.png)\n\n![y](../img/b.png)\n"},
        ["content/a.md:6 broken-image"]),
    "thumbnails of Nikola": (
        {"conf.py": "POSTS = (('posts/*.md', 'posts', 'post.tmpl'),)\n", "images/a.png": "png",
         "posts/a.md": ".. title: A\n.. date: 2026-02-03\n\n![x](/images/a.thumbnail.png)\n\n"
         "![y](/images/b.thumbnail.png)\n"}, ["posts/a.md:6 broken-image"]),
    "another site with a page of the same name": (
        {"astro.config.mjs": "", "src/content/blog/browser.md": "---\ntitle: B\ndraft: true\n---\n",
         "src/content/blog/a.md": "---\ntitle: A\n---\n" + "".join(
             f"[x{mark}](https://docs.example/setup/browser{mark})\n" for mark in ("", "#a", "#b", "?c"))}, []),
    "a mark of the site's own before an address": (
        {"hugo.toml": "", "content/a.md": "---\ntitle: A\n---\n[x](*https://example.com/a) [y](/a/b/)\n"}, []),
    "comments of readers, and pages of a list": (
        {"hugo.toml": "baseURL = 'https://a.example/'",
         "content/posts/a.md": "---\ntitle: A\n---\n[x](#comment-1881765009) [y](#isso-12) "
         "[z](https://a.example/posts/page8)\n\n[v](#comment-on-tyres)\n"},
        ["content/posts/a.md:6 broken-anchor"]),
    "days of one digit in names of files": (
        {"_config.yml": "permalink: pretty", "_posts/2026-2-3-a.md": "---\ntitle: A\n---\n[b](/2026/02/04/b/) "
         "[c](/2026/02/05/c/)\n", "_posts/2026-2-4-b.md": "---\ntitle: B\n---\n[a](/2026/02/03/a/)\n"},
        ["_posts/2026-2-3-a.md:4 broken-link"]),
    "ids of a renderer of Hexo": (
        {"_config.yml": "new_post_name: x\n", "package.json": '{"hexo-renderer-markdown-it-plus": "^1"}',
         "source/_posts/a.md": "---\ntitle: A\n---\n## Rocket\n[x](#rocket)\n"}, []),
    "ids of headings and of tabs by other functions": (
        {"mkdocs.yml": "markdown_extensions:\n- pymdownx.tabbed:\n    slugify: !!python/name:pymdownx.slugs.uslugify\n"
         "- toc:\n    permalink: true\n", "docs/a.md": "# A\n## Oil + salt\n[x](#oil-salt)\n\n[y](#oil--salt)\n"},
        ["docs/a.md:5 broken-anchor"]),
    "the day of a post in another time zone": (
        {"_config.yml": "permalink: /:year/:month/:day/:title/\n", "_layouts/x.html": "",
         "_posts/2026-03-01-rye.md": "---\ntitle: R\ndate: 2026-03-01 22:00 -0800\n---\n"
         "[x](/2026/03/02/rye/) [z](/2026/02/28/rye/)\n\n[y](/2026/03/03/rye/)\n"},
        ["_posts/2026-03-01-rye.md:7 broken-link"]),
    "the path of a file for the page of its folder": (
        {"next.config.js": "", "content/docs/b/README.md": "# B\n", "content/docs/c/d.md": "# D\n",
         "content/docs/a.md": "# A\n[x](b.md)\n\n[y](c.md)\n"}, ["content/docs/a.md:4 broken-link"]),
    "names without the number that orders them": (
        {"astro.config.mjs": "", "src/content/teams/010_rye.md": "# R\n", "src/content/teams/oats.md": "# O\n",
         "src/pages/teams/[slug].astro": "", "src/content/teams/a.md": "# A\n[x](/teams/rye) [y](/teams/oats)\n"
         "\n[z](/teams/spelt)\n"}, ["src/content/teams/a.md:4 broken-link"]),
    "the path of a file that a redirect covers": (
        {"next.config.js": "", "public/_redirects": "/docs/old/* /docs/new/\n",
         "content/docs/a.md": "# A\n[x](old/b.md)\n\n[y](older/b.md)\n"}, ["content/docs/a.md:4 broken-link"]),
    "pages that a hook of Hugo looks up": (
        {"hugo.toml": "", "layouts/_default/_markup/render-link.html": "{{ with .Page.GetPage .Destination }}",
         "content/news/_index.md": "", "content/posts/2025/rye-bread/index.md": "---\ntitle: R\n---\n",
         "content/posts/a.md": "---\ntitle: A\n---\n[x](news/) [y](rye-bread) [z](./2025/rye-bread/index.md)\n\n"
         "[n](oats/)\n"}, ["content/posts/a.md:6 broken-link"]),
    "pages that a module brings": (
        {"hugo.toml": "[[module.imports]]\npath = 'mill.example/docs'\n[[module.imports.mounts]]\nsource = 'content'\n"
         "target = 'content/mill'\n",
         "content/a.md": '---\ntitle: A\n---\n[x]({{< ref "/mill/oven.md" >}}) [y](/mill/oven/)\n\n'
         '[z]({{< ref "/mills/oven.md" >}})\n'}, ["content/a.md:6 broken-link"]),
    "names of pages without such a hook": (
        {"hugo.toml": "", "content/news/_index.md": "",
         "content/posts/a.md": "---\ntitle: A\n---\n[x](news/)\n"}, ["content/posts/a.md:4 broken-link"]),
    "the own page before the file of the folder": (
        {"hugo.toml": "", "layouts/single.html": "x", "content/posts/_index.md": "---\ntitle: P\n---\nText.\n",
         "content/posts/a.md": "---\ntitle: A\n---\n## B\n[x](./#b) [y](../#b)\n"},
        ["content/posts/a.md:5 broken-anchor"]),
    "ids with the marks of print in Hexo": (
        {"_config.yml": "new_post_name: x\n",
         "source/_posts/a.md": "---\ntitle: A\n---\n## --rm don't\n[x](#–rm-don’t)\n\n[y](#–rm-don-t)\n"},
        ["source/_posts/a.md:7 broken-anchor"]),
    "small letters and attributes in ids of Hexo": (
        {"_config.yml": "new_post_name: x\nmarkdown: {anchors: {case: 1, collisionSuffix: ''}}\n",
         "package.json": '{"hexo-renderer-markdown-it": "^5"}',
         "source/_posts/a.md": "---\ntitle: A\n---\n## Dark Rye {.wide}\n[x](#dark-rye)\n\n[y](#Dark-Rye)\n"},
        ["source/_posts/a.md:7 broken-anchor"]),
    "small letters in ids of marked in Hexo": (
        {"_config.yml": "new_post_name: x\nmarked: {modifyAnchors: 1}\n",
         "source/_posts/a.md": "---\ntitle: A\n---\n## Dark Rye\n[x](#dark-rye)\n\n[y](#Dark-Rye)\n"},
        ["source/_posts/a.md:7 broken-anchor"]),
    "another separator in ids of Hexo": (
        {"_config.yml": "new_post_name: x\nmarkdown: {anchors: {separator: _}}\n",
         "package.json": '{"hexo-renderer-markdown-it": "^5"}',
         "source/_posts/a.md": "---\ntitle: A\n---\n## Dark Rye\n[x](#Dark_Rye)\n"}, []),
    "addresses of templates": (
        {".eleventy.js": "", "files/list.njk": "---\npermalink: /files/links.opml\n---\n<opml>",
         "a.md": "# A\n[x](/files/links.opml)\n\n[z](/files/link.opml)\n"}, ["a.md:4 broken-link"]),
    "ids of Pandoc in Hexo": (
        {"_config.yml": "new_post_name: x\n", "package.json": '{"hexo-renderer-pandoc": "^0.4"}',
         "source/_posts/a.md": "---\ntitle: A\n---\n## Rocket\n[x](#rocket)\n\n[y](#Rocket)\n"},
        ["source/_posts/a.md:7 broken-anchor"]),
    "files that code and renderings make": (
        {"_quarto.yml": "",
         "a.qmd": "---\nimage: ./b.png\n---\n```{python}\nplt.savefig('b.png')\n```\n\n![x](./b.png) "
         "[y](a.pdf)\n\n![z](c.png)\n"}, ["a.qmd:10 broken-image"]),
    "slides that are shown in the page of their talk": (
        {".eleventy.js": "", **{f"talk/{name}.png": "png" for name in "abc"},
         **{f"talk/slides/{name}.md": f"![x]({name}.png)\n" for name in "abc"},
         "talk/slides/d.md": "![x](d.png) ![y](../d.png)\n", "posts/e.md": "![x](e.png)\n", "f.png": ""},
        ["posts/e.md:1 broken-image"]),
    "folders that Eleventy copies elsewhere": (
        {".eleventy.js": "c.addPassthroughCopy({ 'src/icons': 'assets/icons', './fonts/*': 'x', 'b': './.b' })",
         "assets/a.css": "", "src/icons/a.svg": "", "b/b.svg": "",
         "a.md": "# A\n![x](/assets/icons/a.svg) ![z](/.b/b.svg)\n\n![y](/assets/icons/b.svg)\n"},
        ["a.md:4 broken-image"]),
    "ids of the list of a folder": (
        {"docusaurus.config.js": "x({docs: {}})", "docs/cat/_category_.json": "{}",
         "docs/cat/a.md": "# A\n[x](./#b)\n"}, []),
    "ids of the post, by the address of its folder": (
        {"hugo.toml": "", "content/posts/a.md": "---\ntitle: A\n---\n[x](./#b)\n"},
        ["content/posts/a.md:4 broken-anchor"]),
    "Markdown that a template makes": (
        {".eleventy.js": "", "copy.njk": "---\npermalink: '/posts/{{ page.fileSlug }}.md'\n---\n",
         "posts/a.md": "# A\n[x](/posts/b.md)\n"}, []),
    "Markdown that no template makes": (
        {".eleventy.js": "", "copy.njk": "---\npermalink: '/posts/{{ page.fileSlug }}.txt'\n---\n",
         "posts/a.md": "# A\n[x](/posts/b.md)\n"}, ["posts/a.md:2 broken-link"]),
    "Markdown that code makes": (
        {"astro.config.mjs": "", "src/pages/[slug].md.ts": "", "src/content/blog/a.md": "# A\n[x](./b.md)\n"}, []),
    "a configuration of Eleventy in several modules": (
        {".eleventy.js": "const mine = require('./config')\nmodule.exports = (c) => c.addPlugin(mine)",
         "config/index.js": "import copies from '../lib/copies.js'", ".gitignore": "public\n",
         "lib/copies.js": "c.addPassthroughCopy({ 'icons': 'assets/icons' }); c.ignores.add('old/**')",
         "icons/a.svg": "", "assets/b.svg": "", "old/c.md": "![x](/assets/none.svg)\n",
         "a.md": "# A\n![x](/assets/icons/a.svg)\n\n![y](/assets/icons/b.svg)\n\n![z](/assets/none.svg)\n"},
        ["a.md:4 broken-image", "a.md:6 broken-image"]),
    "redirects that a template makes": (
        {"hugo.toml": "", "layouts/index.redirects": '{{ printf "/posts/v%s/*" . }} /x\n\n/posts/z /y\n',
         "content/posts/a.md": "---\ntitle: A\n---\n[x](/posts/v1/b/) [z](/posts/z/)\n\n[y](/posts/none/)\n"},
        ["content/posts/a.md:6 broken-link"]),
    "a slug with folders": (
        {"hugo.toml": "", "content/posts/b.md": "---\ntitle: B\nslug: en/b\n---\n",
         "content/posts/a.md": "---\ntitle: A\n---\n[x](/posts/en/b/)\n\n[y](/posts/en/c/)\n"},
        ["content/posts/a.md:6 broken-link"]),
    "a sign in the address that ends others": (
        {"hugo.toml": "permalinks = {posts = '/posts/:slug/'}", "content/posts/b.md": "---\ntitle: 'B #1'\n---\n",
         "content/posts/a.md": "---\ntitle: A\n---\n[x](/posts/b-%231/)\n\n[y](/posts/b-%232/)\n"},
        ["content/posts/a.md:6 broken-link"]),
    "posts that are only listed": (
        {"hugo.toml": "", "content/music/_index.md": "---\ntitle: M\ncascade: {build: {render: never}}\n---\n",
         "content/music/b.md": "---\ntitle: B\n---\n",
         "content/posts/a.md": "---\ntitle: A\n---\n[x](/music/b/)\n\n[y](/posts/b/)\n"}, []),
    "ids that a layout makes of data, on the page of a list": (
        {"hugo.toml": "", "layouts/list.html": "<h2 id={{ .name | urlize }}>",
         "content/posts/_index.md": "---\ntitle: P\n---\n# P\nT\n",
         "content/posts/a.md": "---\ntitle: A\n---\n[x](/posts/#rye)\n\n[y](#rye)\n"},
        ["content/posts/a.md:6 broken-anchor"]),
    "a file of a theme, from the root of the site": (
        {"hugo.toml": "theme = 'mill'", "themes/mill/static/img/a.png": "png", "themes/mill/layouts/list.html": "",
         "content/posts/a.md": "---\ntitle: A\n---\n![x](../../img/a.png)\n\n![y](../../img/b.png)\n"},
        ["content/posts/a.md:6 broken-image"]),
    "a section that code fetches from elsewhere": (
        {"docs/a.md": "# A\n[b](/docs/b) [c](/docs/c)\n", "docs/b.md": "# B\n[x](/docs/mill/2/a) [a](/docs/a)\n",
         "docs/c.md": "# C\n[y](/docs/none)\n"}, ["docs/c.md:2 broken-link"]),
    "the page of the folder above, by its file": (
        {"hugo.toml": "", "content/posts/_index.md": "---\ntitle: P\n---\n",
         "content/posts/in/_index.md": "---\ntitle: I\n---\n",
         "content/posts/in/a.md": '---\na: 1\n---\n[x]({{< ref "../_index.md" >}})\n\n[y]({{< ref "../no.md" >}})\n'},
        ["content/posts/in/a.md:6 broken-link"]),
    "names in quotes: escaped ones, of several words, behind other parameters": (
        {"hugo.toml": "", "content/posts/b.md": "---\ntitle: B\n---\n",
         "content/posts/c d.md": "---\ntitle: C\n---\n",
         "content/posts/a.md": '---\na: 1\n---\n[x]({{< relref \\"b.md\\" >}}) [x]({{< ref "c d.md" >}}) '
         '[x]({{% ref `b` %}}) [x]({{< ref path=\\"b.md\\" >}}) [x]({{< ref lang="en" path="b.md" >}})\n\n'
         '[y]({{< relref \\"e.md\\" >}})\n'},
        ["content/posts/a.md:6 broken-link"]),
    "pages in other formats, by name": (
        {"hugo.toml": "", "content/posts/mill/index.html": "---\ntitle: M\n---\n<p>", "layouts/oven.html": "",
         "content/posts/tea.org": "#+title: T",
         "content/posts/a.md": '---\na: 1\n---\n[x]({{< relref "mill" >}}) [x]({{< ref "tea.org" >}})\n\n'
         '[y]({{< ref "oven" >}})\n'},
        ["content/posts/a.md:6 broken-link"]),
    "names of several words of Jekyll": (
        {"_config.yml": "title: A\n", "img/a rye.png": "png", "_posts/2026-01-02-oat meal.md": "---\na: 1\n---\n",
         "_posts/2026-01-03-a.md": "---\na: 1\n---\n![x]({% link /img/a rye.png %})"
         " [x]({%- post_url 2026-01-02-oat meal -%})\n\n"
         "![y]({% link img/an oat.png %})\n"},
        ["_posts/2026-01-03-a.md:6 broken-image"]),
    "pages of Jekyll with a date in their names": (
        {"_config.yml": "collections: {mills: {output: true}}\n", "songs/2018-06-29-rye.md": "---\na: 1\n---\n",
         "songs/2018-07-29-rye.md": "---\na: 1\n---\n", "_mills/stone.png": "png",
         "_mills/a.md": "---\na: 1\n---\n![x](/mills/stone.png) [x](/songs/2018-06-29-rye)\n\n"
         "![y](/mills/oven.png)\n"},
        ["_mills/a.md:6 broken-image"]),
    "names in quotes of Hexo": (
        {"_config.yml": "new_post_name: x\n", "source/_posts/b c.md": "---\ntitle: B\npublished: false\n---\n",
         "source/_posts/a.md": "---\ntitle: A\n---\n{% post_link 'b c' 'B' %}\n\n{% post_link 'd e' %}\n"},
        ["source/_posts/a.md:4 link-to-draft"]),
    "slugs that the code of the site may use": (
        {"nuxt.config.ts": "modules: ['@nuxt/content']", "content/blog/b.md": "---\ntitle: B\nslug: rye\n---\n",
         "content/blog/a.md": "# A\n[b](/blog/b) [x](/blog/rye)\n\n[y](/blog/oats)\n"},
        ["content/blog/a.md:4 broken-link"]),
    "a hidden file": (
        {"hugo.toml": "", "content/posts/a.md": "---\ntitle: A\n---\n[x](../../.mill.yml)\n\n[y](../../mill.yml)\n"},
        ["content/posts/a.md:6 broken-link"]),
    "a page with a dot in its name": (
        {"astro.config.mjs": "", "src/content/ref/en/mill/mill.Stone.md": "# Stone\n",
         "src/content/ref/en/rye.md": "# R\n",
         "src/content/blog/a.md": "# A\n[x](/ref/mill/mill.Stone) [r](/ref/rye)\n"}, []),
    "parts of pages of Starlight": (
        {"astro.config.mjs": "starlight()", "src/content.config.ts": "docs: defineCollection({ loader: docsLoader() })",
         "src/content/docs/_part.md": "[x](./none.md)\n", "src/content/docs/a.md": "---\ntitle: A\n---\nT\n"}, []),
    "a shortcode that shows another file, over several lines": (
        {"hugo.toml": "", "content/posts/a.md": "---\na: 1\n---\n{{< insert\n  text=\"/posts/b.md\" >}}\n\n[x](#rye)\n",
         "content/posts/b.md": "---\na: 1\n---\n{{< ref \"a.md\" >}} {{< card link=\"a.md\" >}}\n\n[y](#rye)\n"},
        ["content/posts/b.md:6 broken-anchor"]),
    "a file of a bundle in the language of the page": (
        {"hugo.toml": "", "content/posts/a/loaf.de.png": "png",
         "content/posts/a/index.de.md": "---\na: 1\n---\n![x](loaf.png)\n\n![y](mill.png)\n"},
        ["content/posts/a/index.de.md:6 broken-image"]),
    "targets that a layout for links names, and ids of terms": (
        {"hugo.toml": "[markup.goldmark.parser]\nautoDefinitionTermID = true\n",
         "layouts/_markup/render-link.html": '{{ if or (eq $u.String "g") (strings.HasPrefix .Destination "to-") }}',
         "content/posts/a.md": "---\ntitle: A\n---\n## Rye\n\n`Rye`\n: A *grain*.\n\nOats and *more*\n: None.\n\n"
         "- no\n\n[x](g) [x](to-rye) [x](#rye-1) [x](#oats-and-more)\n\n[y](h) [y](#no) [y](#oats)\n"},
        ["content/posts/a.md:16 broken-link", *2 * ["content/posts/a.md:16 broken-anchor"]]),
    "a folder of addresses with the posts of one collection only": (
        {"astro.config.mjs": "", "src/content.config.ts": "export const collections = { blog: defineCollection({}) }",
         "src/pages/p/[...slug].astro": "getCollection('blog') params: { slug: a.id } <Content />",
         "src/pages/p/[...page].astro": "getCollection('blog') paginate(all) <Content />",
         "src/content/blog/in/b.md": "# B\n",
         "src/content/blog/a.md": "# A\n[b](/p/in/b/) [c](/q/c/)\n\n[b](/p/b/)\n\n[c](/p/of/c/)\n"},
        ["src/content/blog/a.md:4 broken-link", "src/content/blog/a.md:6 broken-link"]),
    "images beside the root of a page whose permalink has no slash at its end": (
        {"_config.yml": "permalink: pretty", "images/rye.png": "", "_posts/2026-01-02-a.md":
         "---\ntitle: A\npermalink: rye\n---\n![x](images/rye.png)\n\n![y](images/oats.png)\n",
         "_posts/2026-01-03-b.md": "---\ntitle: B\n---\n![x](images/rye.png)\n"},
        ["_posts/2026-01-02-a.md:7 broken-image", "_posts/2026-01-03-b.md:4 broken-image"]),
    "an address there to which many posts link": (
        {"astro.config.mjs": "", "src/content.config.ts": "export const collections = { blog: defineCollection({}) }",
         "src/pages/p/[...slug].astro": "getCollection('blog') params: { slug: a.id } <Content />",
         "src/content/blog/a.md": "# A\n[b](/p/b/) [x](/p/x/)\n",
         "src/content/blog/b.md": "# B\n[c](/p/c/) [x](/p/x)\n",
         "src/content/blog/c.md": "# C\n[a](/p/a/) [x](/p/x/)\n"},
        ["src/content/blog/a.md:2 broken-link"]),
    "a folder of addresses with other pages, too": (
        {"astro.config.mjs": "", "src/content.config.ts": "export const collections = { blog: defineCollection({}) }",
         "src/pages/p/[...slug].astro": "getCollection('blog') params: { slug: a.id } <Content />",
         "src/pages/p/of/[tag].astro": "", "src/content/blog/in/b.md": "# B\n",
         "src/content/blog/a.md": "# A\n[b](/p/b/) [c](/p/of/c/)\n"}, []),
    "the index above, which is not there": (
        {"mkdocs.yml": "plugins: [blog]", "docs/a.md": "# A\n",
         "docs/in/b/index.md": "# B\n[a](../../a.md)\n\n[x](../index.md)\n"},
        ["docs/in/b/index.md:4 broken-link"]),
    "ids with marks of any script": (
        {"_config.yml": "permalink: pretty", "_posts/2026-01-02-a.md":
         "---\ntitle: A\n---\n## One {#تحقّق-قبل}\n\n<h2 id='é'>Two</h2>\n\n[x](#تحقّق-قبل) [x](#é)\n\n[y](#one)\n"},
        ["_posts/2026-01-02-a.md:10 broken-anchor"]),
    "a link that a script of the page fills in": (
        {"hugo.toml": "", "content/posts/a.md": "---\ntitle: A\n---\n[x](_){#y}\n"}, []),
    "a post in another folder": (
        {".eleventy.js": "", "blog/a.md": "# A\n\n[b](/posts/b.md) [c](/posts/c.md)\n", "blog/b.md": "# B\n"},
        ["blog/a.md:3 broken-link"]),
    "slugs of titles by code": (
        {"eleventy.config.js": "", "src/blog/blog.11tydata.js": "export default {permalink: (p) => `/b/${slug(p)}/`}\n",
         "src/blog/rye.md": "---\ntitle: The Rye, Even?\n---\n[x](/b/oats/)\n",
         "src/blog/oats.md": "---\ntitle: Oats\n---\n[x](/b/rye/) [y](/b/the-rye-even/)\n\n[z](/b/a-mill/)\n"},
        ["src/blog/oats.md:6 broken-link"]),
    "files outside of a site in a folder": (
        {"book/_quarto.yml": "", "notes/a.png": "", "book/a.qmd": "# A\n\n![x](../notes/a.png)\n\n![y](b/c.png)\n",
         "e.png": "", "book/b/d.qmd": "# D\n\n![x](../../e.png)\n\n![x](../../f.png)\n"},
        ["book/a.qmd:5 broken-image", "book/b/d.qmd:5 broken-image"]),
    "files that Quarto makes besides pages": (
        {"_quarto.yml": "", "a.qmd": "---\nformat:\n  pdf:\n    output-file: b.pdf\n---\n[x](b.pdf)\n\n[y](c.pdf)\n"},
        ["a.qmd:8 broken-link"]),
    "headers that Quarto's documents show": (
        {"_quarto.yml": "", "b/c.qmd": "# C\n\n```yaml\noutput-file: d.qmd\n```\n", "a.qmd": "# A\n\n[x](d.qmd)\n",
         "e/f.qmd": "---\noutput-file: g.pdf\n---\n[x](g.pdf)\n", "h.qmd": "# H\n\n[x](g.pdf)\n"},
        ["a.qmd:3 broken-link", "h.qmd:3 broken-link"]),
    "fragments that lead nowhere on purpose": (
        {"hugo.toml": "", "content/a.md": "# A\n\n[x](#_) [y](#0) [z](#!)\n\n[w](#b)\n"},
        ["content/a.md:5 broken-anchor"]),
    "another module for the content of Nuxt": (
        {"nuxt.config.ts": "modules: ['own-content']", "content/a.md": "# A\n\n[x](#b) [y](c.md)\n"},
        ["content/a.md:3 broken-link"]),
    "files of content that Hugo serves beside pages": (
        {"hugo.toml": "", "content/b/c/d.png": "", "content/b/c/a.md": "# A\n\n![x](../d.png)\n\n![y](../e.png)\n"},
        ["content/b/c/a.md:5 broken-image"]),
    "names of posts with spaces and apostrophes": (
        {"hugo.toml": "", "content/b/Ada's mill.md": "# Mill\n\n## Éa\n",
         "content/b/a.md": "# A\n\n[x]({{< relref \"Ada's mill.md\" >}}) [i]({{< ref \"Ada's mill.md#%C3%A9a\" >}})\n\n"
         "[y]({{< relref \"Ada's oven.md\" >}})\n"},
        ["content/b/a.md:5 broken-link"]),
    "a hook that looks in a folder beside the post": (
        {"hugo.toml": "", "layouts/_default/_markup/render-image.html":
         "{{ .Page.Resources.GetMatch (printf \"images/%v\" .Destination) }}", "content/b/images/c.png": "",
         "content/b/index.md": "# B\n\n![x](c.png)\n\n![y](d.png)\n"},
        ["content/b/index.md:5 broken-image"]),
    "names of folders with a date": (
        {"blog/2023-03-03-oven_0.2/index.md": "# Oven\n", "blog/b.md": "# B\n[x](/blog/b/)\n",
         "blog/a.md": "# A\n[x](/blog/2023-03-03-oven_0.2/) [y](/blog/b/)\n\n[z](/blog/2023-03-04-oven/)\n"},
        ["blog/a.md:4 broken-link"]),
    "images that code draws for posts": (
        {"static/images/a.png": "", "blog/rye.md": "# Rye\n\n![x](/images/cards/rye.png) ![a](/images/a.png)\n\n"
         "![y](/images/rye.png)\n"},
        ["blog/rye.md:5 broken-image"]),
    "posts in a format of the site's own": (
        {"posts/oats.bake": "", "posts/rye.md": "# Rye\n[x](/posts/oats/) [y](/posts/rye/)\n\n[z](/posts/spelt/)\n",
         ".eleventy.js": "addTemplateFormats('bake')"},
        ["posts/rye.md:4 broken-link"]),
    "ids with a prefix of kramdown": (
        {"_config.yml": "kramdown: {auto_id_prefix: part-}\n", "_posts/2026-01-02-a.md": "---\ntitle: A\n---\n"
         "## Rye\n[x](#part-rye) [y](#oats)\n"}, []),
    "drafts of Eleventy that no code leaves out": (
        {".eleventy.js": "// addPreprocessor('drafts', () => false)", "blog/a.md": "# A\n[x](/blog/b/)\n",
         "blog/b.md": "---\ntitle: B\ndraft: true\n---\n"}, []),
    "drafts of Eleventy that a module leaves out": (
        {".eleventy.js": "require('./parts/plan.js')", "parts/plan.js": "addPreprocessor('drafts', () => false)",
         "blog/a.md": "# A\n[x](/blog/b/)\n", "blog/b.md": "---\ntitle: B\ndraft: true\n---\n"},
        ["blog/a.md:2 link-to-draft"]),
    "drafts of Eleventy that the data of their folder leaves out": (
        {".eleventy.js": "", "blog/blog.11tydata.js": "data => data.draft ? false : undefined",
         "blog/a.md": "# A\n[x](/blog/b/)\n", "blog/b.md": "---\ntitle: B\ndraft: true\n---\n"},
        ["blog/a.md:2 link-to-draft"]),
    "drafts of Astro whose schema has no key for them": (
        {"astro.config.mjs": "", "src/content.config.ts": "export const collections = { blog: defineCollection({ "
         "schema: z.object({ title: z.string() }) }) }", "src/content/blog/a.md": "---\ntitle: A\n---\n[x](./b.md)\n",
         "src/content/blog/b.md": "---\ntitle: B\ndraft: true\n---\n"}, []),
    "drafts where the site's own code decides": (
        {"blog/a.md": "# A\n[x](b.md)\n", "blog/b.md": "---\ntitle: B\nstatus: draft\n---\n"},
        ["blog/a.md:2 link-to-draft"]),
    "ids of an old version of Hugo": (
        {"hugo.toml": "", "netlify.toml": "HUGO_VERSION = '0.54.0'\n", "content/a.md": "## Ada's\n[x](#ada-s)\n"}, []),
    "ids of an old version of Hugo in an image": (
        {"hugo.toml": "", "Makefile": "IMAGE := mill/hugo:0.50\n", "content/a.md": "## Ada's\n[x](#ada-s)\n"}, []),
    "addresses that are shown as code": (
        {"hugo.toml": "baseURL = 'https://rye.example/'", "content/b/a.md": "# A\n\n[a](/b/a/)\n\n"
         "<code class=\"x\">https://rye.example/b/c/</code>\n\nhttps://rye.example/b/d/\n"},
        ["content/b/a.md:7 broken-link"]),
    "numbers of WordPress for addresses": (
        {"hugo.toml": "baseURL = 'https://rye.example/'",
         "content/b/a.md": "---\ntitle: A\nurl: /?p=199\ndraft: true\n---\n",
         "content/b/c.md": "# C\n[x](https://rye.example/) [y](/b/c/)\n\n[z](/b/d/)\n"},
        ["content/b/c.md:4 broken-link"]),
    "images that Ruby names": (
        {"bridgetown.config.yml": "", "src/_posts/2026-02-03-a.md": "# A\n\n![x](<%= figure 'a.png' %>)\n"}, []),
    "headings with an emoji that has attributes": (
        {"mkdocs.yml": "theme: {name: material}\nmarkdown_extensions: [attr_list]\n", "docs/a.md":
         "# A\n\n## :octicons-trophy-24:{ .md .middle } Ovens\n\n[x](#ovens)\n\n[y](#mills)\n"},
        ["docs/a.md:7 broken-anchor"]),
    "a function of their own for slugs": (
        {".eleventy.js": "markdownItAnchor({slugify: mine})", "a.md": "## Milk\n[x](#m-i-l-k)\n"}, []),
}  # fmt: skip


@pytest.mark.parametrize("name", JUDGED)
def test_what_is_known_of_a_site_decides(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, expected = JUDGED[name]
    write_files(files, tmp_path)
    paths = ["content/posts/a.md"] if ".postlint.yaml" in files else ["."]
    assert lint(paths, tmp_path, monkeypatch) == expected


@pytest.mark.parametrize(
    ("files", "severity"),
    [
        ({"_config.yml": "permalink: /:year/:title/", "_plugins/a.rb": "class A < Jekyll::Generator\nend"}, "warning"),
        ({"_config.yml": "permalink: /:year/:title/", "_plugins/a.rb": "module A\nend"}, "error"),
        ({"_config.yml": "permalink: /:year/:title/", "_redirects": "{{ site.old }} /x\n"}, "warning"),
        ({"_config.yml": "permalink: /:year/:title/", "_redirects": "/old /x\n"}, "error"),
    ],
)
def test_an_address_is_likely_missing_where_a_program_may_make_pages(
    tmp_path: Path, files: dict[str, str], severity: str
) -> None:
    write_files({**files, "_posts/2026-01-02-a.md": "---\ntitle: A\n---\n[x](/2026/b/)\n"}, tmp_path)
    report = postlint.lint_paths([str(tmp_path)], load_config(cwd=tmp_path, select=LINKS))
    assert [(found.rule, str(found.severity)) for found in report.findings] == [("broken-link", severity)]


def test_redirects_in_files_of_any_name() -> None:
    texts = {
        "other/_redirects.txt": "/old /new 301\n",
        "next.config.mjs": "{ source: '/was', destination: '/is' }, { source: '/b/:path*', destination: '/c/:path*' }",
        "redirects-list.json": '["^/doc/start(/.*)?$  /doc"]',
    }
    redirects = read_redirects(texts)
    assert all(map(redirects.covers, ("/old", "/was", "/b/x/y", "/doc/start", "/doc/start/x")))
    assert not any(map(redirects.covers, ("/gone", "/ol")))


def test_the_host_that_no_file_names_is_told_by_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Absolute links to the own site count as links to posts; none of them is called broken, for all is a guess."""
    names = ("barley", "oats", "rye", "spelt")
    links = "".join(f"[{name}](https://www.bread.example/posts/{name}/) " for name in names[:3])
    post = (
        "---\ntitle: {}\n---\n"
        + links
        + "[gone](https://bread.example/posts/gone/) [x](https://x.example/posts/rye/)\n"
    )
    write_files({"hugo.toml": "", **{f"content/posts/{name}.md": post.format(name) for name in names}}, tmp_path)
    write_files({".postlint.yaml": "rules:\n  orphan-post: {min_posts: 2}\n"}, tmp_path)
    found = lint(["content"], tmp_path, monkeypatch, ("orphan-post", "broken-link"))
    assert found == ["content/posts/spelt.md:2 orphan-post"]
    write_files({"static/CNAME": "bread.example\n"}, tmp_path)
    found = lint(["content"], tmp_path, monkeypatch, ("orphan-post", "broken-link"))
    broken = [f"content/posts/{name}.md:4 broken-link" for name in names]
    assert sorted(found) == sorted([*broken, "content/posts/spelt.md:2 orphan-post"])


@pytest.mark.parametrize(("address", "above"), [("/a/b/c", ["/a/b", "/a"]), ("a/b", ["a"]), ("////a/b", ["////a"])])
def test_the_addresses_above_one_end(address: str, above: list[str]) -> None:
    assert list(ancestors(address)) == above
