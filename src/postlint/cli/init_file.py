"""A configuration to start from: what `postlint init` writes."""

from __future__ import annotations

import json
from collections.abc import Sequence

_TEMPLATE = """\
# postlint checks the posts of this site: https://github.com/postlint/postlint
# 'postlint config' shows what holds, 'postlint rules' all rules, 'postlint explain NAME' one of them.

# The generator of the site decides which front matter keys exist and what they mean. It is found by the files of the
# site ('postlint config --for FILE' says which); name it only where that fails.
# preset: hugo

# Where the posts are; 'postlint' without a path lints them.
content: {content}

# Links to these hosts are internal.
# site_url: https://www.example.com

# How the site builds a page's title; measured by title-too-long.
# title_template: "{{}} | Example"

# The language of the posts, when it should not be guessed.
# language: en

# Which rules are on: tags, groups or rules.
select: [recommended]

# Options and severities of single rules.
rules: {{}}
#  title-too-long: {{max: 65}}
#  long-sentence: off
#  bare-url: error

# Other settings for some of the posts.
# overrides:
#   - files: ["{first_folder}/notes/**"]
#     rules: {{text-too-short: off}}

# The least severity that makes postlint fail: info, warning, error or never.
fail_on: warning
"""


def render(content: Sequence[str]) -> str:
    """The text of a commented `.postlint.yaml` for globs of posts."""
    first_folder = content[0].split("/*")[0] if content and "/*" in content[0] else "posts"
    globs = json.dumps(list(content), ensure_ascii=False)
    return _TEMPLATE.format(content=globs, first_folder=first_folder)
