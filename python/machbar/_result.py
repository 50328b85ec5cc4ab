"""What operations give back: frozen objects over the document that came out."""

from __future__ import annotations


class Result:
    """Base of every result."""

    __slots__ = ()
