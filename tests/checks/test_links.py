"""What the cards of links cannot say: hosts of the site, targets as values, and time on hostile input."""

from __future__ import annotations

import pytest

from postlint.checks.links.generic_text import generic_link_text
from postlint.checks.links.link_counts import too_few_external_links, too_few_internal_links
from postlint.checks.links.malformed import malformed_link
from postlint.document.document import Document
from postlint.document.urls import host_of, is_local, is_reserved, query_of, without_parameters
from postlint.generators.presets import load_preset
from postlint.parse.source import Source


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://localhost:4000/", True),
        ("https://127.0.0.1", True),
        ("http://[::1]/", True),
        ("http://10.1.2.3/x", True),
        ("http://printer.local/", True),
        ("file:///home/ada/x.html", True),
        ("C:\\Users\\ada\\x.html", True),
        ("https://8.8.8.8/", False),
        ("https://localhost.example.org/", False),
        ("/localhost", False),
        ("http://[half", False),
    ],
)
def test_local_targets(url: str, local: bool) -> None:
    assert is_local(url) is local


def test_reserved_hosts_are_those_of_the_standards() -> None:
    assert is_reserved("www.example.com")
    assert is_reserved("shop.test")
    assert not is_reserved("example.shop")
    assert not is_reserved("myexample.com")


def test_a_malformed_host_is_no_host() -> None:
    assert host_of("http://[half") == ""


@pytest.mark.parametrize(
    ("url", "names", "left"),
    [
        ("/a?x=1&y=2#z", ["x"], "/a?y=2#z"),
        ("/a?x=1&y=2#z", ["x", "y"], "/a#z"),
        ("/a?x=1&amp;y=2&amp;z=3", ["y"], "/a?x=1&amp;z=3"),
        ("/a?x", ["x"], "/a"),
        ("/a", [], "/a"),
    ],
)
def test_parameters_are_taken_out(url: str, names: list[str], left: str) -> None:
    assert without_parameters(url, [p for p in query_of(url) if p.name in names]) == left


def test_absolute_links_to_the_own_host_are_internal() -> None:
    text = "Rye is [a grain](https://bread.example/grain).\n"
    own = Document(Source.from_text(text), site_hosts=["bread.example"])
    assert not list(too_few_internal_links(own, min=1, min_words=0))
    assert list(too_few_external_links(own, min=1, min_words=0))


def test_the_canonical_address_has_the_own_host() -> None:
    text = "---\ncanonical: https://www.bread.example/rye\n---\n\nRye is [a grain](https://bread.example/grain).\n"
    doc = Document.from_text(text)
    assert not list(too_few_internal_links(doc, min=1, min_words=0))
    assert list(too_few_external_links(doc, min=1, min_words=0))


@pytest.mark.parametrize(
    "piece", ["[a](", "[", "(a)[", "](", "[a] (", "[a](b c", "[x](/" + " y" * 20, "[ab](/x. ", "[ab]http://x) "]
)
@pytest.mark.slow
def test_brackets_without_end_are_read_in_linear_time(piece: str) -> None:
    doc = Document.from_text(piece * 5_000 + "\n")
    assert doc.blocks  # parsed outside of the measurement
    assert all(hit.span.end <= len(doc.text) for hit in malformed_link(doc))


@pytest.mark.parametrize("piece", ["<code>](/x) ", "<code>[a](/x) </code>", "`[a](/x) ` ", "{{x}}[a](/x) "])
@pytest.mark.slow
def test_markdown_in_elements_is_found_in_linear_time(piece: str) -> None:
    doc = Document.from_text("<div>" + piece * 8_000 + "\n", preset=load_preset("hugo"))
    assert not list(malformed_link(doc))


@pytest.mark.slow
def test_the_last_part_of_an_address_is_found_in_linear_time() -> None:
    doc = Document.from_text(f"[here](https://mill.example/{'a' * 100_000}..)\n")
    assert list(generic_link_text(doc, extra=(), allow=()))
