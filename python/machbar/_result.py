"""What operations give back: frozen objects over the document that came out.

The classes of the results are generated from the JSON Schemas; this module has what they share.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date as Date
    from datetime import datetime as DateTime
    from fractions import Fraction
    from typing import Any, NoReturn, Self, TypeAlias, TypeVar

    T = TypeVar("T")
    Document: TypeAlias = Mapping[str, Any] | "Result" | str | bytes | bytearray | memoryview


class Result:
    """A frozen result: fields are attributes, lists are tuples, days are dates, exact fractions are ``Fraction``.

    Values are converted when they are asked for, so that a large result costs nothing to receive.
    """

    __slots__ = ("_cache", "_data")

    _data: Mapping[str, Any]
    _cache: dict[str, Any]

    def __init__(self, document: Mapping[str, Any], /) -> None:
        object.__setattr__(self, "_data", document)
        object.__setattr__(self, "_cache", {})

    def _get(self, name: str, convert: Callable[[Any], T]) -> T:
        try:
            kept: T = self._cache[name]
        except KeyError:
            kept = self._cache[name] = convert(self._data[name])
        return kept

    def _get_optional(self, name: str, convert: Callable[[Any], T]) -> T | None:
        return self._get(name, convert) if name in self._data else None

    def to_dict(self) -> dict[str, Any]:
        """The document that came out, as a copy that may be changed."""
        copied: dict[str, Any] = _copy(self._data)
        return copied

    def to_json(self) -> bytes:
        """The document that came out, as JSON."""
        from ._machbar import to_json

        return to_json(self._data)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a {type(self).__name__} cannot be changed")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a {type(self).__name__} cannot be changed")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._data == other._data

    def __hash__(self) -> int:
        return hash(self.to_json())

    def __reduce__(self) -> tuple[type[Self], tuple[dict[str, Any]]]:
        return type(self), (self.to_dict(),)

    def __dir__(self) -> list[str]:
        return sorted(name for name in object.__dir__(self) if not name.startswith("_") or name.startswith("__"))

    def __repr__(self) -> str:
        fields = (f"{name}={_short(value)}" for name, value in self._data.items() if name != "schema_version")
        return f"{type(self).__name__}({', '.join(fields)})"


_MAX_SHOWN = 60


def _short(value: Any) -> str:
    """How a field looks in a ``repr``: scalars in full, what is long as its size."""
    if isinstance(value, str):
        return repr(value if len(value) <= _MAX_SHOWN else value[: _MAX_SHOWN - 1] + "…")
    if isinstance(value, list):
        shown = "[" + ", ".join(map(_short, value)) + "]"
        return shown if len(shown) <= _MAX_SHOWN else f"[… {len(value)}]"
    if isinstance(value, dict):
        if value.keys() == {"exact", "rounded"}:
            return repr(value["rounded"])
        if value.keys() == {"de", "en"}:
            return _short(value["en"])
        shown = "{" + ", ".join(f"{name}: {_short(item)}" for name, item in value.items()) + "}"
        return shown if len(shown) <= _MAX_SHOWN else "{…}"
    return repr(value)


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _copy(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_copy(item) for item in value]
    return value


# How the values of a document become those of a result.


def plain(value: Any) -> Any:
    """As it stands; containers are frozen."""
    if isinstance(value, dict):
        return mapping(plain)(value)
    if isinstance(value, list):
        return tuple(map(plain, value))
    return value


def day(value: str) -> Date:
    """A calendar day."""
    from datetime import date

    return date.fromisoformat(value)


def moment(value: str) -> DateTime:
    """A minute of local time."""
    from datetime import datetime

    return datetime.fromisoformat(value)


def ratio(value: Any) -> Fraction:
    """An exact fraction."""
    from fractions import Fraction

    return Fraction(str(value))


def many(convert: Callable[[Any], T]) -> Callable[[Any], tuple[T, ...]]:
    """A list."""
    return lambda values: tuple(map(convert, values))


def mapping(convert: Callable[[Any], T]) -> Callable[[Any], Mapping[str, T]]:
    """An object whose names are data."""
    from types import MappingProxyType

    return lambda fields: MappingProxyType({name: convert(value) for name, value in fields.items()})


def maybe(convert: Callable[[Any], T]) -> Callable[[Any], T | None]:
    """Nothing, or a value."""
    return lambda value: None if value is None else convert(value)


def structured(convert: Callable[[Any], T]) -> Callable[[Any], Any]:
    """A plain value that stands for itself, or an object."""
    return lambda value: convert(value) if isinstance(value, dict) else value


def unless(word: str, convert: Callable[[Any], T]) -> Callable[[Any], Any]:
    """A word that stands for itself, or a value."""
    return lambda value: value if value == word else convert(value)


def tagged(tag: str, kinds: Mapping[str, Callable[[Any], Any]]) -> Callable[[Any], Any]:
    """One of several objects, told apart by a field; a word stands for itself."""
    return lambda value: kinds[value[tag]](value) if isinstance(value, dict) else value


def keyed(kinds: Mapping[str, Callable[[Any], Any]]) -> Callable[[Any], Any]:
    """One of several objects, told apart by the name of their only field; a word stands for itself."""

    def convert(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        (name,) = value
        return kinds[name](value)

    return convert
