"""Which language a post is written in."""

from __future__ import annotations

from unicodedata import normalize

import pytest

from postlint.parse.nodes import Block, Passage
from postlint.parse.source import OffsetMap
from postlint.prose.detect_language import detect_language, guess_language, path_tag, primary_tag
from postlint.spans import Span


def passage_of(text: str) -> Passage:
    offsets = OffsetMap()
    offsets.add(0, len(text), 0)
    return Passage(text, "paragraph", Block("paragraph", Span(0, len(text))), offsets)


def detect(text: str, *, configured: str | None = None, declared: str = "", path: str = "post.md") -> str:
    return detect_language(configured=configured, declared=declared, path=path, passages=[passage_of(text)])


def test_the_cells_of_a_table_count_only_without_other_text() -> None:
    cell = passage_of(ENGLISH * 6)._replace(kind="cell")
    assert guess_language([passage_of(GERMAN * 3), cell]) == "de"
    assert guess_language([passage_of("Tabelle"), cell]) == "en"


GERMAN = "Wir haben das Werkzeug gebaut, weil es noch keins gab, und es ist nicht schwer zu benutzen."
ENGLISH = "We built the tool because there was none, and it is not hard to use on your own site."


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", ENGLISH),
        ("de", GERMAN),
        ("fr", "Nous avons écrit cet outil parce qu'il n'y en avait pas, et il est facile pour vous aussi."),
        ("es", "Hemos hecho la herramienta porque no había ninguna, y es fácil de usar también para ti."),
        ("it", "Abbiamo fatto questo strumento perché non ce n'era uno, ed è facile anche per voi."),
        ("pt", "Fizemos a ferramenta porque não havia nenhuma, e ela é fácil de usar também para você."),
        ("nl", "Wij hebben het gereedschap gemaakt omdat er nog geen was, en het is niet moeilijk voor jou."),
        ("sv", "Vi har byggt verktyget för att det inte fanns något, och det är inte svårt att använda."),
        ("pl", "Nie było takiego narzędzia, więc je zrobiliśmy, i jest to bardzo łatwe dla każdego."),
        ("ru", "Мы сделали этот инструмент, потому что его не было, и он не так сложен."),
        ("ja", "道具がなかったので作りました。使い方は難しくありません。"),
        ("zh", "因为没有这样的工具，所以我们做了一个。它不难用。"),
        ("ko", "그런 도구가 없어서 우리가 만들었습니다. 쓰기 어렵지 않습니다."),
        ("ar", "صنعنا هذه الأداة لأنها لم تكن موجودة من قبل وهي ليست صعبة على أحد."),
        ("ar", "يُمكنكَ أيضًا أن تُجرِّبَ هذه الأداةَ مجّانًا، ثمَّ تُخبِرَ زُملاءكَ عنـــها غدًا."),
        (
            "ru",
            "Э\u0301тот за\u0301мок стои\u0301т на горе\u0301, и все его\u0301 ви\u0301дят, потому\u0301 что он бел.",
        ),
        (
            "fr",
            normalize(
                "NFD", "Le thé a été préféré à la crème brûlée, très réputée, et les bébés ont été gâtés à l'école."
            ),
        ),
        ("he", "בנינו את הכלי כי לא היה כזה."),
        ("el", "Φτιάξαμε το εργαλείο γιατί δεν υπήρχε."),
        (
            "ca",
            "Hem fet aquesta eina perquè no n'hi havia cap, i és fàcil d'usar també per als altres, amb un sol clic.",
        ),
        (
            "es",
            "Lista de la compra: el pan, la sal, el azúcar, un kilo de peras, dos limones y ajo para el año que viene.",
        ),
        ("uk", "Ми зробили цей інструмент, бо його не було, і він не такий складний, як може здатися."),
        ("bg", "Направихме този инструмент, защото го нямаше, и той не е толкова сложен, колкото изглежда."),
        ("ru", "Версия Ruby 3.4.1 вышла. Это обновление, в котором исправлены ошибки. Скачать его можно здесь."),
        ("sr", "Направили смо овај алат јер га није било, и он није толико сложен колико изгледа на први поглед."),
        ("cs", "Tento nástroj jsme vytvořili, protože žádný nebyl, a není tak těžké ho používat."),
        ("sk", "Tento nástroj sme vytvorili, pretože žiadny nebol, a nie je také ťažké ho používať."),
        ("hi", "हमने यह औज़ार इसलिए बनाया क्योंकि ऐसा कोई औज़ार नहीं था, और इसे चलाना कठिन नहीं है।"),
        ("zh", "本教程介绍如何在FastAPI中使用SQLModel，以及如何测试SQL数据库。"),
        ("ja", "AnonymousCVSリポジトリに改竄がないことが確認された。app lib eruby oniguruma rough"),
        ("gl", "Fixemos a ferramenta porque non había ningunha, e tamén é doada de usar para ti cando queiras."),
        ("af", "Ons het die gereedskap gemaak omdat daar nog geen was nie, en dit is nie moeilik vir jou nie."),
        ("eu", "Tresna hau egin dugu ez zegoelako halakorik, eta oso erraza da zuretzat ere, behar baduzu."),
        ("sq", "E bëmë këtë mjet sepse nuk kishte një të tillë, dhe është i lehtë për ju që do ta përdorni."),
        ("az", "Bu aləti ona görə yaratdıq ki, belə bir alət yox idi, və o, hər kəs üçün çox sadədir."),
        ("sw", "Tumeunda kifaa hiki kwa kuwa hakuna kama hiki, na ni rahisi sana kwa kila mtu katika kazi yake."),
        ("tl", "Ginawa namin ang gamit na ito para sa mga tao kung kanino hindi pa ito mahirap gamitin."),
        ("eo", "Ni faris la ilon ĉar ĝi ne estis, kaj ĝi estas facila por ĉiuj, kiuj volas uzi ĝin kiel vi."),
        ("nb", "Hvis du vil kjøpe noe, kan du bruke butikken. Du kan også skrive til meg."),
        ("nn", "Eg veit ikkje kva dei vil ha, men eit brød med rug er noko som mange et her frå før."),
        ("ms", "Kami tidak boleh membuat roti itu kerana oven sudah lama, iaitu sejak selepas perang, bahawa ia ada."),
        ("id", "Kami tidak bisa membuat roti itu karena oven sudah tua, namun saat ini kami memiliki yang lain."),
        ("sr", "Ne znam gde je taj hleb koji je uvek bio ovde, ali posle toga smo ga takođe pekli sa solju."),
        ("hr", "Ne znam gdje je taj kruh koji je uvijek bio ovdje, ali prije toga smo ga također pekli s nama."),
        ("da", "Hvis du vil købe noget, kan du bruge butikken. Du kan også skrive til mig."),
        ("", "PO Box 3, Denver, CO 80543; PO Box 4, Boulder, CO 80301; PO Box 5, Aspen, CO 81611."),
        ("de", "WIR HABEN ES GEBAUT, WEIL ES DAS NOCH NICHT GAB, UND ES IST FÜR ALLE DA."),
        ("", "Lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor"),
        ("", ""),
        ("", "TODO"),
    ],
)
def test_guess(language: str, text: str) -> None:
    assert guess_language([passage_of(text)]) == language


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("content/de/post.md", "de"),
        ("content/zh-hans/index.md", "zh"),
        ("content/pt-BR/index.md", "pt"),
        ("blog/post.fr.md", "fr"),
        ("blog/index.es.md", "es"),
        ("de/blog/post.it.md", "it"),
        ("blog/post.md", ""),
        ("blog/v1.2.md", ""),
        ("js/post.md", ""),
        ("de.md", ""),
        ("<text>", ""),
        ("", ""),
    ],
)
def test_path(path: str, language: str) -> None:
    assert path_tag(path) == language


