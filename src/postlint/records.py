"""What makes values, at a fraction of the usual price: a start of postlint defines about a hundred classes of them.

`NamedTuple` is as in `typing`, which parses each annotation, though only type checkers read them. `kept` is
`functools.cached_property` without the lock of Python 3.11, which takes longer than much of what is kept.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

T = TypeVar("T")


class kept(Generic[T]):  # noqa: N801 - a decorator
    """A method that is called once: its result becomes an attribute of the object."""

    def __init__(self, find: Callable[[Any], T]) -> None:
        self._find, self._name, self.__doc__ = find, find.__name__, find.__doc__

    @overload
    def __get__(self, holder: None, owner: object) -> kept[T]: ...
    @overload
    def __get__(self, holder: object, owner: object) -> T: ...
    def __get__(self, holder: object | None, owner: object) -> kept[T] | T:
        if holder is None:
            return self
        found = vars(holder)[self._name] = self._find(holder)
        return found


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
