"""A process that changes the graph and is killed at any moment loses nothing it acknowledged, and leaves graph and trail in step."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = 120
SCRIPT = """
import json, os, random, signal, sys, time
from datetime import UTC, datetime
from pathlib import Path
from kg.build.release import Release
from kg.edit.committing import Step, commit, settle
from kg.edit.place import Place, digest
from kg.edit.trail import Act, entries
from kg.store.files import alone

folder, kills, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
place = Place(folder / "triples.ttl", folder / "releases", folder / "trail")
chance = random.Random(seed)

def make(sources, out, base):
    name = digest(sources.graph[-1].read_bytes())[:12]
    (out / name).mkdir(parents=True, exist_ok=True)
    (out / name / "graph.ttl").write_bytes(sources.graph[-1].read_bytes())
    return Release(out / name, {"release": name})

def changes(told):
    number = 0
    while True:
        with alone(place.graph):
            settle(place)
            old = place.graph.read_bytes()
            new = old + f"# {os.getpid()} {number}\\n".encode()
            entry, _ = commit(place, Step(old, new, ()), Act("anna", "reden", datetime.now(UTC)), make)
        os.write(told, f"{entry.number} {entry.later}\\n".encode())
        number += 1

moments = {"before": 0, "pending": 0, "other": 0}
for _ in range(kills):
    heard, told = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(heard)
        changes(told)
    os.close(told)
    time.sleep(chance.uniform(0.0, 0.12))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    moments["pending" if place.pending.exists() else "before" if place.staged.exists() else "other"] += 1
    with os.fdopen(heard) as lines:
        acknowledged = [line.split() for line in lines if line.endswith("\\n")]
    settle(place)
    found = {str(entry.number): entry for entry in entries(place)}
    chain = [found[str(number)] for number in range(1, len(found) + 1)]
    assert all(found[number].later == later for number, later in acknowledged), "an acknowledged change is lost"
    assert all(one.later == other.former for one, other in zip(chain, chain[1:])), "the trail has a gap"
    assert not chain or chain[-1].later == digest(place.graph.read_bytes()), "graph and trail differ"
    assert all((place.releases / entry.release / "graph.ttl").exists() for entry in chain), "a release is missing"
    assert all(place.state(entry.later).exists() and place.patch(entry.number).exists() for entry in chain)
print(json.dumps({"changes": len(chain), **moments}))
"""


@pytest.mark.skipif(not hasattr(sys, "getwindowsversion") and not Path("/proc").exists(), reason="processes are killed as Linux does")
def test_a_hundred_and_twenty_kills_lose_nothing(tmp_path: Path) -> None:
    (tmp_path / "triples.ttl").write_text("# leeg\n", encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", SCRIPT, str(tmp_path), str(KILLS), "7"], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["changes"] > 0
    assert told["before"] + told["pending"] > 0, "no kill came while a change was being made"
