"""The Document: all that rules read of one post, with exact places. It does not depend on rules."""
