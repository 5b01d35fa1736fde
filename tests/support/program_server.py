"""The server of `program`: lints a site, so that all is imported, then forks for each call."""

from __future__ import annotations

import contextlib
import os
import select
import socket
import sys

from click.testing import CliRunner

from postlint.cli import cli, main
from postlint.data.ci import in_ci


def serve(address: str) -> None:
    """Answer calls until the standard input ends."""
    CliRunner().invoke(cli, ["--no-cache"], catch_exceptions=False)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(address)
        listening.listen()
        print("ready", flush=True)
        while sys.stdin not in select.select([listening, sys.stdin], [], [])[0]:
            connection, _ = listening.accept()
            with connection:
                if os.fork() == 0:
                    listening.close()
                    _answer(connection)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(-1, os.WNOHANG)


def _answer(connection: socket.socket) -> None:
    """Be the program for one caller. Does not return."""
    _, streams, _, _ = socket.recv_fds(connection, 1, 3)
    folder, environment, *words = b"".join(iter(lambda: connection.recv(65536), b"")).split(b"\0\0")
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    sys.stdin, sys.stdout, sys.stderr = (os.fdopen(number, mode, encoding="utf-8") for number, mode in enumerate("rww"))
    os.chdir(folder)
    os.environb.clear()
    os.environb.update(one.partition(b"=")[::2] for one in environment.split(b"\0"))
    sys.argv = ["postlint", *map(os.fsdecode, words)]
    in_ci.cache_clear()
    code = 1
    try:
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else code
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        connection.send(bytes([code]))
        os._exit(code)


if __name__ == "__main__":
    serve(sys.argv[1])