@pytest.mark.parametrize(
    ("tag", "primary"),
    [("en", "en"), ("en-GB", "en"), ("pt_BR", "pt"), ("DE", "de"), ("zh-Hans-CN", "zh"), ("de_DE.UTF-8", "de"),
     ("", ""), ("German text", "")],
)  # fmt: skip
def test_primary_tag(tag: str, primary: str) -> None:
    assert primary_tag(tag) == primary


def test_order() -> None:
    assert detect(GERMAN, configured="fr", declared="es", path="it/a.md") == "fr"
    assert detect(GERMAN, declared="es_ES", path="it/a.md") == "es"
    assert detect("Rolli 3000", path="it/a.md") == "it"
    assert detect(GERMAN) == "de"


def test_a_short_text_is_read_with_its_headings() -> None:
    def detect_with(*headings: str, text: str = "ruby-3.4.1.tar.gz") -> str:
        return detect_language(
            configured=None, declared="", path="post.md", passages=[passage_of(text)], headings=lambda: headings
        )

    assert detect_with("Was ist neu in der Version, und wie man sie installiert") == "de"
    assert detect_with("Что нового в этой версии") == "ru"
    assert detect_with("Rolli 3000", text="") == "en"


@pytest.mark.parametrize("text", ["Выпуск", "Версия 3.4.1", "发布", "릴리스", "Λίστα"])
def test_no_text_in_another_script_is_english(text: str) -> None:
    assert detect(text) != "en"


def test_words_outweigh_a_folder_that_only_looks_like_a_tag() -> None:
    assert detect(ENGLISH, path="content/it/how-we-run-our-servers.md") == "en"


@pytest.mark.parametrize(
    ("text", "site", "language"),
    [
        ("Brot und Salz.", "de", "de"),
        ("Brot.", "de", "de"),
        ("Brot.", "", "en"),
        ("The oven is hot and the bread is in it.", "de", "en"),
        (ENGLISH, "de", "en"),
        ("Тесто.", "ru", "ru"),
        ("Тесто.", "en", ""),
        ("Brot.", "javascript", "en"),
        ("Lorem ipsum dolor sit amet consectetur adipiscing elit. " * 5, "de", ""),
    ],
)
def test_the_site_decides_where_the_words_do_not(text: str, site: str, language: str) -> None:
    found = detect_language(configured=None, declared="", path="post.md", site=site, passages=[passage_of(text)])
    assert found == language
