"""`NamedTuple` as in `typing`, at a third of its price: that one parses each annotation, which only type checkers read.

A start of postlint defines about a hundred such classes.
"""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:

    class _Definition(type):
        """Makes a `collections.namedtuple` of the body of a class."""

        def __new__(cls, name, bases, body):
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = body["__annotations__"]
            defaults = [body.pop(field) for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults, module=body["__module__"])
            for attribute, value in body.items():
                setattr(made, attribute, value)
            return made

    class NamedTuple(metaclass=_Definition):
        """The base of a class with fields; what is made is a tuple, and no subclass of this."""
