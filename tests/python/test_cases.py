"""Every shared case file gives the same from Python, to the byte where the bytes are at hand."""

import json
import keyword
import os
from pathlib import Path
from typing import Any

import machbar
import pytest

CASES = Path(__file__).resolve().parent.parent / "cases"
FILES = sorted(CASES.glob("*/*.json"))
# Written by `cargo run --example cases -- <directory>`: what Rust gives, byte for byte.
WRITTEN = os.environ.get("MACHBAR_CASES")


def document(path: Path, case: dict[str, Any]) -> bytes:
    if "input" in case:
        return json.dumps(case["input"], ensure_ascii=False).encode()
    if "input_file" in case:
        return (path.parent / case["input_file"]).read_bytes()
    if "input_text" in case:
        return case["input_text"].encode()
    if "input_hex" in case:
        return bytes.fromhex(case["input_hex"])
    repeat = case["input_repeat"]
    return (repeat.get("before", "") + repeat["repeat"] * repeat["times"] + repeat.get("after", "")).encode()


def test_there_are_cases_for_every_operation() -> None:
    assert {path.parent.name for path in FILES} == {name for name, _ in machbar.operations()}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_case(path: Path) -> None:
    case = json.loads(path.read_text())
    operation = path.parent.name
    forms: list[Any] = [document(path, case)]
    if "input" in case:
        forms.append(case["input"])
    for form in forms:
        if "error" in case:
            with pytest.raises(machbar.MachbarError) as caught:
                machbar.call(operation, form)
            assert caught.value.to_dict() == case["error"]
            assert not isinstance(caught.value, machbar.InternalError)
        else:
            assert machbar.call(operation, form) == case["output"]


def test_bytes_are_those_of_rust() -> None:
    if WRITTEN is None:
        pytest.skip("tests/run writes the bytes and says where (MACHBAR_CASES)")
    directory = Path(WRITTEN)
    lines = (directory / "manifest.tsv").read_text().splitlines()
    assert len(lines) == len(FILES)
    for line in lines:
        operation, status, given, wanted, _ = line.split("\t")
        try:
            code, text = 0, machbar.call_json(operation, (directory / given).read_bytes())
        except machbar.MachbarError as error:
            code, text = error.code, json.dumps(error.to_dict(), ensure_ascii=False, separators=(",", ":")).encode()
        assert (code, text) == (int(status), (directory / wanted).read_bytes()), line


@pytest.mark.parametrize("path", [p for p in FILES if "output" in json.loads(p.read_text())], ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_typed_result(path: Path) -> None:
    """The typed function of the operation gives the same document, and every attribute of it can be read."""
    case = json.loads(path.read_text())
    area, _, function = path.parent.name.partition(".")
    # A word of the language gets an underscore: `pain.import` is `machbar.pain.import_`.
    name = function + "_" * keyword.iskeyword(function)
    result = getattr(getattr(machbar, area), name)(document(path, case))
    assert isinstance(result, machbar.Result)
    assert result.to_dict() == case["output"]
    read_everything(result)


def read_everything(value: Any) -> None:
    if isinstance(value, machbar.Result):
        assert type(value).__name__ in repr(value)
        names = [name for name in dir(type(value)) if isinstance(getattr(type(value), name), property)]
        assert len(names) >= len(value.to_dict()), f"{type(value)} has not every field of {value.to_dict().keys()}"
        for name in names:
            read_everything(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            read_everything(item)
    elif hasattr(value, "items"):
        for item in value.values():
            read_everything(item)
    else:
        assert not isinstance(value, (list, dict)), "results are frozen"
