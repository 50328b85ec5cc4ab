"""Holidays of North Rhine-Westphalia (Feiertagsgesetz NW § 2(1)) by another rule for Easter than the library's."""

import datetime as dt

import machbar

DAY = dt.timedelta(days=1)


def easter(year):
    """Gauss's rule as completed by Lichtenberg."""
    k = year // 100
    m = 15 + (3 * k + 3) // 4 - (8 * k + 13) // 25
    s = 2 - (3 * k + 3) // 4
    a = year % 19
    d = (19 * a + m) % 30
    r = (d + a // 11) // 29
    full_moon = 21 + d - r
    sunday = 7 - (year + year // 4 + s) % 7
    distance = 7 - (full_moon - sunday) % 7
    return dt.date(year, 3, 1) + DAY * (full_moon + distance - 1)


def statutory(year):
    fixed = [(1, 1), (5, 1), (10, 3), (11, 1), (12, 25), (12, 26)]
    if year == 2017:
        fixed.append((10, 31))  # Reformation Day, only once
    return {dt.date(year, month, day) for month, day in fixed} | {easter(year) + DAY * n for n in (-2, 1, 39, 50, 60)}


def test_holidays_and_bridge_days_of_every_year():
    for year in range(1995, 2201):
        days = statutory(year)
        around = days | {dt.date(year - 1, 12, 26), dt.date(year + 1, 1, 1)}

        def free(date):
            return date in around or date.weekday() >= 5

        answer = machbar.call("calendar.holidays", {"year": year})
        assert {entry["date"] for entry in answer["holidays"]} == {day.isoformat() for day in days}, year
        assert len(answer["holidays"]) == (12 if year == 2017 else 11)
        dates = (dt.date(year, 1, 1) + DAY * n for n in range(366))
        bridges = [d.isoformat() for d in dates if d.year == year and not free(d) and free(d - DAY) and free(d + DAY)]
        assert [entry["date"] for entry in answer["bridge_days"]] == bridges, year


def test_the_published_dates_of_easter():
    # From the table of the law dossier: Easter Sunday of 2026 to 2030.
    published = {2026: (4, 5), 2027: (3, 28), 2028: (4, 16), 2029: (4, 1), 2030: (4, 21)}
    assert {year: (easter(year).month, easter(year).day) for year in published} == published
