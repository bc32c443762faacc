"""Runs the notebooks over the facts of the checkout, in a folder of their own: the same outputs everywhere.

`python tests/notebook_runs.py` runs all of them, or those that are named, and writes their outputs into notebooks/.
"""

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

ROOT = Path(__file__).parents[1]
NOTEBOOKS = tuple(sorted((ROOT / "notebooks").glob("*.ipynb")))
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"},
}
_ADDRESS = re.compile(r"\b0x[0-9a-f]{6,}\b")


def place(folder: Path) -> Path:
    """Make a folder with the facts and without releases, and return where its notebooks stand."""
    (folder / "data").mkdir()
    shutil.copy(ROOT / "data" / "triples.ttl", folder / "data")
    (folder / "notebooks").mkdir()
    return folder / "notebooks"


def read(file: Path) -> NotebookNode:
    """Return the notebook in a file; raises ValidationError when it is none."""
    notebook: NotebookNode = nbformat.read(file, as_version=4)  # type: ignore[no-untyped-call] # nbformat ships no types for these
    return notebook


def written(notebook: NotebookNode) -> str:
    """Return a notebook as it stands in a file."""
    text: str = nbformat.writes(notebook)  # type: ignore[no-untyped-call] # idem
    return f"{text}\n"


def executed(file: Path, folder: Path) -> NotebookNode:
    """Return the notebook with the outputs it gives there, without what differs from run to run."""
    notebook = read(file)
    options = {"metadata": {"path": str(folder)}}
    client = NotebookClient(
        notebook,
        timeout=300,
        kernel_name="python3",
        resources=options,
        record_timing=False,
        extra_arguments=["--HistoryManager.enabled=False"],
    )
    client.execute()
    notebook.metadata = METADATA
    for cell in notebook.cells:
        cell.metadata = {}
        for counted in (cell, *cell.get("outputs", ())):
            if "execution_count" in counted:
                counted.execution_count = None
    return notebook


def outputs(notebook: NotebookNode) -> Iterator[tuple[str, str, str]]:
    """Yield what each cell of code gave: its source, what kind of output it is, and the output as text."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            texts = output.data if "data" in output else {output.get("name", output.output_type): output.get("text", "")}
            for kind, text in sorted(texts.items()):
                yield cell.source, kind, _ADDRESS.sub("0x…", text)


def main(names: list[str]) -> None:
    """Run notebooks and write their outputs."""
    for file in NOTEBOOKS:
        if not names or file.stem in names:
            with tempfile.TemporaryDirectory() as folder:
                file.write_text(written(executed(file, place(Path(folder)))), encoding="utf-8")
            sys.stdout.write(f"{file.name}\n")


if __name__ == "__main__":
    main([Path(name).stem for name in sys.argv[1:]])
