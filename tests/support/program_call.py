"""Calls the server of `program`: the words after the address go there with folder, environment and streams of this
process, which ends with the exit code that comes back. Imports little: it is started for each run."""

import os
import socket
import sys

if __name__ == "__main__":
    environment = b"\0".join(name + b"=" + value for name, value in os.environb.items())
    parts = (os.getcwdb(), environment, *map(os.fsencode, sys.argv[2:]))  # noqa: PTH109 - pathlib is not imported
    with socket.socket(socket.AF_UNIX) as server:
        server.connect(sys.argv[1])
        socket.send_fds(server, [b"?"], [0, 1, 2])
        server.sendall(b"\0\0".join(parts))
        server.shutdown(socket.SHUT_WR)
        code = server.recv(1)
    sys.exit(code[0] if code else "the run died")
