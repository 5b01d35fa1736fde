"""Run: which files, which rules in which order, what is silenced, what is mended. Knows no Markdown."""
