"""A module a generator: what its configuration says of addresses (`pages`) and of keys (`keys`), where it says any.

The module of a preset has its name, with ``_`` for ``-``; `overlay` finds it there. A generator without one needs none.
"""
