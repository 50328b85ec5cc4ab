"""What is raised when a document is refused: every problem, with its place and a hint."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal, Mapping, Self, Sequence

    Lang = Literal["de", "en"]


class Problem:
    """One thing that is wrong with a document. Texts are English; see :meth:`message` for German."""

    __slots__ = ("_lines", "code", "expected", "fields", "found", "hint", "name", "pointer")

    code: int
    """The stable number of the code, for example 15."""
    name: str
    """The stable name of the code, for example ``out_of_range``."""
    pointer: str
    """Where: a JSON pointer, for example ``/owners/2/share``; empty for the whole document."""
    found: str | None
    """What stood there, shortened."""
    expected: str | None
    """What may stand there."""
    hint: str | None
    """What to do."""
    fields: Mapping[str, Any]
    """The problem as it stands in documents, texts in German and English."""

    def __init__(self, code: int, fields: Mapping[str, Any], de: str, en: str) -> None:
        expected, hint = fields.get("expected"), fields.get("hint")
        values = {
            "code": code,
            "name": fields["code"],
            "pointer": fields["pointer"],
            "found": fields.get("found"),
            "expected": expected["en"] if expected else None,
            "hint": hint["en"] if hint else None,
            "fields": fields,
            "_lines": (de, en),
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a {type(self).__name__} cannot be changed")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a {type(self).__name__} cannot be changed")

    def message(self, lang: Lang = "en") -> str:
        """The problem on one line, in German (``de``) or English (``en``)."""
        de, en = self._lines  # type: ignore[attr-defined]
        return str(_pick(lang, de, en))

    def __str__(self) -> str:
        return self.message()

    def __repr__(self) -> str:
        return f"<Problem {self.name} at {self.pointer!r}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Problem) and self.fields == other.fields

    def __hash__(self) -> int:
        return hash((self.code, self.pointer, self.found))

    def __reduce__(self) -> tuple[type[Self], tuple[Any, ...]]:
        return type(self), (self.code, self.fields, *self._lines)  # type: ignore[attr-defined]


class MachbarError(ValueError):
    """A document was refused. The attributes are those of the first problem."""

    problems: tuple[Problem, ...]
    """Every problem, in order of place; never empty."""
    not_listed: int
    """Problems that were counted but are not listed."""

    def __init__(self, problems: Sequence[Problem], not_listed: int = 0) -> None:
        if not problems:
            raise TypeError("an error has at least one problem")
        self.problems = tuple(problems)
        self.not_listed = not_listed
        super().__init__(self.problems, not_listed)

    @property
    def code(self) -> int:
        """The stable number of the first problem's code."""
        return self.problems[0].code

    @property
    def name(self) -> str:
        """The stable name of the first problem's code."""
        return self.problems[0].name

    @property
    def pointer(self) -> str:
        """Where the first problem is: a JSON pointer; empty for the whole document."""
        return self.problems[0].pointer

    @property
    def found(self) -> str | None:
        """What stood there, shortened."""
        return self.problems[0].found

    @property
    def expected(self) -> str | None:
        """What may stand there, in English."""
        return self.problems[0].expected

    @property
    def hint(self) -> str | None:
        """What to do, in English."""
        return self.problems[0].hint

    def message(self, lang: Lang = "en") -> str:
        """Every problem, one per line, in German (``de``) or English (``en``)."""
        lines = [problem.message(lang) for problem in self.problems]
        if self.not_listed:
            lines.append(_pick(lang, f"und {self.not_listed} weitere", f"and {self.not_listed} more"))
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """The error as it stands in documents."""
        document: dict[str, Any] = {"schema_version": 1, "problems": [dict(p.fields) for p in self.problems]}
        if self.not_listed:
            document["not_listed"] = self.not_listed
        return document

    def __str__(self) -> str:
        return self.message()


class InternalError(MachbarError):
    """A fault in machbar itself; the document is not to blame. Please report it."""


def _pick(lang: str, de: str, en: str) -> str:
    if lang == "de":
        return de
    if lang == "en":
        return en
    raise ValueError(f"lang must be 'de' or 'en', not {lang!r}")


_INTERNAL = 99


def from_problems(rows: list[tuple[int, Mapping[str, Any], str, str]], not_listed: int) -> MachbarError:
    """Called by the native module."""
    problems = [Problem(*row) for row in rows]
    kind = InternalError if problems and problems[0].code == _INTERNAL else MachbarError
    return kind(problems, not_listed)
