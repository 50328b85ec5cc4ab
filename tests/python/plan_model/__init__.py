"""A situation of `funding.plan` as a mixed-integer program for HiGHS, from the document alone.

Every date that an act can have is a binary; whether a date is pushed to a day or later is their sum, and each
cause that pushes (an order, a step before, an approval, a quote) is one inequality below it, all of them together
one above: things happen as soon as they may, as in a plan. What the model shares with the library is only the
document and two of its rules: an application is filed as soon as a window, the decision before it in a queue, or
room under the ceiling for de minimis aid allows, and a position moved out of its step starts when it may.
"""

from .claims import RISKS
from .model import Model, highs
from .week import Week
from .worth import worth

__all__ = ["RISKS", "Model", "Week", "highs", "worth"]
