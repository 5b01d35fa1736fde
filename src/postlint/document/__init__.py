"""Read: bytes become a Document with exact places. Knows Markdown and nothing of rules."""
