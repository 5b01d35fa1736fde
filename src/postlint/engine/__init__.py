"""The engine: plans a run, reads the posts, runs the rules, applies suppressions and fixes. It parses no Markdown."""
