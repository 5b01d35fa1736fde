"""The language server: diagnostics, fixes, completion and navigation for editors, by the Language Server Protocol.

Values that go to the client are plain JSON values; only `protocol` knows pygls, and is imported by the command.
"""
