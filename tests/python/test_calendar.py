"""Calendar files are read by independent programs: `icalendar`, `vobject` and `recurring_ical_events`."""

import copy
import datetime as dt
import json
import pathlib
import zoneinfo

import icalendar
import pytest
import recurring_ical_events
import vobject

import machbar

CASES = pathlib.Path(__file__).resolve().parent.parent / "cases"
BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")


def schedule():
    case = json.loads((CASES / "sprint.schedule" / "remscheid.json").read_text(encoding="utf-8"))
    return machbar.call("sprint.schedule", case["input"])["scenarios"][0]["outcome"]["best"]


def document(**changes):
    base = {"case": "remscheid", "schedule": schedule(), "stamp": "2026-11-20T09:30", "uid_domain": "beispiel.de"}
    return {**base, **changes}


def events(**changes):
    text = machbar.call("sprint.calendar_file", document(**changes))["text"]
    calendar = icalendar.Calendar.from_ical(text)
    assert not calendar.errors and all(not event.errors for event in calendar.walk())
    return calendar, {str(event["UID"]).split("@")[0].removeprefix("remscheid-"): event for event in calendar.walk("VEVENT")}


def test_the_dates_of_the_schedule_come_back_in_german_time():
    plan = schedule()
    _, found = events()
    assert set(found) == {"W1", "W2", "W3", "W4", "poc", "review"}
    for workshop in plan["workshops"]:
        event = found[workshop["id"]]
        start = event.decoded("DTSTART").astimezone(BERLIN)
        end = event.decoded("DTEND").astimezone(BERLIN)
        assert (start.date().isoformat(), start.time(), end.time()) == (workshop["date"], dt.time(9), dt.time(17))
    assert found["poc"].decoded("DTSTART").isoformat() == plan["poc_start"]
    # The end of a whole day is the day after (RFC 5545 3.6.1).
    assert found["poc"].decoded("DTEND") == dt.date.fromisoformat(plan["poc_end"]) + dt.timedelta(days=1)
    assert found["review"].decoded("DTSTART").astimezone(BERLIN).date().isoformat() == plan["review"]


def test_summer_time_follows_the_time_zone_database():
    plan = copy.deepcopy(schedule())
    days = ["2027-03-26", "2027-03-29", "2027-10-29", "2027-11-02"]
    for workshop, day in zip(plan["workshops"], days, strict=True):
        workshop["date"] = day
    plan.update(poc_start="2027-11-03", poc_end="2027-11-23", review="2027-11-24")
    _, found = events(schedule=plan, starts_at_minute=615)
    for name, day in zip(["W1", "W2", "W3", "W4"], days, strict=True):
        start = found[name].decoded("DTSTART").astimezone(BERLIN)
        assert (start.date().isoformat(), start.time()) == (day, dt.time(10, 15))


@pytest.mark.parametrize("lang", ["de", "en"])
def test_texts_survive_folding_and_escaping(lang):
    place = "Werk 2, Raum „Säge“; Tor 3\\links, gegenüber der Härterei am Ende des langen Ganges, bitte anmelden"
    calendar, found = events(lang=lang, place=place, confirmed=True, sequence=3)
    assert str(found["W1"]["LOCATION"]) == place
    assert int(found["W1"]["SEQUENCE"]) == 3 and str(found["W1"]["STATUS"]) == "CONFIRMED"
    word = {"de": "Dabei: T1, T3, T4, T5, T6, T7 und T8", "en": "Attending: T1, T3, T4, T5, T6, T7 and T8"}[lang]
    assert word in str(found["W1"]["DESCRIPTION"]).split("\n")
    template = machbar.call("sprint.templates", {"phases": ["opportunity_mapping"]})["template"]["phases"][0]
    lines = str(found["W1"]["DESCRIPTION"]).split("\n")
    for item in template["agenda"]:
        assert any(line.endswith(item["title"][lang]) for line in lines)
    assert lines[-1].startswith("16:30 ")
    assert calendar["PRODID"] and str(calendar["METHOD"]) == "PUBLISH"


def test_lines_are_short_and_end_with_crlf():
    text = machbar.call("sprint.calendar_file", document(place="ü" * 200))["text"]
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    # RFC 5545 3.1: no line is longer than 75 octets, the break left out.
    assert max(len(line.encode()) for line in text.split("\r\n")) in (74, 75)


def test_the_same_input_gives_the_same_bytes_and_unique_identifiers():
    one, two = (machbar.call("sprint.calendar_file", document()) for _ in range(2))
    assert one == two
    uids = [str(event["UID"]) for event in icalendar.Calendar.from_ical(one["text"]).walk("VEVENT")]
    assert len(uids) == len(set(uids)) == 6
    stamps = {event.decoded("DTSTAMP") for event in icalendar.Calendar.from_ical(one["text"]).walk("VEVENT")}
    assert stamps == {dt.datetime(2026, 11, 20, 8, 30, tzinfo=dt.timezone.utc)}


def test_another_reader_finds_the_same_entries():
    place = "Säge; Tür 3, „Größe“"
    text = machbar.call("sprint.calendar_file", document(place=place))["text"]
    other = {event.uid.value: event for event in vobject.readOne(text).vevent_list}
    calendar = icalendar.Calendar.from_ical(text)
    assert len(other) == 6
    for event in calendar.walk("VEVENT"):
        same = other[str(event["UID"])]
        assert same.summary.value == str(event["SUMMARY"])
        assert (same.dtstart.value, same.dtend.value) == (event.decoded("DTSTART"), event.decoded("DTEND"))
        assert same.description.value == str(event["DESCRIPTION"])
        if "LOCATION" in event:
            assert same.location.value == place


def test_a_calendar_view_shows_them_on_their_days_in_germany():
    plan = schedule()
    query = recurring_ical_events.of(icalendar.Calendar.from_ical(machbar.call("sprint.calendar_file", document())["text"]))
    for workshop in plan["workshops"]:
        day = dt.datetime.combine(dt.date.fromisoformat(workshop["date"]), dt.time(), BERLIN)
        shown = [str(event["SUMMARY"]) for event in query.between(day, day + dt.timedelta(days=1))]
        assert [summary.split(":")[0] for summary in shown] == [workshop["id"]]


def test_a_changed_date_keeps_its_identifier():
    plan = copy.deepcopy(schedule())
    plan["review"] = (dt.date.fromisoformat(plan["review"]) + dt.timedelta(days=1)).isoformat()
    (_, before), (_, after) = events(), events(schedule=plan, sequence=1)
    for name, event in before.items():
        assert str(event["UID"]) == str(after[name]["UID"])
        assert int(event["SEQUENCE"]) < int(after[name]["SEQUENCE"])
    assert after["review"].decoded("DTSTART") - before["review"].decoded("DTSTART") == dt.timedelta(days=1)
