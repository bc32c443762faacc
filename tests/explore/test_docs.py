"""The page about Python says what works."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_the_examples_on_the_page_run_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "python.md").read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, "docs/python.md", "exec"), names)
    assert len(blocks) == 5
    assert {"graph", "deal", "skills", "goals", "frame", "network"} <= names.keys()
    assert [file.name for file in tmp_path.iterdir()] == ["regiodeal.graphml"]
