"""What `postlint init` finds in a folder: sites, globs of their posts, and what is not linted."""

from __future__ import annotations

from postlint.records import NamedTuple


class Content(NamedTuple):
    """`globs` describe `posts` of `all` Markdown files; `sites` are generators, each with the file that shows it.

    `unread` has the number of files of each format of posts that postlint does not read, `others` that of the pages in
    each folder of a site that are no posts of its blog.
    """

    globs: tuple[str, ...]
    sites: tuple[tuple[str, str], ...]
    posts: int
    all: int
    unread: tuple[tuple[str, int], ...] = ()
    others: tuple[tuple[str, int], ...] = ()

    @property
    def notes(self) -> list[str]:
        """Sentences about what is not linted."""
        return [note for note in (self._others_note, self.unread_note) if note]

    @property
    def _others_note(self) -> str:
        count = sum(count for _, count in self.others)
        folders = " and ".join(folder for folder, _ in self.others[:2])
        more = " and other folders" if len(self.others) > 2 else ""
        return f"Left out: {count:,} pages that are no posts of the blog, in {folders}{more}." if self.others else ""

    @property
    def unread_note(self) -> str:
        """A sentence about posts in other formats; "" without any."""
        listed = " and ".join(f"{count:,} in {ending}" for ending, count in self.unread)
        return f"Not read: posts in other formats ({listed})." if listed else ""
