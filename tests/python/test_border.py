"""What Python objects become, and that whatever comes in, an exception comes out and never a crash."""

import datetime
import enum
import json
import math
import pickle
import types
from collections import OrderedDict, UserDict
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import machbar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from machbar import _machbar

CASES = Path(__file__).resolve().parent.parent / "cases"


def refused(document: Any, operation: str = "calendar.holidays") -> machbar.MachbarError:
    with pytest.raises(machbar.MachbarError) as caught:
        machbar.call(operation, document)
    error = caught.value
    assert not isinstance(error, machbar.InternalError), error
    assert error.problems and str(error) and error.message("de") != error.message("en")
    return error


def written(document: Any) -> Any:
    return json.loads(_machbar.to_json(document))


class Colour(enum.StrEnum):
    RED = "red"


class Level(enum.IntEnum):
    LOW = 1


class Index:
    def __index__(self) -> int:
        return 7


class Hostile:
    def __index__(self) -> int:
        raise KeyError("mine")


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (None, None),
        (True, True),
        (-(2**63), -(2**63)),
        (2**64 - 1, 2**64 - 1),
        (0.1, 0.1),
        (5e-324, 5e-324),
        ("ä\n\u0000\U0001f600", "ä\n\u0000\U0001f600"),
        ((1, [2, (3,)]), [1, [2, [3]]]),
        (OrderedDict(b=1, a=2), {"b": 1, "a": 2}),
        (types.MappingProxyType({"a": 1}), {"a": 1}),
        (UserDict({"a": 1}), {"a": 1}),
        (Colour.RED, "red"),
        (Level.LOW, 1),
        (Index(), 7),
        (datetime.date(2026, 2, 3), "2026-02-03"),
        (datetime.datetime(2026, 2, 3, 8, 30), "2026-02-03T08:30"),
        (Decimal("0.35"), 0.35),
        (Decimal("3E2"), 300),
        (Decimal("-7.00"), -7),
        (Fraction(7, 20), "7/20"),
        (Fraction(3), "3"),
    ],
)
def test_objects_become_json(value: Any, wanted: Any) -> None:
    assert written({"value": value}) == {"value": wanted}
    assert type(written([value])[0]) is type(wanted)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (math.nan, "bad_format"),
        (math.inf, "bad_format"),
        (Decimal("NaN"), "bad_format"),
        (Decimal("sNaN"), "bad_format"),
        (Decimal("Infinity"), "bad_format"),
        (Decimal("0.1234567890123456789"), "out_of_range"),
        (Decimal("1E+999999"), "bad_format"),
        (2**64, "out_of_range"),
        (-(2**63) - 1, "out_of_range"),
        (1 << 10_000, "out_of_range"),
        ("\ud800", "not_utf8"),
        ({1: 2}, "wrong_type"),
        ({("a",): 2}, "wrong_type"),
        ({"\udfff": 2}, "not_utf8"),
        ({1, 2}, "wrong_type"),
        (b"bytes", "wrong_type"),
        (object(), "wrong_type"),
        (int, "wrong_type"),
        (1j, "wrong_type"),
        (range(3), "wrong_type"),
        (datetime.time(8), "wrong_type"),
        (datetime.datetime(2026, 2, 3, 8, 30, 1), "bad_format"),
        (datetime.datetime(2026, 2, 3, 8, 30, tzinfo=datetime.UTC), "bad_format"),
    ],
)
def test_what_no_document_can_hold_is_refused_with_its_place(value: Any, name: str) -> None:
    error = refused({"list": [0, {"a/b": value}]})
    assert (error.name, error.pointer) == (name, "/list/1/a~1b")
    assert error.expected or error.hint


def test_every_problem_comes_at_once() -> None:
    error = refused({"a": math.nan, "b": {"c": "\ud800"}, "d": [object(), 2**70]})
    assert [problem.pointer for problem in error.problems] == ["/a", "/b/c", "/d/0", "/d/1"]
    many = refused([math.nan] * 1000)
    assert len(many.problems) == 200 and many.not_listed == 800 and "800" in many.message("de")


def test_containers_in_themselves_and_too_deep_ones() -> None:
    inner: list[Any] = []
    inner.append(inner)
    assert (refused({"x": inner}).name, refused({"x": inner}).pointer) == ("cycle", "/x/0")
    table: dict[str, Any] = {}
    table["again"] = [table]
    assert refused(table).pointer == "/again/0"
    shared = [1]
    assert written([shared, shared]) == [[1], [1]]
    deep: Any = 1
    for _ in range(100_000):
        deep = [deep]
    assert refused(deep).name == "too_deep"
    while deep != 1:  # taken apart by hand: Python's own recursion would give up
        deep = deep[0]
    wide: Any = "x" * 1000
    for _ in range(40):
        wide = [wide, wide]
    assert refused(wide).name == "too_large"


def test_text_is_read_as_json() -> None:
    for text in ['{"year": 2027}', b'{"year": 2027}', bytearray(b'{"year": 2027}'), memoryview(b'{"year": 2027}')]:
        assert machbar.call("calendar.holidays", text)["year"] == 2027
        assert json.loads(machbar.call_json("calendar.holidays", text))["year"] == 2027
    assert refused("{").name == "not_json"
    assert refused(b"\xff").name == "not_utf8"
    assert refused("\ud800").name == "not_utf8"
    assert refused("[" * 100_000).name == "too_deep"
    assert refused(b" " * (64 * 1024 * 1024 + 1)).name == "too_large"
    assert refused('{"year": NaN}').name == "not_json"
    with pytest.raises(TypeError):
        machbar.call_json("calendar.holidays", {"year": 2027})  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        machbar.call(b"calendar.holidays", {})  # type: ignore[arg-type]


