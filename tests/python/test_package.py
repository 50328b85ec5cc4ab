"""The package as people meet it: quick to import, typed and frozen results, free to run in parallel."""

import copy
import datetime
import doctest
import json
import pickle
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import machbar
import pytest

HOLIDAYS = {"year": 2027}
CASES = Path(__file__).resolve().parent.parent / "cases"


def test_import_is_quick_because_it_imports_little(capsys: pytest.CaptureFixture[str]) -> None:
    script = (
        "import sys, time; before = set(sys.modules); since = time.perf_counter(); import machbar;"
        "spent = time.perf_counter() - since; print(f'{spent * 1000:.1f}'); print(*sorted(set(sys.modules) - before))"
    )
    runs = [subprocess.run([sys.executable, "-I", "-c", script], check=True, capture_output=True, text=True) for _ in range(5)]
    times = [float(run.stdout.splitlines()[0]) for run in runs]
    with capsys.disabled():
        print(f"\n    import machbar: {min(times):.1f} ms at best of {len(times)}")
    loaded = set(runs[0].stdout.splitlines()[1].split())
    assert loaded <= {"__future__", "machbar", "machbar._errors", "machbar._machbar"}


def test_operations_and_schemas() -> None:
    names = [name for name, _ in machbar.operations()]
    assert names == sorted(set(names)) and all(summary for _, summary in machbar.operations())
    for name in names:
        schema = machbar.schema(name)
        assert schema["input"]["$schema"] == schema["output"]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        area, _, function = name.partition(".")
        assert callable(getattr(getattr(machbar, area), function))


def test_results_are_frozen_typed_and_readable() -> None:
    result = machbar.calendar.holidays(HOLIDAYS)
    assert result.year == 2027 and len(result.holidays) == 11
    first = result.holidays[0]
    assert first.date == datetime.date(2027, 1, 1) and first.name.de == "Neujahr"
    assert result.holidays is result.holidays
    for attempt in ("year", "new"):
        with pytest.raises(AttributeError):
            setattr(result, attempt, 1)
    with pytest.raises(AttributeError):
        del result.year
    with pytest.raises(AttributeError):
        result.yaer  # type: ignore[attr-defined]
    assert repr(result) == "Holidays(year=2027, holidays=[… 11])"
    assert repr(first) == "Holiday(date='2027-01-01', name=\"New Year's Day\", weekday='Friday')"
    assert "holidays" in dir(result) and "_data" not in dir(result)


def test_results_compare_copy_and_pickle() -> None:
    result, same = machbar.calendar.holidays(HOLIDAYS), machbar.calendar.holidays(HOLIDAYS)
    assert result == same and hash(result) == hash(same)
    assert result != machbar.calendar.holidays({"year": 2028}) and result != result.to_dict()
    assert pickle.loads(pickle.dumps(result)) == result and copy.deepcopy(result) == result
    document = result.to_dict()
    document["holidays"].clear()
    assert len(result.holidays) == 11
    assert json.loads(result.to_json()) == result.to_dict() == machbar.call("calendar.holidays", HOLIDAYS)


def test_a_result_may_go_into_a_document() -> None:
    result = machbar.calendar.holidays(HOLIDAYS)
    with pytest.raises(machbar.MachbarError) as caught:
        machbar.call("calendar.holidays", {"year": result})
    assert caught.value.pointer == "/year" and caught.value.name == "wrong_type"


def test_cases_are_loaded_from_files_and_dicts(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_text('{"a": "ä"}', encoding="utf-8")
    assert machbar.Case.load(path).to_dict() == machbar.Case.load(str(path)).to_dict() == {"a": "ä"}
    assert machbar.Case.load({"a": "ä"}).to_dict() == {"a": "ä"}
    assert "case.json" in repr(machbar.Case.load(path))
    with pytest.raises(FileNotFoundError):
        machbar.Case.load(tmp_path / "none.json")
    with pytest.raises(machbar.MachbarError):
        machbar.Case.load({"a": float("nan")})


def test_a_case_is_evaluated() -> None:
    path = next((CASES / "case.evaluate").glob("*remscheid*.json"))
    shared = json.loads(path.read_text(encoding="utf-8"))
    case = machbar.Case.load(shared["input"] if "input" in shared else path.parent / shared["input_file"])
    result = case.evaluate()
    assert type(result) is machbar.case.Evaluation and result.to_dict() == shared["output"]
    assert type(result.choice) is machbar.priority.Choice  # the class of the operation that gives it alone
    assert "Evaluation(" in repr(result) and len(repr(result)) < 4000
    with pytest.raises(machbar.MachbarError) as caught:
        machbar.Case({"schema_version": 9}).evaluate()
    assert "unsupported_version" in {problem.name for problem in caught.value.problems}


def test_the_lock_is_released_while_it_works() -> None:
    # Long enough for the interpreter to switch many times (it does so every 5 ms).
    document = b'{"year": 2027}' + b" " * (60 * 1024 * 1024)
    span: list[float] = []

    def work() -> None:
        span.append(time.perf_counter())
        for _ in range(3):
            machbar.call_json("calendar.holidays", document)
        span.append(time.perf_counter())

    thread = threading.Thread(target=work)
    ticks = []
    thread.start()
    while thread.is_alive():
        ticks.append(time.perf_counter())
        time.sleep(0)
    thread.join()
    since, until = span
    inside = [tick for tick in ticks if since + 0.006 < tick < until - 0.006]
    # Had the lock been held, there would be at most a tick or two between the three calls.
    assert until - since > 0.03, "the call is too short to tell"
    assert len(inside) > 20


def test_many_threads_get_the_same() -> None:
    wanted = machbar.call("calendar.holidays", HOLIDAYS)
    with ThreadPoolExecutor(8) as pool:
        assert all(result == wanted for result in pool.map(lambda _: machbar.call("calendar.holidays", HOLIDAYS), range(400)))


def test_docstrings_hold() -> None:
    import machbar._case

    for module in (machbar, machbar._case):
        failed, _ = doctest.testmod(module)
        assert failed == 0


def test_unknown_attributes_are_refused() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        machbar.nothing  # type: ignore[attr-defined]
    assert {"call", "Case", "calendar"} <= set(dir(machbar))
