"""The decision paper is one page: printed by a browser, where one is there."""

import json
import pathlib
import re
import shutil
import subprocess

import pytest

import machbar

CASES = pathlib.Path(__file__).resolve().parent.parent / "cases"
BROWSER = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)


def page(lang: str) -> str:
    case = json.loads((CASES / "remscheid.json").read_text(encoding="utf-8"))
    return machbar.call("report.paper", {"case": case, "format": "html", "lang": lang})["text"]


@pytest.mark.skipif(BROWSER is None, reason="no Chromium here")
@pytest.mark.parametrize("lang", ["de", "en"])
def test_printed_it_is_one_sheet_of_a4(lang, tmp_path):
    source, printed = tmp_path / "paper.html", tmp_path / "paper.pdf"
    source.write_text(page(lang), encoding="utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    subprocess.run([BROWSER, *flags, f"--print-to-pdf={printed}", source.as_uri()], check=True, capture_output=True, timeout=120)
    document = printed.read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", document)) == 1
    box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", document)
    assert box and (round(float(box[1])), round(float(box[2]))) == (595, 842)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_page_needs_nothing_else(lang):
    html = page(lang)
    assert f'<html lang="{lang}">' in html
    assert not re.search(r"<script|<link|https?://(?!www\.w3\.org)|url\(", html)
