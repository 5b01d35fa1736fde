"""Words of a keyword that a text shows in another way than by a form of them."""

from __future__ import annotations

import pytest
from tests.support.keywords import keyword


@pytest.mark.parametrize(
    ("language", "written", "text", "missing"),
    [
        ("es", "zapatos mujer", "Los mejores zapatos para mujeres", []),
        ("fr", "jeu de société", "Dix jeux de société pour les enfants", []),
        ("ru", "Создание сайтов", "Как заказать создание сайта", []),
        ("pl", "tania strona internetowa", "Zrób tanie strony internetowe", []),
        ("de", "Autorin finden", "So findest du Autorinnen", []),
        # of one root
        ("en", "product validation", "Validating product ideas", []),
        ("en", "bakery management", "Managing a bakery", []),
        ("en", "rye explained", "An explanation of rye", []),
        ("en", "maintain a garden", "Garden maintenance", []),
        ("en", "internet speed", "International speed records", ["internet"]),
        ("en", "rye bread", "Ryes and loaves", ["bread"]),
        ("it", "cucina Cina", "La cucina dei cinesi", ["cina"]),  # a country is not its people
        ("pl", "wdrożenie n8n", "n8n do wdrażania schematów", []),
        ("ru", "заработок в интернете", "Зарабатывать в интернете", []),
        ("ru", "настройка сервера", "Настоящий сервер", ["настройка"]),
        # abbreviated, spelled out
        ("en", "minimum viable product", "The MVP, myth and reality", []),
        ("en", "minimum viable product plan", "What MVPs are", ["plan"]),
        ("de", "CSR oder SSR", "Client-Side-Rendering und Server-Side-Rendering", []),
        ("it", "allucinazione dell'AI", "L'AI inventa", ["allucinazione"]),
        # written together, apart
        ("en", "oven setup", "How to set up an oven", []),
        ("en", "set up an oven", "Oven setup", []),
        ("en", "web site cost", "What websites cost", []),
        ("de", "Home Office Tipps", "Tipps fürs Homeoffice", []),
        ("de", "Homeoffice Tipps", "Tipps für das Home Office", []),
        ("fr", "week-end à Paris", "Un weekend à Paris", []),
        ("nl", "web shop", "Een webshop", []),
        # parts of compounds, where a language has them
        ("de", "Produktivität Tipps", "Produktivitätstipps", []),
        ("de", "Bilder verkleinern", "Bildgrößen verkleinern", []),
        ("nl", "kosten", "Websitekosten", []),
        ("en", "site", "Parasites", ["site"]),
        ("de", "Rad kaufen", "Radio kaufen", ["rad"]),
    ],
)
def test_missing_words(language: str, written: str, text: str, missing: list[str]) -> None:
    assert keyword(written, language).missing(text) == missing


def test_particles_do_not_hide_a_word() -> None:
    korean = keyword("AI 모델 비교", "ko")
    assert keyword("Claude vs GPT", "ko").missing("Claude와 GPT를 vs로") == []
    assert korean.missing("2026년 AI모델을 비교하다") == []
    assert korean.missing("모델을 said 비교하다") == ["ai"]


@pytest.mark.parametrize(
    ("written", "text", "missing"),
    [
        ("AI 时代面包", "AI 时代的面包", []),
        ("黑麦面包做法", "黑麦面包的简单做法", []),
        ("黑麦面包", "黑色的麦田和面包", ["黑麦面包"]),
        ("面包", "面的包", ["面包"]),
    ],
)
def test_words_without_spaces_may_stand_apart(written: str, text: str, missing: list[str]) -> None:
    assert keyword(written, "zh").missing(text) == missing
