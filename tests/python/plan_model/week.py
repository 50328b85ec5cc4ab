"""Days counted from the day of the plan."""

import calendar
import datetime
from typing import Any

from test_holidays import statutory

FAR = 4_000


class Week:
    """Days counted from the day of the plan, Monday to Friday without NRW holidays and closures."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.origin = datetime.date.fromisoformat(document["as_of"])
        closed = {date for year in range(self.origin.year, self.origin.year + 13) for date in statutory(year)}
        for closure in document.get("calendar", {}).get("closures", []):
            first, last = (datetime.date.fromisoformat(end) for end in closure.split(".."))
            closed |= {first + datetime.timedelta(days=n) for n in range((last - first).days + 1)}
        self.free = [self.date(n).weekday() > 4 or self.date(n) in closed for n in range(FAR)]

    def date(self, number: int) -> datetime.date:
        return self.origin + datetime.timedelta(days=number)

    def number(self, date: str) -> int:
        return (datetime.date.fromisoformat(date) - self.origin).days

    def first(self, number: int) -> int:
        number = max(number, 0)
        while self.free[number]:
            number += 1
        return number

    def after(self, number: int, count: int) -> int:
        if count == 0:
            return self.first(number)
        for _ in range(count):
            number = self.first(number + 1)
        return number

    def months(self, number: int, count: int) -> int:
        date = self.date(number)
        year, month = divmod(date.year * 12 + date.month - 1 + count, 12)
        last = calendar.monthrange(year, month + 1)[1]
        return (datetime.date(year, month + 1, min(date.day, last)) - self.origin).days

    def years(self, number: int, count: int) -> int:
        return self.months(number, 12 * count)
