"""One company's case: the document that goes through the whole chain."""

from __future__ import annotations

import os

from ._machbar import call_json, to_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Self

    from .case import Evaluation


class Case:
    """A case document. It is read once and does not change.

    >>> case = Case.load("company.json")  # doctest: +SKIP
    >>> result = case.evaluate()  # doctest: +SKIP
    """

    __slots__ = ("_document", "_name")

    _document: bytes
    _name: str

    def __init__(self, document: Mapping[str, Any] | str | bytes, /) -> None:
        """A case from a dict or from JSON text. What it says is checked when it is evaluated."""
        if isinstance(document, str):
            document = document.encode("utf-8", "surrogatepass")
        self._document = document if isinstance(document, bytes) else to_json(document)
        self._name = "document"

    @classmethod
    def load(cls, source: str | os.PathLike[str] | Mapping[str, Any], /) -> Self:
        """A case from a file or from a dict.

        Raises ``OSError`` if the file cannot be read, and :class:`machbar.MachbarError` if the dict
        holds what no document can hold.
        """
        if isinstance(source, (str, os.PathLike)):
            with open(source, "rb") as file:
                case = cls(file.read())
            case._name = os.fspath(source)
            return case
        return cls(source)

    def evaluate(self) -> Evaluation:
        """The case through the whole chain: operation ``case.evaluate``.

        Raises :class:`machbar.MachbarError` with every problem of the document.
        """
        from .case import evaluate

        return evaluate(self._document)

    def call(self, operation: str, /) -> bytes:
        """Another operation on the same document, as JSON."""
        return call_json(operation, self._document)

    def to_dict(self) -> dict[str, Any]:
        """The document. Raises ``ValueError`` if it is not JSON."""
        import json

        document: dict[str, Any] = json.loads(self._document)
        return document

    def __repr__(self) -> str:
        return f"<Case {self._name}, {len(self._document)} bytes>"
