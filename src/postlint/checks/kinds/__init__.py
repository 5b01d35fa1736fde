"""Ready-made questions with blanks to fill in: one module and one function a kind, named like the kind.

The blanks of a kind are described in ``schemas/kinds/<kind>.schema.json``.
"""
