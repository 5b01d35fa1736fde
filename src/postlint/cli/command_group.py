"""The group of commands: finds the command, prints errors, and ends the process with an exit code."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

FAILED = 1
REFUSED = 2
INTERRUPTED = 130
BROKEN_PIPE = 141

#: a configuration may have any number of mistakes, and these quote it
_MOST_LINES, _LONGEST_LINE = 100, 1000

#: what commands of other linters are called here
_WORDS_OF_OTHERS = {"lint": "check", "fix": "check --fix"}


class Refusal(click.ClickException):
    """The run itself failed: one plain sentence (or a line for each mistake), exit code 2."""

    exit_code = REFUSED

    def show(self, file: Any = None) -> None:
        """Print the sentences, without click's prefix "Error"."""
        from postlint.report.terminal import escaped

        lines = self.message.splitlines()
        for line in lines[:_MOST_LINES]:
            short = line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]} …"
            click.echo(f"postlint: {escaped(short)}", file=file, err=True)
        if len(lines) > _MOST_LINES:
            click.echo(f"postlint: and {len(lines) - _MOST_LINES:,} more.", file=file, err=True)


class DefaultCommandGroup(click.Group):
    """The commands; `check` is the default, so that a first word that is no command is a path.

    `places` has the place of each command ("module:name"), which is imported when it is used.
    """

    def __init__(self, *args: Any, places: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._places = places

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in alphabetical order."""
        return sorted(self._places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name; None if there is none."""
        from pkgutil import resolve_name

        place = self._places.get(cmd_name)
        command: click.Command | None = resolve_name(place) if place is not None else None
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Insert `check`, unless the first word is a command or an option of the group itself."""
        completing_first_word = ctx.resilient_parsing and not args
        known = {*self._places, *ctx.help_option_names, "--version", "-V"}
        if not completing_first_word and args and args[0] not in known:
            args = self._command_first(ctx, args)
        if not completing_first_word and (not args or args[0] not in known):
            self._suggest_command(args)
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def _command_first(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The words with the command before the flags that stand before it: ``--no-cache init``."""
        at = next((at for at, word in enumerate(args) if not word.startswith("-")), 0)
        word = args[at]
        if not at or word not in self._places or os.path.lexists(word):
            return args
        check = self.get_command(ctx, "check")
        assert check is not None
        flags = {name for one in check.params if getattr(one, "is_flag", False) for name in one.opts}
        return [word, *args[:at], *args[at + 1 :]] if flags.issuperset(args[:at]) else args

    def _suggest_command(self, args: list[str]) -> None:
        """Raise UsageError for a word that is neither a path nor a command, but similar to a command."""
        word = args[0] if args else ""
        if not word.isalpha() or os.path.lexists(word):
            return
        from postlint.data.wording import suggest

        elsewhere = _WORDS_OF_OTHERS.get(word)
        ending = f", did you mean {elsewhere!r}?" if elsewhere else suggest(word, self._places)
        if "did you mean" in ending:
            raise Refusal(f"There is neither a path nor a command {word!r}{ending.partition(' (')[0]}")

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands, and the options and paths of the default command."""
        check = self.get_command(ctx, "check")
        assert check is not None
        with click.Context(check, info_name="check", parent=ctx, resilient_parsing=True) as inner:
            of_check = check.shell_complete(inner, incomplete)
        own = super().shell_complete(ctx, incomplete)
        return list({item.value: item for item in [*own, *of_check]}.values()) or [_file(incomplete)]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, and the options of the default command."""
        super().format_options(ctx, formatter)
        check = self.get_command(ctx, "check")
        assert check is not None
        with click.Context(check, info_name="check", parent=ctx) as inner:
            records = [record for p in check.get_params(inner) if (record := p.get_help_record(inner))]
        with formatter.section("Options of check"):
            formatter.write_dl([record for record in records if "--help" not in record[0]])

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an exception becomes a sentence, with ``--debug`` a traceback."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            raise click.exceptions.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            raise click.exceptions.Exit(_give_up_stdout()) from None
        except Exception as error:
            if ctx.meta.get("debug"):
                raise
            raise self.refusal(error) from error

    @staticmethod
    def refusal(error: Exception) -> Refusal:
        """An exception as a sentence for the user."""
        return Refusal(_sentence(error))


def _file(incomplete: str) -> CompletionItem:
    """The item that makes the shell complete a path."""
    from click.shell_completion import CompletionItem

    return CompletionItem(incomplete, type="file")


class OptionalValues(click.Command):
    """A command with options whose value may be left out: ``--changed``, ``--changed=main`` or ``--changed main``.

    A word after such an option is its value unless it is an option or the path of a file or folder.
    """

    def __init__(self, *args: Any, optional: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._optional = optional

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Give each such option a value, "" where the user gives none."""
        words = list(args)
        end = words.index("--") if "--" in words else len(words)
        parsed: list[str] = []
        at = 0
        while at < end:
            word = words[at]
            at += 1
            if word in self._optional:
                following = words[at] if at < end else ""
                is_value = following and not following.startswith("-") and not os.path.lexists(following)
                word = f"{word}={following if is_value else ''}"
                at += bool(is_value)
            parsed.append(word)
        return super().parse_args(ctx, [*parsed, *words[end:]])


def _sentence(error: Exception) -> str:
    from postlint.data.user_file import DataError
    from postlint.engine.discover import NothingToLintError

    if isinstance(error, (DataError, NothingToLintError)):
        return str(error)
    if isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE):
        return "Too few files may be open at once: raise the limit (ulimit -n), or use fewer processes (--jobs 1)."
    if isinstance(error, OSError):
        return f"{error.filename or 'the output'}: {error.strerror or error}"
    return f"this is a mistake in postlint: {type(error).__name__}: {error} (--debug shows where)"


def _open_streams() -> None:
    """Replace closed standard streams, whose numbers the next opened files would get. Raises Refusal without stdout."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115
            setattr(sys, name, stream)
            if name == "stdout":
                raise Refusal("Standard output is closed.")


def run(command: Callable[[], object]) -> int:
    """Run a command and return its exit code; Ctrl-C and a closed pipe end it without a message."""
    try:
        _open_streams()
        code = command()
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return _without_rest(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        return _give_up_stdout()
    except OSError as error:
        Refusal(_sentence(error)).show()
        return _without_rest(REFUSED)
    return code if isinstance(code, int) else 0


def _without_rest(code: int) -> int:
    """The exit code; what standard output has not taken so far is dropped when it cannot be written."""
    try:
        sys.stdout.flush()
    except OSError:
        _give_up_stdout()
    return code


def _give_up_stdout() -> int:
    """Redirect standard output to nowhere after its reader has gone, so that Python's last flush does not fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return BROKEN_PIPE
