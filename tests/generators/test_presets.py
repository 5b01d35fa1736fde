"""Every preset: what its generator accepts, refuses, ignores and misreads, at the exact place."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from postlint.catalog.load import builtin_rules
from postlint.config.config import load_preset
from postlint.config.settings import ActiveRule, Settings
from postlint.data.folders import data_dir
from postlint.data.json_schema import schema_problems
from postlint.data.schema_fast_path import accepts
from postlint.engine.lint import lint_source
from postlint.parse.source import Source
from postlint.results.findings import Finding

FILES = sorted((data_dir("schemas") / "front-matter").glob("*.schema.json"))
NAMES = [file.name.removesuffix(".schema.json") for file in FILES]
RULES = (
    "front-matter-syntax",
    "front-matter-missing",
    "front-matter-schema",
    "front-matter-unknown-key",
    "draft-misread",
)
SHORT = {"schema": "front-matter-schema", "unknown": "front-matter-unknown-key", "draft": "draft-misread"}

#: how each preset's cases are wrapped into a post
FRAMES = {"zola": "+++\n{}\n+++\nBody\n", "pelican": "{}\n\nBody\n", "nikola": "<!--\n{}\n-->\nBody\n"}

#: preset -> (header, what is found: "rule severity text", with "" for nothing)
CASES: dict[str, list[tuple[str, str]]] = {
    "generic": [
        ("title: Rye\ndate: 2024-01-05\ntags: [rye]", ""),
        ("title: Rye\ndate: Jul 08 2022", ""),
        ("title: Rye\ndate: soon", "schema warning soon"),
        ("title: [Rye]", "schema warning [Rye]"),
        ("title: Rye\ntags: {a: b}", "schema warning {a: b}"),
        ("title: Rye\ndescripton: x", "unknown warning descripton"),
        ("titel: Rye", "unknown warning titel"),
        ("title: Rye\nTags: [rye]", "unknown warning Tags"),
        ("title: Rye\nflour: rye", ""),
        ("title: Rye\ndraft: \"yes\"", "draft error yes"),
        ("title: Rye\ndraft: true", ""),
        ("title: Rye\ndate: 2024-13-05", "syntax warning 2024-13-05"),
        ("title: Rye\nkeywords: 3", "schema warning 3"),
    ],
    "astro": [
        ("title: Rye\npubDate: 2024-01-05", ""),
        ("title: Rye\npubDate: 'Jul 08 2022'", ""),
        ("title: Rye\npubDate: 2024-01-05 10:00", ""),
        ("title: Rye\npubDate: '2024-01-05'", ""),
        ("title: Rye\npubDate: soon", "schema warning soon"),
        ("title: Rye\npubDate: [2024]", "schema warning [2024]"),
        ("description: x", ""),
        ("title: ''", ""),
        ("title: Rye\npubdate: 2024-01-05", "unknown warning pubdate"),
        ("title: Rye\nupdated: 2024-01-05", ""),
        ("title: Rye\ntags: [rye, 3]", ""),
        ("title: Rye\ntags: 3", "schema warning 3"),
        ("title: Rye\ndraft: yes", "draft error yes"),
        ("title: Rye\ndraft: false", ""),
        ("title: Rye\nheroImge: ./a.png", "unknown warning heroImge"),
        ("title: Rye\npubDate: Fri Jan 5 10:00:00 2024 +0100", ""),
        ("title: Rye\npubDate: Fri Jan 05 2024 10:00:00 GMT+0100 (Central European Standard Time)", ""),
        ("title: Rye\npubDate: Fri Jan 5 10:00 h", "schema warning Fri Jan 5 10:00 h"),
    ],
    "hugo": [
        ("title: Rye\ndate: 2024-01-05", ""),
        ("title: Rye\ndate: 2024-01-05T10:00:00", ""),
        ("title: Rye\ndate: '15 Oct 2023'", ""),
        ("title: Rye\ndate: Jul 08 2022", "schema warning Jul 08 2022"),
        ("title: Rye\ndate: 2024-01-05 10:00", "schema warning 2024-01-05 10:00"),
        ("Title: Rye\nDate: 2024-01-05\nexpirydate: 2025-01-01", ""),
        ("title: Rye\ndraft: \"yes\"", "draft error yes"),
        ("title: Rye\ndraft: \"true\"", ""),
        ("title: Rye\nweight: heavy", "schema warning heavy"),
        ("title: Rye\nurl: https://bread.example/rye", "schema error https://bread.example/rye"),
        ("title: Rye\naliases: [/a, 'https://b.example']", "schema error https://b.example"),
        ("title: Rye\nparams: none", "schema warning none"),
        ("title: Rye\nkeywords: rye bread", "schema warning rye bread"),
        ("title: Rye\nkeywords: rye", ""),
        ("title: Rye\ncatgories: [bread]", "unknown warning catgories"),
        ("title: Rye\nredirect_from: /a", ""),
        ("title: Rye\ndate: ''\nlastmod:\naliases:\n  -", ""),
        ("title: Rye\ndate: 2024-02-30", "syntax error 2024-02-30"),
        ("title: Rye\nreviewed: 2024-02-30", "syntax warning 2024-02-30"),
        ("title: Rye\ndate: Fri Jan  5 10:00:00 UTC 2024", ""),
    ],
    "jekyll": [
        ("title: Rye\ndate: 2024-01-05 10:00:00 +0100", ""),
        ("title: Rye\ndate: Jul 08 2022", ""),
        ("title: Rye\ndate: Wednesday, May 1, 2024 at 9:44:34 AM PDT", ""),
        ("title: Rye\ndate: soon", "schema warning soon"),
        ("title: Rye\ntags: rye bread", ""),
        ("title: Rye\ntags: {a: b}", "schema warning {a: b}"),
        ("title: Rye\npublished: no", ""),
        ("title: Rye\npublished: \"false\"", "draft error false"),
        ("title: Rye\ndraft: true", "draft error true"),
        ("title: Rye\ndraft: false", ""),
        ("title: Rye\npermalink: 3", "schema warning 3"),
        ("title: Rye\nlayout: [post]", "schema warning [post]"),
        ("title: Rye\nexcerp: x", "unknown warning excerp"),
        ("title: Rye\nlastmod: 2024-01-05", ""),
        ("title: Rye\nauthor: {name: Ada}", ""),
        ("title: Rye\ndate: 2024-02-30", "syntax warning 2024-02-30"),
        ("layout:\ntitle:\ndate:", ""),
    ],
    "bridgetown": [
        ("title: Rye\ndate: Mon, 3 Feb 2026 17:12:00 -0800", ""),
        ("title: Rye\ndate: soon", "schema warning soon"),
        ("title: Rye\ndate: 2024-02-30", "syntax warning 2024-02-30"),
        ("title: Rye\ntags: rye bread", ""),
        ("title: Rye\ntags: {a: b}", "schema warning {a: b}"),
        ("title: Rye\npublished: false", ""),
        ("title: Rye\npublished: \"false\"", "draft error false"),
        ("title: Rye\ndraft: true", "draft error true"),
        ("title: Rye\ntemplate_engine: erb\nexclude_from_pagination: true", ""),
        ("title: Rye\nimage: [a.png]", "schema warning [a.png]"),
        ("title: Rye\npermalink: 3", "schema warning 3"),
        ("title: Rye\nlocale: de\nimage: /a.png", ""),
        ("title: Rye\nexcerp: x", "unknown warning excerp"),
    ],
    "docusaurus": [
        ("title: Rye\ndate: 2024-01-05\ntags: [rye]", ""),
        ("title: Rye\ndate: Jul 08 2022", ""),
        ("title: Rye\ndate: soon", "schema error soon"),
        ("title: Rye\ntags: rye, bread", "schema error rye, bread"),
        ("title: Rye\ntags: [rye, {label: Bread, permalink: /bread}]", ""),
        ("title: Rye\ntags: [{label: Bread}]", "schema error tags"),
        ("title: Rye\nauthors: [ada, {name: Bob}]", ""),
        ("title: Rye\ntoc_max_heading_level: 7", "schema error 7"),
        ("title: Rye\nhide_table_of_contents: 'yes'", "schema error yes"),
        ("title: Rye\ndraft: \"true\"", ""),
        ("title: Rye\ndraft: \"maybe\"", "draft error maybe"),
        ("title: Rye\ndraft: true\nunlisted: true", "schema error true"),
        ("title: Rye\npublished: false", "draft error false"),
        ("title: Rye\nlast_update: {}", "schema error {}"),
        ("title: Rye\ndescripton: x", "unknown warning descripton"),
        ("title: Rye\nlastmod: 2024-01-05", ""),
        ("title: Rye\ndescription:", "schema error description"),
        ("title: Rye\ndate: 5th of May 2024", "schema warning 5th of May 2024"),
        ("title: Rye\ntags:\n  -", "schema error tags"),
        ("title: Rye\ndate: 2024-01-05 10:61:92", "syntax warning 2024-01-05 10:61:92"),
    ],
    "mkdocs-material": [
        ("date: 2024-01-05", ""),
        ("date: 2024-01-05 10:00:00", ""),
        ("date:\n  created: 2024-01-05\n  updated: 2024-02-05", ""),
        ("date: '2024-01-05'", "schema error 2024-01-05"),
        ("date: Jul 08 2022", "schema error Jul 08 2022"),
        ("date:\n  updated: 2024-02-05", "schema error date"),
        ("date:\n  created: '2024-02-05'", "schema error 2024-02-05"),
        ("title: Rye", "schema error ---"),
        ("date: 2024-01-05\nauthors: ada", "schema error ada"),
        ("date: 2024-01-05\nauthors: [ada, ada]", ""),
        ("date: 2024-01-05\ndraft: 1", "draft warning 1"),
        ("date: 2024-01-05\ndraft: yes", ""),
        ("date: 2024-01-05\nreadtime: 5 min", "schema error 5 min"),
        ("date: 2024-01-05\ncategory: bread", "unknown warning category"),
        ("date: 2024-01-05\nlastmod: 2024-02-05", ""),
        ("date: 2024-01-05\nslug:\ndraft:", ""),
        ("date: 2024-01-05\nreviewed: 2024-02-30", "syntax error 2024-02-30"),
        ("date:", "schema error date"),
    ],
    "zola": [
        ('title = "Rye"\ndate = 2024-01-05', ""),
        ('title = "Rye"\ndate = 2024-01-05T10:00:00Z', ""),
        ('title = "Rye"\ndate = "2024-01-05"', ""),
        ('title = "Rye"\ndate = "Jul 08 2022"', "schema error Jul 08 2022"),
        ('title = "Rye"\nslug = ""', 'schema error ""'),
        ('title = "Rye"\npath = "/rye"', ""),
        ('title = "Rye"\nweight = -1', "schema error -1"),
        ('title = "Rye"\ndraft = "true"', "draft error true"),
        ('title = "Rye"\ntags = ["rye"]', "unknown warning tags"),
        ('title = "Rye"\nauthor = "Ada"', "unknown warning author"),
        ('title = "Rye"\nflour = "rye"', "unknown warning flour"),
        ('title = "Rye"\n[taxonomies]\ntags = ["rye", ""]', 'schema error ""'),
        ('title = "Rye"\n[extra]\nflour = "rye"', ""),
        ('title = "Rye"\ndescripton = "x"', "unknown warning descripton"),
        ('title = "Rye"\ndate = "2024-13-01"', "schema error 2024-13-01"),
        ('title = "Rye"\nupdated = "May"', "schema warning May"),
        ('title = "Rye"\ndate = 2024-02-30', "syntax error 2024-02-30"),
    ],
    "eleventy": [
        ("title: Rye\ndate: 2024-01-05", ""),
        ("title: Rye\ndate: '2024-01-05'", ""),
        ("title: Rye\ndate: git Last Modified", ""),
        ("title: Rye\ndate: Jul 08 2022", "schema error Jul 08 2022"),
        ("title: Rye\ndate: last modified", "schema error last modified"),
        ("title: Rye\ntags: posts", ""),
        ("title: Rye\npermalink: false", ""),
        ("title: Rye\npermalink: true", "schema error true"),
        ("title: Rye\npagination: 3", "schema warning 3"),
        ("title: Rye\neleventyExcludeFromCollections: 'yes'", "schema warning yes"),
        ("title: Rye\neleventyNavigation: {order: first}", "schema warning first"),
        ("title: Rye\ndraft: \"false\"", "draft error false"),
        ("title: Rye\nflour: rye", ""),
        ("title: Rye\nlayot: post", "unknown warning layot"),
    ],
    "vitepress": [
        ("title: Rye\nsidebar: false", ""),
        ("title: Rye\nlayout: page\noutline: [2, 3]", ""),
        ("title: Rye\noutline: deep", ""),
        ("title: Rye\noutline: true", "schema warning true"),
        ("title: Rye\naside: right", "schema warning right"),
        ("title: Rye\naside: left", ""),
        ("title: Rye\nhead:\n  - [meta, {name: x}]", ""),
        ("title: Rye\nhead: [meta]", "schema warning meta"),
        ("title: Rye\nnavbar: 'no'", "schema warning no"),
        ("title: Rye\nlastUpdated: 2024-01-05", ""),
        ("title: Rye\nlastUpdated: soon", "schema warning soon"),
        ("title: Rye\ntitleTemplat: x", "unknown warning titleTemplat"),
        ("title: Rye\nsummary: x", ""),
        ("title: Rye\ndraft: \"true\"", "draft error true"),
    ],
    "hexo": [
        ("title: Rye\ndate: 2013/7/13 20:46:25", ""),
        ("title: Rye\ndate: 2024-01-05", ""),
        ("title: Rye\ndate: soon", "schema warning soon"),
        ("title: Rye\npermalink: rye/", ""),
        ("title: Rye\npermalink: rye", "schema warning rye"),
        ("title: Rye\ncategories:\n  - [a, b]\n  - c", ""),
        ("title: Rye\ncategories: 3", "schema warning 3"),
        ("title: Rye\npublished: false", ""),
        ("title: Rye\npublished: \"no\"", "draft error no"),
        ("title: Rye\ndraft: true", "draft error true"),
        ("title: Rye\ndisableNunjucks: 'true'", "schema warning true"),
        ("title: Rye\nTags: [rye]", "unknown warning Tags"),
        ("title: Rye\nlastmod: 2024-01-05", ""),
        ("title: Rye\nlayout: false", ""),
    ],
    "pelican": [
        ("Title: Rye\nDate: 2024-01-05 10:00", ""),
        ("title: Rye\ndate: Jul 08 2022\ntags: rye, bread", ""),
        ("title: Rye\ndate: soon", "schema error soon"),
        ("title: Rye", "schema warning title: Rye"),
        ("date: 2024-01-05\nslug: rye", "schema error date: 2024-01-05"),
        ("title: Rye\ndate: 2024-01-05\nstatus: draft", ""),
        ("title: Rye\ndate: 2024-01-05\nstatus: pubished", "draft warning pubished"),
        ("title: Rye\ndate: 2024-01-05\ndraft: true", "draft warning true"),
        ("title: Rye\ndate: 2024-01-05\ntranslation: maybe", "schema warning maybe"),
        ("title: Rye\ndate: 2024-01-05\nupdated: 2024-02-05", ""),
        ("title: Rye\ndate: 2024-01-05\ncategories: bread", "unknown warning categories"),
        ("title: Rye\ndate: 2024-01-05\nmodifed: 2024-02-05", "unknown warning modifed"),
        ("title: Rye\ndate: 2024-01-05\nflour: rye", ""),
        ("title: Rye\ndate: 2024-01-05\nslug:\nlang:", ""),
        ("title: Rye\ndate: 2024-01-05\nmodified:", "schema error modified"),
    ],
    "nikola": [
        (".. title: Rye\n.. slug: rye\n.. date: 2024-01-05 10:00:00 UTC+01:00", ""),
        (".. title: Rye\n.. date: 2024-01-05\n.. tags: rye, bread", ""),
        (".. title: Rye\n.. date: soon", "schema error soon"),
        (".. title: Rye", "schema error <!--"),
        (".. date: 2024-01-05", "schema warning <!--"),
        (".. title: Rye\n.. date: 2024-01-05\n.. status: draft", ""),
        (".. title: Rye\n.. date: 2024-01-05\n.. status: drfat", "draft warning drfat"),
        (".. title: Rye\n.. date: 2024-01-05\n.. draft: true", "draft warning true"),
        (".. title: Rye\n.. date: 2024-01-05\n.. hidetitle: maybe", "schema warning maybe"),
        (".. title: Rye\n.. date: 2024-01-05\n.. modified: 2024-02-05", ""),
        (".. title: Rye\n.. date: 2024-01-05\n.. descripton: x", "unknown warning descripton"),
        (".. title: Rye\n.. date: 2024-01-05\n.. flour: rye", ""),
        (".. title: Rye\n.. title: Wheat\n.. date: 2024-01-05", "syntax warning title"),
        (".. title: Rye\n.. slug:\n.. previewimage:\n.. date: 2024-01-05 14:50:33 UTC-05:00.", ""),
        (".. title: Rye\n.. date: 2024-02-30", "schema error 2024-02-30"),
    ],
    "lume": [
        ("title: Rye\ndate: 2024-01-05", ""),
        ("title: Rye\ndate: Git Created", ""),
        ("title: Rye\ndate: 1704412800000", ""),
        ("title: Rye\ndate: Jul 08 2022", "schema error Jul 08 2022"),
        ("title: Rye\nurl: false", ""),
        ("title: Rye\nurl: 3", "schema warning 3"),
        ("title: Rye\ndraft: \"false\"", "draft error false"),
        ("title: Rye\nmetas: {robots: false, title: Rye}", ""),
        (f"title: Rye\nmetas:\n  description: {'x' * 156}", f"schema info {'x' * 156}"),
        ("title: Rye\nmetas: none", "schema warning none"),
        ("title: Rye\nrenderOrder: last", "schema warning last"),
        ("title: Rye\npermalink: /a/", ""),
        ("title: Rye\ntemplateEngin: vto", "unknown warning templateEngin"),
        ("title: Rye\nflour: rye", ""),
    ],
    "myst": [
        ("title: Rye\ndate: 2024-01-05\nauthor: Ada", ""),
        ("date: Jan 5, 2024\nblogpost: true", ""),
        ("date: soon", "schema warning soon"),
        ("tags: rye, bread\ncategory: flour", ""),
        ("tags: [rye, 7]\ncategory: [flour]", ""),
        ("tags: {a: b}", "schema warning {a: b}"),
        ("title: [Rye]", "schema warning [Rye]"),
        ("description: [Rye]", "schema warning [Rye]"),
        ("kernelspec: {name: python3}\njupytext: {a: b}", ""),
        ("orphan: true\nflour: rye", ""),
        ("blogpost: [a]", "schema warning [a]"),
        ("title:\ntags:\ndate:", ""),
    ],
    "quartz": [
        ("title: Rye\ndate: 2024-01-05", ""),
        ("tags: [rye, bread]\ncreated: 2024-01-05", ""),
        ("tags: rye, bread", ""),
        ("title:\ntags:", ""),
        ("flour: rye", ""),
        ("draft: true", ""),
        ("draft: 'true'", ""),
        ("draft: soon", "draft error soon"),
        ("draft: 1", "draft error 1"),
        ("title: [Rye]", "schema warning [Rye]"),
        ("date: someday", "schema warning someday"),
        ("modified: soon", "schema warning soon"),
        ("permalink: [a]", "schema warning [a]"),
        ("aliases: {a: b}", "schema warning {a: b}"),
    ],
    "quarto": [
        ("title: Rye\ndate: 2024-01-05\ncategories: [rye]", ""),
        ("title: Rye\ndate: 01/31/2024", ""),
        ("title: Rye\ndate: today", ""),
        ("title: Rye\ndate: someday", "schema warning someday"),
        ("title: Rye\ndate: {value: 2024-01-05, format: long}", ""),
        ("title: Rye\ndate-modified: last-modified", ""),
        ("title: Rye\nimage: [a.png]", "schema error [a.png]"),
        ("title: Rye\naliases: /a", "schema error /a"),
        ("title: Rye\norder: first", "schema error first"),
        ("title: Rye\ndraft: \"true\"", "draft error true"),
        ("title: Rye\nimage_alt: x", "unknown warning image_alt"),
        ("title: Rye\nlastmod: 2024-01-05", ""),
        ("title: Rye\ndescripton: x", "unknown warning descripton"),
        ("title: Rye\nfig-width: 5", ""),
    ],
    "contentlayer": [
        ("title: Rye\ndate: 2024-01-05", ""),
        ("title: Rye\ndate: '2024-01-05T10:00:00Z'", ""),
        ("title: Rye\ndate: soon", "schema warning soon"),
        ("date: 2024-01-05", ""),
        ("title: [Rye]\ndate: 2024-01-05", "schema warning [Rye]"),
        ("title: Rye\ntags: 3", "schema warning 3"),
        ("title: Rye\nslug: 3", "schema warning 3"),
        ("title: Rye\ndraft: \"yes\"", "draft error yes"),
        ("title: Rye\npublished: true", ""),
        ("title: Rye\npubDate: 2024-01-05", ""),
        ("title: Rye\nsumary: x", "unknown warning sumary"),
        ("title: Rye\npublish: true", ""),
        ("title: Rye\nflour: rye", ""),
    ],
    "gatsby": [
        ("title: Rye\ndate: 2024-01-05", ""),
        ("title: Rye\ndate: '2015-05-01T22:12:03.284Z'", ""),
        ("title:\ndate:", ""),
        ("title: Rye\ndate: Jul 08 2022", "schema info Jul 08 2022"),
        ("title: [Rye]", "schema warning [Rye]"),
        ("title: Rye\ndescription: {a: b}", "schema warning {a: b}"),
        ("title: Rye\ntags: 3", "schema warning 3"),
        ("title: Rye\ndraft: \"false\"", "draft error false"),
        ("title: Rye\ndescripton: x", "unknown warning descripton"),
        ("title: Rye\npubDate: 2024-01-05", ""),
        ("title: Rye\nauthor: [ada]", ""),
        ("title: Rye\nflour: rye", ""),
    ],
    "devto": [
        ("title: Rye\npublished: true\ntags: rye, bread", ""),
        ("title: Rye\ntags: [rye, bread]", ""),
        ("title: Rye\ntags: a, b, c, d, e", "schema error a, b, c, d, e"),
        ("title: Rye\ntags: [a, b, c, d, e]", "schema error [a, b, c, d, e]"),
        ("title: Rye\ntags: whole-meal", "schema error whole-meal"),
        (f"title: {'x' * 129}", f"schema error {'x' * 129}"),
        ("published: true", "schema error ---"),
        ("title: Rye\npublished: \"yes\"", "draft error yes"),
        ("title: Rye\ndraft: true", "draft error true"),
        ("title: Rye\ncanonical_url: /rye", "schema error /rye"),
        ("title: Rye\ncanonical_url:", ""),
        ("title: Rye\nai_disclosure_level: some", "schema error some"),
        ("title: Rye\ncover_imge: x", "unknown warning cover_imge"),
        ("title: Rye\nimage: x", "unknown warning image"),
    ],
    "hashnode": [
        ("title: Rye\nslug: rye\ntags: rye, bread\ndomain: bread.example", ""),
        ("title: Rye\nslug: rye\ntags: rye", "schema error ---"),
        ("title: Rye\ntags: rye\ndomain: bread.example", "schema error ---"),
        ("title: Rye\nslug: rye\ntags: a,b,c,d,e,f\ndomain: bread.example", "schema error a,b,c,d,e,f"),
        ("title: Rye\nslug: rye\ntags: [rye]\ndomain: bread.example", "schema error [rye]"),
        ("title: Rye\nslug: rye\ntags: rye\ndomain: https://bread.example", "schema error https://bread.example"),
        ("title: Rye\nslug: rye\ntags: rye\ndomain: bread.example\nsaveAsDraft: 'yes'", "draft error yes"),
        ("title: Rye\nslug: rye\ntags: rye\ndomain: bread.example\ndraft: true", "draft error true"),
        ("title: Rye\nslug: rye\ntags: rye\ndomain: bread.example\npublished: false", "draft error false"),
        ("title: Rye\nslug: rye\ntags: rye\ndomain: bread.example\ncover: /a.png", "schema warning /a.png"),
        ("title: Rye\nslug: rye\ntags: rye\ndomain: bread.example\ncanonical: /a", "schema error /a"),
        ("title: Rye\nslug: rye\ntags: rye\ndomain: bread.example\nseotitle: x", "unknown warning seotitle"),
        ("title: Rye\nslug: rye\ntags: rye\ndomain: bread.example\nsummary: x", "unknown warning summary"),
    ],
    "nuxt": [
        ("title: Rye\ndate: 2026-02-03\ntags: [rye]\nflour: rye", ""),
        ("title: Rye\ndate: soon", "schema warning soon"),
        ("title: [Rye]", "schema warning [Rye]"),
        ("title: Rye\nnavigation: false\nhead: {title: x}", ""),
        ("title: Rye\nhead: x", "schema warning x"),
        ("title: Rye\ndraft: 'yes'", "draft error yes"),
        ("title: Rye\ndescripton: x", "unknown warning descripton"),
        ("title: Rye\ndraft: true", ""),
        ("title: Rye\nimage: {src: /a.png, alt: Rye}", ""),
        ("title: Rye\nseo: x", "schema warning x"),
        ("title: Rye\nlayout: [a]", "schema warning [a]"),
        ("title: 3", ""),
    ],
    "vuepress": [
        ("title: Rye\ndate: 2026-02-03\ntag: [rye]\nflour: rye", ""),
        ("title: Rye\ndate: soon", "schema warning soon"),
        ("home: true\nheroText: Bread", ""),
        ("title: Rye\nhead: x", "schema warning x"),
        ("title: Rye\ndraft: 'yes'", "draft error yes"),
        ("title: Rye\npermalnk: /rye/", "unknown warning permalnk"),
        ("title: Rye\npublish: false", ""),
        ("title: Rye\nnavbar: [a]", ""),
        ("title: Rye\nhome: 'yes'", "schema warning yes"),
        ("title: Rye\nlang: [de]", "schema warning [de]"),
        ("title: Rye\nsidebar: auto\nprev: false", ""),
        ("title: 3", ""),
        ("title:\nhead:\nlang: ''", ""),
    ],
    "ghost": [
        ("title: Rye\nstatus: draft\ntags: [rye]", ""),
        ("title: Rye\npublished_at: 2024-01-05", ""),
        ("title: Rye\npublished_at: soon", "schema error soon"),
        ("slug: rye", "schema error ---"),
        (f"title: {'x' * 256}", f"schema error {'x' * 256}"),
        (f"title: Rye\ncustom_excerpt: {'x' * 301}", f"schema error {'x' * 301}"),
        ("title: Rye\nstatus: publish", "draft error publish"),
        ("title: Rye\ndraft: true", "draft error true"),
        ("title: Rye\ntags: [\",rye\"]", "schema error ,rye"),
        ("title: Rye\nfeatured: 'yes'", "schema error yes"),
        ("title: Rye\nvisibility: all", "schema error all"),
        ("title: Rye\nmeta_titel: x", "unknown warning meta_titel"),
        ("title: Rye\ncover_image: x", "unknown warning cover_image"),
        ("title: Rye\nflour: rye", ""),
    ],
}  # fmt: skip


@cache
def settings(preset: str) -> Settings:
    rules = builtin_rules()
    return Settings(preset=preset, rules=tuple(ActiveRule(rules[name], rules[name].defaults) for name in RULES))


def lint(preset: str, text: str, path: str = "posts/rye.md") -> list[Finding]:
    return list(lint_source(settings(preset), Source.from_text(text, path), debug=True).findings)


def test_every_preset_has_twelve_cases() -> None:
    assert sorted(CASES) == NAMES
    assert {name: len(cases) for name, cases in CASES.items() if len(cases) < 12} == {}


@pytest.mark.parametrize("preset", CASES)
def test_preset(preset: str) -> None:
    for header, expected in CASES[preset]:
        text = FRAMES.get(preset, "---\n{}\n---\nBody\n").format(header)
        found = [
            f"{finding.rule.removeprefix('front-matter-').removeprefix('unknown-').replace('key', 'unknown')} "
            f"{finding.severity.label} {text[finding.start : finding.end]}".replace("draft-misread", "draft")
            for finding in lint(preset, text)
        ]
        assert found == ([expected] if expected else []), header


def test_the_place_is_the_right_one_of_two_equal_texts() -> None:
    text = "---\ntitle: soon\npubDate: soon\n---\n"
    assert [(f.line, f.column, f.end_column) for f in lint("astro", text)] == [(3, 10, 14)]


@pytest.mark.parametrize(("preset", "found"), [("eleventy", 0), ("astro", 0), ("hexo", 0), ("nuxt", 0), ("jekyll", 1)])
@pytest.mark.parametrize("lines", ["type: oats\n\t\t# or rye", "\t# the type\ntype: oats", "on:\n  - oats\n\t# - rye"])
def test_js_yaml_takes_tabs_before_comments_for_spaces(preset: str, lines: str, found: int) -> None:
    text = f"---\ntitle: Rye\n{lines}\n---\nBody\n"
    assert [f.rule for f in lint(preset, text) if f.severity.label == "error"] == ["front-matter-syntax"] * found


@pytest.mark.parametrize(("preset", "found"), [("eleventy", 0), ("docusaurus", 0), ("hugo", 1)])
@pytest.mark.parametrize("char", ["\u2028", "\u2029", "\x85"])
def test_js_yaml_ends_no_line_at_other_characters(preset: str, char: str, found: int) -> None:
    text = f"---\ntitle: Rye\ndescription: Bread{char}of rye\n---\nBody\n"
    assert [f.rule for f in lint(preset, text) if f.severity.label == "error"] == ["front-matter-syntax"] * found


# -- the schemas themselves -----------------------------------------------------------------------------------


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_schema_is_valid_and_plain(file: Path) -> None:
    schema = json.loads(file.read_text(encoding="utf-8"))
    assert schema_problems(schema) == []
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"].endswith(file.name)


@pytest.mark.parametrize("name", NAMES)
def test_valid_posts_never_wait_for_jsonschema(name: str) -> None:
    """The quick evaluator knows every keyword of the preset, so that it can say yes."""
    known = {"post-date": lambda _: True, "unquoted-date": lambda _: True}
    valid = {
        "title": "Rye", "date": "2024-01-05", "slug": "rye", "tags": "rye", "domain": "bread.example",
    }  # fmt: skip
    schema = load_preset(name).schema
    values = {key: value for key, value in valid.items() if key in schema["properties"]}
    if name in ("docusaurus", "mkdocs-material"):
        values.pop("tags", None)
    assert accepts(values, schema, known)
