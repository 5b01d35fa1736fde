"""Whose words a sentence is made of, and which sentences are fragments."""

from __future__ import annotations

import pytest

from postlint.document.document import Document


def texts(sentences: tuple[object, ...]) -> list[str]:
    return [str(getattr(sentence, "text", "")) for sentence in sentences]


@pytest.mark.parametrize(
    "text",
    [
        '"The oven of the village was lit at four." It rained.',
        "“The oven of the village was lit at four.” It rained.",
        "„Der Ofen im Dorf wurde um vier angeheizt.“ It rained.",
        "»Der Ofen im Dorf wurde um vier angeheizt.« It rained.",
        "« Le four du village a été allumé à quatre heures. » It rained.",
        "”Ugnen i byn tändes klockan fyra.” It rained.",
        "‘The baker’s oven wasn’t lit at four.’ It rained.",
        "「村のかまどに火が入った。」It rained.",
        "> The oven of the village was lit at four.\n>\n> — Ada Baker\n\nIt rained.",
        "> The oven of the village was lit at four.\n\n— Ada Baker, miller\n\nIt rained.",
        "> The oven of the village was lit at four. <cite>Ada</cite>\n\nIt rained.",
        "> The oven of the village was lit at four.\n>\n> [Ada Baker](https://ada.example)\n\nIt rained.",
        '<blockquote cite="https://ada.example">The oven of the village was lit at four.</blockquote>\n\nIt rained.',
        "<blockquote><p>The oven of the village was lit at four.</p>&mdash; ada (@ada) <a href='/x'>May 3</a>"
        "</blockquote>\n\nIt rained.",
        "“The oven of the village was lit at four.\n\n“Then the bread was baked.”\n\nIt rained.",
    ],
)
def test_quoted_is_not_own(text: str) -> None:
    doc = Document.from_text(text + "\n")
    own = [sentence.text.strip("”“\"« »'‘’") for sentence in doc.own_sentences]
    assert own == ["It rained."]


@pytest.mark.parametrize(
    "text",
    [
        'It is 5" long, and the bread was baked in a 7" tin.',
        "The baker's oven was lit, and the millers' wheat was ground.",
        "Rock 'n' roll was played while the bread was baked.",
        "The so-called “oven” was lit at four in the morning.",
        "**Note:** the oven was lit at four in the morning.",
    ],
)
def test_marks_that_quote_no_sentence(text: str) -> None:
    doc = Document.from_text(text + "\n")
    assert texts(doc.own_sentences) == texts(doc.sentences)


def test_what_the_speakers_of_an_interview_say_is_quoted() -> None:
    doc = Document.from_text(
        "We talked.\n\n**Ada Baker:** I bake.\n\n**Tim:** I eat.\n\n**Ada Baker:** So do I.\n\n**Tim:** Ah.\n"
    )
    assert texts(doc.own_sentences) == ["We talked."]


def test_fragments_are_no_full_sentences() -> None:
    text = (
        "Rye is dark.\n\n- flour and water\n- Mix the flour with water.\n- #42862\n\n"
        "| one | two |\n|---|---|\n| a | b |\n\n"
        "Photo: Ada\n\n— Ada Baker\n\n**A bold line**\nIt stands over a text. It rained\n"
    )
    doc = Document.from_text(text)
    assert texts(doc.full_sentences) == [
        "Rye is dark.", "Mix the flour with water.", "A bold line", "It stands over a text.", "It rained",
    ]  # fmt: skip
