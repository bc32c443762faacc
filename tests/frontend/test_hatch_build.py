"""The build hook that makes the style and scripts of the pages."""

import gzip
import importlib.util
import json
import os
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

FRONTEND = Path(__file__).parents[2] / "frontend"
STATIC = Path("src", "kg", "web", "static")


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    specification = importlib.util.spec_from_file_location("hatch_build", FRONTEND / "hatch_build.py")
    assert specification
    assert specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def build(hook: ModuleType, root: Path) -> None:
    hook.BundleHook(str(root), {}, None, None, str(root), "wheel").initialize("standard", {})


def project(root: Path, script: str) -> Path:
    """Return the manifest's place in a project whose build.mjs is this script."""
    frontend = root / "frontend"
    (frontend / "src").mkdir(parents=True)
    (frontend / "package.json").write_text('{"name": "small", "version": "1.0.0"}')
    (frontend / "package-lock.json").write_text(
        '{"name": "small", "version": "1.0.0", "lockfileVersion": 3, "packages": {"": {"name": "small"}}}'
    )
    (frontend / "src" / "app.ts").write_text("export {};")
    (frontend / "build.mjs").write_text(script)
    return root / STATIC / "manifest.json"


def script(manifest: str) -> str:
    return (
        'import { mkdirSync, writeFileSync } from "node:fs";\n'
        'mkdirSync("../src/kg/web/static", { recursive: true });\n'
        f"writeFileSync(\"../src/kg/web/static/manifest.json\", '{manifest}');\n"
    )


def test_without_a_bundle_one_is_made(hook: ModuleType, tmp_path: Path) -> None:
    manifest = project(tmp_path, script('{"app.js": "a"}'))
    build(hook, tmp_path)
    assert json.loads(manifest.read_text()) == {"app.js": "a"}


def test_a_bundle_older_than_its_sources_is_made_again_and_a_newer_one_is_kept(hook: ModuleType, tmp_path: Path) -> None:
    manifest = project(tmp_path, script('{"app.js": "new"}'))
    manifest.parent.mkdir(parents=True)
    manifest.write_text('{"app.js": "old"}')
    build(hook, tmp_path)
    assert json.loads(manifest.read_text()) == {"app.js": "old"}
    os.utime(manifest, (1, 1))
    build(hook, tmp_path)
    assert json.loads(manifest.read_text()) == {"app.js": "new"}


def test_a_bundle_that_cannot_be_made_stops_the_build_and_says_why(hook: ModuleType, tmp_path: Path) -> None:
    project(tmp_path, 'throw new Error("no such style");')
    with pytest.raises(RuntimeError, match=r"(?s)cannot be built: .*build\.mjs failed:.*no such style"):
        build(hook, tmp_path)


def test_a_build_that_leaves_no_bundle_is_an_error(hook: ModuleType, tmp_path: Path) -> None:
    project(tmp_path, "")
    with pytest.raises(RuntimeError, match=r"ended well, but there is no .*manifest\.json"):
        build(hook, tmp_path)


def test_without_sources_the_bundle_must_be_there(hook: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="are missing, and so is frontend/"):
        build(hook, tmp_path)
    manifest = tmp_path / STATIC / "manifest.json"
    manifest.parent.mkdir(parents=True)
    manifest.write_text("{}")
    build(hook, tmp_path)


def test_without_node_on_the_path_that_of_the_package_is_used(hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    node, npm = hook.tools()
    for command in (node, npm):
        assert (
            subprocess.run([*command, "--version"], check=True, capture_output=True, text=True)
            .stdout.strip("v\n")
            .split(".")[0]
            .isdecimal()
        )


def test_the_lock_file_names_no_registry() -> None:
    assert "resolved" not in (FRONTEND / "package-lock.json").read_text(encoding="utf-8")


@pytest.mark.skipif(not (FRONTEND / "node_modules").is_dir(), reason="npm ci was not run")
def test_the_bundle_is_small_and_its_names_hold_the_hash_of_their_content(tmp_path: Path, hook: ModuleType) -> None:
    node, _ = hook.tools()
    subprocess.run([*node, "build.mjs", str(tmp_path)], cwd=FRONTEND, check=True)
    names = json.loads((tmp_path / "manifest.json").read_text())
    letters = {f"source-sans-3-{script}-{weight}-normal.woff2" for script in ("latin", "latin-ext") for weight in (400, 600)}
    pages = {f"{name}.{kind}" for name in ("app", "sparql", "overview") for kind in ("js", "css")}
    scripts = {*pages, "focus.js", "local.js", "worker.js", "engine.wasm"}
    assert names.keys() == scripts | letters | {"regular.ttf", "semibold.ttf"}
    assert {file.name for file in tmp_path.iterdir()} == {*names.values(), "licences.txt", "manifest.json"}
    size = {name: len(gzip.compress((tmp_path / file).read_bytes())) for name, file in names.items()}
    licences = (tmp_path / "licences.txt").read_text(encoding="utf-8")
    assert "Marijn Haverbeke" in licences
    assert "Oxigraph developers" in licences
    assert "SIL OPEN FONT LICENSE" in licences
    assert size["app.js"] + size["app.css"] < 40_000
    assert size["sparql.js"] + size["sparql.css"] < 160_000
    assert size["overview.js"] + size["overview.css"] < 15_000
    assert size["local.js"] + size["worker.js"] < 40_000
    assert gzip.decompress((tmp_path / names["engine.wasm"]).read_bytes()).startswith(b"\0asm")
