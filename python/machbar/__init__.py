"""machbar (German: doable): from pain point to funded AI prototype.

Every capability is an operation, a pure function from one document to another::

    >>> import machbar
    >>> machbar.call("calendar.holidays", {"year": 2027})["holidays"][0]["date"]
    '2027-01-01'

``machbar.operations()`` lists them, ``machbar.schema(name)`` describes their documents. Each
operation also is a typed function in the module of its area, with a frozen result::

    >>> machbar.calendar.holidays({"year": 2027}).holidays[0].name.en
    "New Year's Day"

A document that is refused raises :class:`MachbarError`, which lists every problem at once.
"""

from __future__ import annotations

from ._errors import InternalError, MachbarError, Problem
from ._machbar import __version__, call, call_json, operations, schema

TYPE_CHECKING = False
if TYPE_CHECKING:
    # areas
    from . import aid as aid, base as base, calendar as calendar, case as case, catalogue as catalogue, cluster as cluster, company as company, compliance as compliance, funding as funding, pain as pain, priority as priority, readiness as readiness, report as report, sprint as sprint
    # end of areas
    from ._case import Case
    from ._result import Result

__all__ = [
    "Case",
    "InternalError",
    "MachbarError",
    "Problem",
    "Result",
    "__version__",
    "call",
    "call_json",
    "operations",
    "schema",
]

_AREAS = frozenset(["aid", "base", "calendar", "case", "catalogue", "cluster", "company", "compliance", "funding", "pain", "priority", "readiness", "report", "sprint"])  # areas by name
_LAZY = {"Case": "_case", "Result": "_result"}


def __getattr__(name: str) -> object:
    """Areas and classes are imported when they are first used, so that ``import machbar`` is quick."""
    from importlib import import_module

    if name in _AREAS:
        value: object = import_module(f".{name}", __name__)
    elif name in _LAZY:
        value = getattr(import_module(f".{_LAZY[name]}", __name__), name)
    else:
        raise AttributeError(f"module 'machbar' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*__all__, *_AREAS})
