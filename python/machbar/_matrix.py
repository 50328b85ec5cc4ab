"""Ranking a matrix of bare numbers, as notebooks hold them."""

from __future__ import annotations

from ._machbar import rank_matrix as _rank_matrix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, Literal, NoReturn, TypeAlias

    from typing_extensions import Buffer

    Polarity: TypeAlias = Literal["higher_is_better", "lower_is_better"]
    MatrixMethod: TypeAlias = Literal["weighted_sum", "weighted_product", "topsis", "vikor", "promethee"]


class MatrixRanking:
    """Scores and places in order of the rows, and the weights in force.

    The three are read-only memory views: they index, iterate and have ``tolist()``, and ``numpy.asarray`` takes
    them without a copy.
    """

    __slots__ = ("places", "scores", "weights")

    scores: memoryview[float]
    """The score of each row. More is better, except for VIKOR (Q: less is better)."""
    places: memoryview[int]
    """The place of each row, from 1; ties share the better place."""
    weights: memoryview[float]
    """The weights in force, in order of the columns; their sum is 1."""

    def __init__(self, scores: memoryview[float], places: memoryview[int], weights: memoryview[float], /) -> None:
        object.__setattr__(self, "scores", scores)
        object.__setattr__(self, "places", places)
        object.__setattr__(self, "weights", weights)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a MatrixRanking cannot be changed")

    def __repr__(self) -> str:
        first = [row for row, place in enumerate(self.places) if place == 1]
        shown = ", ".join(map(str, first[:5])) + ", …" * (len(first) > 5)
        return f"<MatrixRanking of {len(self.places)} rows by {len(self.weights)} columns, first: row {shown}>"


def rank_matrix(
    values: Buffer | Sequence[Sequence[float]],
    *,
    polarity: Sequence[Polarity],
    weights: Buffer | Sequence[float] | Literal["equal", "entropy", "critic"] = "equal",
    method: MatrixMethod | Mapping[str, Any] = "topsis",
) -> MatrixRanking:
    """Ranks a matrix of bare numbers: what ``priority.rank`` gives, without an object per item.

    * ``values``: a row per item, a column per criterion: an array of any native numbers (numpy, ``array``, a memory
      view; strided and transposed ones too) or a list of lists. At most 100,000 by 100.
    * ``polarity``: which end of each column is good. It has no default.
    * ``weights``: a number of zero or more per column, divided by their sum; or ``"equal"``, ``"entropy"``,
      ``"critic"``.
    * ``method``: its name, or the ``method`` of a document of ``priority.rank``, for example
      ``{"kind": "vikor", "v": 0.6}``. Where it names criteria, these are the columns, counted from ``"0"``.

    Raises :class:`machbar.MachbarError` with every problem. There are no gaps here, NaN is refused: what is not known
    is for ``priority.rank``, which lists the items that lack a value.

    >>> ranking = rank_matrix([[7, 9], [8, 7], [9, 6]], polarity=["higher_is_better", "lower_is_better"], weights=[2, 1])
    >>> ranking.places.tolist()
    [3, 2, 1]
    """
    return MatrixRanking(*_rank_matrix(values, polarity, weights, method))
