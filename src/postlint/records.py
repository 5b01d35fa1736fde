"""`NamedTuple` and `dataclass` as in the standard library, at a third of their price: a start makes 150 such classes.

That `NamedTuple` parses each annotation, which only type checkers read. That `dataclass` compiles six methods of each
class that is frozen: here it compiles one, `__init__`, and the others are the same for all. Only the type checker sees
that nobody changes a frozen value; what users of the interface for Python get is made by the standard library.
"""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from typing import NamedTuple as NamedTuple
else:
    import dataclasses

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

    def dataclass(cls=None, /, *, frozen=False, eq=True, slots=False):
        """A decorator, with or without arguments."""

        def made(cls):
            methods = {"__repr__": _shown}
            if eq:
                methods |= {"__eq__": _equals, "__hash__": _hash if frozen else None}
            for name, method in methods.items():
                if name not in cls.__dict__:
                    setattr(cls, name, method)
            return dataclasses.dataclass(cls, eq=False, repr=False, slots=slots)

        return made if cls is None else made(cls)

    def _compared(one):
        return tuple(getattr(one, field.name) for field in dataclasses.fields(one) if field.compare)

    def _equals(self, other):
        return _compared(self) == _compared(other) if self.__class__ is other.__class__ else NotImplemented

    def _hash(self):
        return hash(_compared(self))

    def _shown(self):
        shown = (field.name for field in dataclasses.fields(self) if field.repr)
        return f"{self.__class__.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"
