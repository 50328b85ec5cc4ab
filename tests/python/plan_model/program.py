"""What a mixed-integer program is built from, whatever it is about."""

from typing import Any

import highspy

Expression = Any
NONE = 10**9
"""No limit: more than any amount here, and not so much that a double loses cents beside it."""


class Program:
    """Binaries and inequalities in HiGHS, and what is to be as large as possible."""

    def __init__(self) -> None:
        self.highs = highspy.Highs()
        for option, value in [("output_flag", False), ("mip_rel_gap", 0.0), ("mip_abs_gap", 1e-6), ("threads", 1)]:
            self.highs.setOptionValue(option, value)
        self.worth: Expression = 0

    def one_of(self, count: int) -> list[Expression]:
        if count == 1:
            return [1]
        chosen = [self.highs.addBinary() for _ in range(count)]
        self.highs.addConstr(sum(chosen) == 1)
        return chosen

    def latest_of(self, causes: list[tuple[Expression, int]], base: int) -> dict[int, Expression]:
        """The latest of the days whose condition holds, no sooner than `base`: which day it is."""
        causes = [(condition, day) for condition, day in causes if day > base]
        days = sorted({day for _, day in causes})
        if not days:
            return {base: 1}
        chosen = {day: self.highs.addBinary() for day in [base, *days]}
        self.highs.addConstr(sum(chosen.values()) == 1)
        for day in days:
            from_then = sum(chosen[other] for other in days if other >= day)
            for condition, pushed in causes:
                if pushed == day:
                    self.highs.addConstr(condition <= from_then)
            self.highs.addConstr(from_then <= sum(condition for condition, pushed in causes if pushed >= day))
        return chosen

    def both(self, one: Expression, two: Expression) -> Expression:
        if isinstance(one, int) or isinstance(two, int):
            return one * two
        product = self.highs.addVariable(0, 1)
        self.highs.addConstr(product <= one)
        self.highs.addConstr(product <= two)
        self.highs.addConstr(product >= one + two - 1)
        return product
