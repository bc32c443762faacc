"""The linter of the NL API Design Rules: installed by `make test` into the virtual environment, never by those who use kg."""

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FOLDER = Path(sys.prefix) / "spectral"
COMMAND = FOLDER / "node_modules" / "@stoplight" / "spectral-cli" / "dist" / "index.js"


def bundle() -> ModuleType:
    """Return the build hook of the front end, which knows where node and npm are."""
    specification = importlib.util.spec_from_file_location("hatch_build", ROOT / "frontend" / "hatch_build.py")
    if not specification or not specification.loader:
        raise FileNotFoundError(ROOT / "frontend" / "hatch_build.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def install() -> None:
    """Install the locked packages; none of them runs anything while it is installed."""
    FOLDER.mkdir(exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, FOLDER / name)
    hook = bundle()
    _, npm = hook.tools()
    hook.run(FOLDER, [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"])


def findings(document: Path, rules: Path) -> list[str]:
    """Return what the linter says of a description of an API, one line each: place, severity, rule and message."""
    if not COMMAND.is_file():
        raise FileNotFoundError(f"{COMMAND}: run make .venv/.spectral")
    node, _ = bundle().tools()
    command = [
        *node,
        str(COMMAND),
        "lint",
        "--ruleset",
        str(rules),
        "--format",
        "json",
        "--fail-severity",
        "hint",
        "--quiet",
        str(document),
    ]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    found = json.loads(done.stdout[: done.stdout.rindex("]") + 1])
    return [f"{'.'.join(map(str, each['path']))} ({each['severity']}) {each['code']}: {each['message']}" for each in found]


if __name__ == "__main__":
    install()
