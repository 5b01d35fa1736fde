"""The files that a text takes in, in the syntax of each generator."""

from __future__ import annotations

import pytest

from postlint.document.inclusions import included_files


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("<!--@include: ./flour.md-->", ["./flour.md"]),
        ("<!-- @include: @/parts/rye.md#oven{1,3} -->", ["@/parts/rye.md"]),
        ('--8<-- "parts/rye.md"', ["parts/rye.md"]),
        ('{% include-markdown "../rye.md" %}', ["../rye.md"]),
        ("{% include_relative rye.md %}", ["rye.md"]),
        ("{{< include _rye.qmd >}}\n\n{{< include _oats.qmd >}}", ["_rye.qmd", "_oats.qmd"]),
        ('{{% readfile file="rye.md" %}}', ["rye.md"]),
        ('{{ readFile "content/rye.md" }}', ["content/rye.md"]),
        ("```{include} ../rye.md\n```", ["../rye.md"]),
        ("!!!include(./rye.md)!!!", ["./rye.md"]),
        ("import Rye from './_rye.mdx';", ["./_rye.mdx"]),
        ('I quote from "rye.md", and see [rye](rye.md).', []),
        ("{% include head.html %} rye.md", []),
    ],
)
def test_included_files(text: str, paths: list[str]) -> None:
    assert list(included_files(text)) == paths
