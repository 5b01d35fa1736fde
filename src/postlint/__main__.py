"""``python -m postlint``: the command line."""

import sys

if __name__ == "__main__":
    if not sys.flags.safe_path and not sys.path[0].endswith(".zip"):
        # ``python -m`` puts the working directory first, whose click.py may be a stranger's
        del sys.path[0]
    from postlint.cli import main

    main()
