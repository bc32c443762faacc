"""An SVG is drawn apart, and what goes wrong there says so and leaves nothing behind."""

import sys
from pathlib import Path

import pytest

from kg.errors import ExportError, LimitError
from kg.publish import raster

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>'


def test_the_same_drawing_is_the_same_pixels() -> None:
    png = raster.raster(SVG, 2, [])
    assert png.startswith(b"\x89PNG")
    assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (8, 6)
    assert raster.raster(SVG, 2, []) == png


def test_what_cannot_be_drawn_is_an_error_of_ours() -> None:
    with pytest.raises(ExportError, match="could not be drawn"):
        raster.raster("no drawing", 2, [])


def test_what_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nexec sleep 30\n")
    slow.chmod(0o755)
    monkeypatch.setattr(raster, "LONGEST_S", 0.2)
    monkeypatch.setattr(sys, "executable", str(slow))
    with pytest.raises(LimitError) as error:
        raster.raster(SVG, 2, [])
    assert error.value.limit == "time"


def test_who_comes_when_all_hands_are_busy_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raster, "LONGEST_S", 0.1)
    with raster._HANDS, raster._HANDS, pytest.raises(LimitError) as error:  # noqa: SLF001
        raster.raster(SVG, 2, [])
    assert error.value.limit == "places"


def test_nothing_else_draws_in_the_process_that_serves() -> None:
    package = Path(raster.__file__).parents[1]
    drawing = [file.relative_to(package).as_posix() for file in package.rglob("*.py") if "resvg_py" in file.read_text(encoding="utf-8")]
    assert drawing == ["publish/raster.py"]
