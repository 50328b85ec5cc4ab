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

__all__ = [
    "InternalError",
    "MachbarError",
    "Problem",
    "__version__",
    "call",
    "call_json",
    "operations",
    "schema",
]