def test_names_of_operations() -> None:
    error = refused({}, "calendar.holiday")
    assert error.name == "unknown_operation" and error.hint is not None and "calendar.holidays" in error.hint
    assert refused({}, "\ud800").name == "unknown_operation"
    assert refused({}, "").name == "unknown_operation"
    with pytest.raises(machbar.MachbarError):
        machbar.schema("nothing")


def test_exceptions_of_the_callers_own_objects_come_through() -> None:
    with pytest.raises(KeyError, match="mine"):
        machbar.call("calendar.holidays", {"year": Hostile()})

    class Broken(UserDict[str, Any]):
        def items(self) -> Any:
            raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        machbar.call("calendar.holidays", {"year": Broken()})

    table: dict[str, Any] = {}

    class Growing:
        def __index__(self) -> int:
            table[str(len(table))] = 1
            return 1

    table["first"] = Growing()
    with pytest.raises(RuntimeError, match="changed size"):
        machbar.call("calendar.holidays", table)


def test_error_attributes_and_pickling() -> None:
    error = refused({"yaer": 2027, "schema_version": 2})
    assert isinstance(error, ValueError)
    names = {problem.name for problem in error.problems}
    assert names == {"unknown_field", "missing_field", "unsupported_version"}
    problem = next(p for p in error.problems if p.name == "unknown_field")
    assert (problem.code, problem.pointer, problem.found) == (10, "/yaer", "yaer")
    assert problem.hint == 'Perhaps "year" is meant.' and "„year“" in problem.message("de")
    with pytest.raises(AttributeError):
        problem.code = 1
    with pytest.raises(ValueError):
        error.message("fr")  # type: ignore[arg-type]
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error) and again.problems == error.problems and str(again) == str(error)
    assert json.loads(json.dumps(error.to_dict())) == error.to_dict()


def test_internal_errors_have_a_class_of_their_own() -> None:
    from machbar._errors import from_problems

    fields = {"code": "internal", "pointer": "", "message": {"de": "x", "en": "y"}}
    assert type(from_problems([(99, fields, "x", "y")], 0)) is machbar.InternalError
    assert type(from_problems([(90, fields | {"code": "bad_argument"}, "x", "y")], 0)) is machbar.MachbarError


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.text(alphabet=st.characters(exclude_categories=()))
    | st.binary()
    | st.dates()
    | st.datetimes()
    | st.decimals()
    | st.fractions()
    | st.complex_numbers()
    | st.frozensets(st.integers(), max_size=2),
    lambda inner: st.lists(inner, max_size=4)
    | st.tuples(inner, inner)
    | st.dictionaries(st.text(max_size=6) | st.integers() | st.just("year") | st.just("schema_version"), inner, max_size=4),
    max_leaves=20,
)
OPERATIONS = st.sampled_from([name for name, _ in machbar.operations()])


@settings(max_examples=400, deadline=None)
@given(OPERATIONS, anything)
def test_no_object_crashes(operation: str, document: Any) -> None:
    try:
        machbar.call(operation, document)
    except machbar.MachbarError as error:
        assert not isinstance(error, machbar.InternalError), error
        assert error.code in {number for number, *_ in _machbar.codes()}


plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=30,
)


@settings(max_examples=400, deadline=None)
@given(plain)
def test_plain_objects_survive(document: Any) -> None:
    back = written(document)
    assert back == document
    assert json.dumps(back) == json.dumps(document)  # also the types, and the order of fields


GOOD = [
    (path.parent.name, json.dumps(json.loads(path.read_text())["input"], ensure_ascii=False).encode())
    for path in sorted(CASES.glob("*/*.json"))
    if '"output"' in path.read_text() and "input" in json.loads(path.read_text())
]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(GOOD), st.data())
def test_damaged_documents_give_clear_errors(case: tuple[str, bytes], data: st.DataObject) -> None:
    operation, document = case
    damaged = bytearray(document)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, max(0, len(damaged) - 1)))
        match data.draw(st.sampled_from(["cut", "drop", "byte", "swap", "number"])):
            case "cut":
                del damaged[at:]
            case "drop":
                del damaged[at : at + data.draw(st.integers(1, 20))]
            case "byte":
                damaged[at : at + 1] = data.draw(st.binary(min_size=1, max_size=3))
            case "swap":
                other = data.draw(st.integers(0, max(0, len(damaged) - 1)))
                damaged[at : at + 8], damaged[other : other + 8] = damaged[other : other + 8], damaged[at : at + 8]
            case "number":
                damaged[at:at] = data.draw(st.sampled_from([b"0", b"-", b"9" * 30, b"e99", b"null", b"[", b'"']))
    try:
        machbar.call_json(operation, bytes(damaged))
    except machbar.MachbarError as error:
        assert not isinstance(error, machbar.InternalError), (operation, bytes(damaged), error)
        assert all(problem.message("de") and problem.message("en") for problem in error.problems)
