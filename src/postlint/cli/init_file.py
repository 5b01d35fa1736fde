"""The configuration that `postlint init` writes."""

from __future__ import annotations

import json
from collections.abc import Sequence

#: the JSON Schema for editors; that of `postlint schema config` has the names of rules as well
SCHEMA = "https://raw.githubusercontent.com/postlint/postlint/main/schemas/config.schema.json"
_TEMPLATE = """\
# yaml-language-server: $schema={schema}
# postlint checks the posts of this site: https://github.com/postlint/postlint
# 'postlint config' shows the resolved configuration, 'postlint rules' all rules, 'postlint explain NAME' one of them.

# The generator of the site decides which front matter keys exist and what they mean. It is found by the files of the
# site ('postlint config --for FILE' shows which); name it only where that fails.
# preset: {preset}

# Where the posts are; 'postlint' without a path lints them.
content: {content}

# Links to this host are internal.
{site_url}

# How the site builds a page's title; measured by title-too-long.
# title_template: "{{}} | Example"

# The language of the posts, when it should not be guessed.
# language: en

# Which rules are on: tags, groups or rules.
select: [recommended]

# Options and severities of single rules.
rules:
  # title-too-long: {{max: 65}}
  # long-sentence: off
  # bare-url: error

# Other settings for some of the posts.
# overrides:
#   - files: {notes}
#     rules: {{text-too-short: off}}

# The least severity that makes postlint fail: info, warning, error or never.
fail_on: warning
"""


def render(content: Sequence[str], preset: str = "", address: str = "") -> str:
    """The text of a commented `.postlint.yaml` for globs of posts, with the preset and address of the site."""
    first_folder = content[0].split("/*")[0] if content and "/*" in content[0] else "posts"
    # as JSON, a line feed in the name of a folder begins no line of YAML, not even in a comment
    notes = json.dumps([f"{first_folder}/notes/**"], ensure_ascii=False)
    globs = json.dumps(list(content), ensure_ascii=False)
    known = f"# site_url: {json.dumps(address)}   (read from the site's own configuration)"
    site_url = known if address else "# site_url: https://www.example.com"
    values = {"content": globs, "preset": preset or "hugo", "site_url": site_url, "notes": notes}
    return _TEMPLATE.format(schema=SCHEMA, **values)
