"""The language server: diagnostics, fixes, completion and navigation for editors, by the Language Server Protocol.

What comes from the client and goes to it are plain JSON values; `protocol` reads and writes the messages.
"""
