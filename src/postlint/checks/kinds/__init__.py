"""Kinds: ready-made checks with parameters, for cards without Python. One module and function for each, of its name.

The parameters ("blanks") of a kind are described in ``schemas/kinds/<kind>.schema.json``.
"""
