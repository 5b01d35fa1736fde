"""Word forms: which words are forms of one another, and the words of a term."""

from __future__ import annotations

import pytest

from postlint.prose.word_forms import WordForms, WordIndex, split_term

SAME = {
    "en": """
        certification certifications, running run, ran run, studies study, analyses analysis, strategy strategies,
        policy policies, university universities, business businesses, children child, creating create,
        formatting format, signalling signal, applying apply, agencies agency, building build, built build,
        computers computer, optimizing optimize, topics topic, indices index, developers developer, boxes box,
        hiring hire, caching cache, queries query, heroes hero, debugging debug, quizzes quiz, days day,
        leaves leaf, women woman, written write, lying lie, buses bus, processes process, cafés cafe, quicker quick""",
    "de": """
        Zertifizierung Zertifizierungen, Bücher Buch, Kurse Kurs, Schulen Schule, Tipps Tipp, schnelles schnell,
        Universitäten Universität, Fahrräder Fahrrad, ging gehen, Strasse Straße, Autorin Autorinnen,
        Autor Autorinnen, Kundin Kunde, kaufen gekauft,
        eingekauft einkaufen, einzukaufen einkaufen, Handbücher Handbuch, angefangen anfangen, Museen Museum,
        klargestellt klarstellen, übereingestimmt übereinstimmen""",
    "fr": """
        formations formation, gratuites gratuit, réseaux réseau, données donnée, universités université, jeux jeu,
        heureux heureuse, vendeur vendeuse, acteur actrice, légal légaux, parisien parisienne, œuf oeufs, cœurs coeur,
        mangeons manger, finissent finir, appelle appeler, naïve naïf, publique public,
        pris prendre, mis mettre""",
    "es": """
        certificaciones certificación, rápidos rápido, imágenes imagen, universidades universidad, mujeres mujer,
        lugares lugar, hogares hogar, voces voz, profesora profesor, buscó buscar, busqué buscar, piensa pensar,
        francesa francés, blogs blog, tendría tener""",
    "it": """
        certificazioni certificazione, gratuita gratuito, strumenti strumento, immagini immagine, naturali naturale,
        alberghi albergo, amiche amica, attrice attore, cerchi cercare, mangerà mangiare, finisce finire,
        tiene tenere, produrrebbe produrre, dottor dottore""",
    "pt": """
        certificações certificação, ações ação, imagens imagem, cursos curso, universidades universidade,
        capitais capital, papéis papel, homens homem, fáceis fácil, professora professor, ficou ficar, fiquei ficar,
        alemães alemão, europeia europeu, chips chip""",
    "nl": """
        certificeringen certificering, websites website, kinderen kind, huizen huis, strategieën strategie, bomen boom,
        katten kat, mogelijkheden mogelijkheid, brieven brief, gebouwd bouwen, opgebeld opbellen, huisje huis,
        maken maakt, witte wit, ingesteld instellen, gericht richten, eten eet""",
    "ru": """
        сайта сайт, создание создания, книгами книга, окон окно, отцов отец, новый новые, ёлка елка, работать работаем,
        куплю купить, девушек девушка, историй история, строится строиться, держит держать,
        принят принять, музыкален музыкальный""",
    "pl": """
        strony strona, książek książka, mieście miasto, stołu stół, nowego nowy, ręce ręka, zdjęcia zdjęcie,
        kupować kupuję, drodze droga, sklepach sklep, robić robiony, możliwości możliwość, Linuksie Linux,
        widzi widzieć, przyjęty przyjąć, kłamie kłamać, spadnie spaść""",
    "xx": "kurs kurser, bilder bild",  # a language without classes: words that only differ at their ends
    "tr": "İstanbul istanbul, ISI ısı, kitaplar kitap",
}
DIFFERENT = {
    "en": """
        organ organization, organize organization, business busy, university universe, general generation,
        general generally, policy police, product production, certificate certification, certified certificate,
        local locale, moral morale, past paste, important import, news new, computer compute, different differ,
        runner run, author authority, action active, relation relate, useful use, portable port, artist art,
        securing secretary, management manage, engineer engine, happiness happy, hope hop, wing win, ai air""",
    "de": "Organ Organisation, frei Freiheit, Zertifikat Zertifizierung, Lehrer Lehre, Zeitung Zeit",
    "fr": "organe organisation, certificat certification, rapidement rapide, national nation",
    "es": "órgano organización, rápidamente rápido, certificado certificación",
    "it": """
        organo organizzazione, velocemente veloce, certificato certificazione, presente preso, giornale giornalisti,
        parente parere""",
    "pt": "órgão organização, rapidamente rápido, certificado certificação",
    "nl": "orgaan organisatie, vrijheid vrij, certificaat certificering",
    "ru": "сайт сад, мир море, книга книжник, стол столица",
    "pl": "strona stroić, dom domena, praca prawo, kot kotlet",
    "xx": "kurs kurva, bil bild",
}


def pairs(text: str) -> list[tuple[str, str]]:
    return [(one, other) for one, other in (pair.lower().split() for pair in text.split(","))]


@pytest.mark.parametrize(("language", "text"), SAME.items())
def test_forms_of_one_word(language: str, text: str) -> None:
    forms = WordForms(language)
    for one, other in pairs(text):
        assert forms.same(one, other), (one, other)
        assert WordIndex([one], forms).find(other) == 0, (one, other)
        assert WordIndex([other], forms).find(one) == 0, (one, other)


@pytest.mark.parametrize(("language", "text"), DIFFERENT.items())
def test_words_that_are_not_forms_of_each_other(language: str, text: str) -> None:
    assert [pair for pair in pairs(text) if WordForms(language).same(*pair)] == []


@pytest.mark.parametrize(
    ("term", "language", "words"),
    [
        ("site-speed", "en", ["site", "speed", "sitespeed"]),
        ("E-Mail", "en", ["email"]),
        ("CI/CD", "en", ["ci", "cd", "cicd"]),
        ("Q&A", "en", ["qa"]),
        ("C++", "en", ["c++"]),
        ("Node.js", "en", ["node.js"]),
        ("writer's", "en", ["writer"]),
        ("writer’s", "en", ["writer"]),
        ("state-of-a-thing", "en", ["state", "of", "a", "thing", "stateofathing"]),
        ("l’intelligence", "fr", ["intelligence"]),
        ("O'Reilly", "en", ["o'reilly"]),
    ],
)
def test_terms(term: str, language: str, words: list[str]) -> None:
    assert [part.text for part in split_term(term, language)] == words


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("images.Filter", ["images", "filter", "imagesfilter"]),
        ("CanHighlight", ["can", "highlight", "canhighlight"]),
        ("Node.js", ["node", "js", "nodejs"]),
        ("iPhone", ["iphone"]),
        ("U.S", ["us"]),
        ("3.5", ["3.5"]),
        ("API", ["api"]),
        ("Brot", ["brot"]),
    ],
)
def test_names_of_code(term: str, words: list[str]) -> None:
    assert [part.text for part in split_term(term, names=True)] == words
