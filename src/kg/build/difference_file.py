"""A difference as a file: JSON out and in, the same difference the same bytes."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kg.build.difference import FACTS, Difference, Evidence, Group, Source, Subject, Turn, Value
from kg.errors import ReleaseError


def difference_json(found: Difference) -> str:
    """Return the difference as JSON, with counts first and the subjects in the order of their IRIs."""
    told = {
        "old": found.old,
        "new": found.new,
        "base": found.base,
        "triples": {"added": found.added, "removed": found.removed},
        "facts": {turn.value: found.count(FACTS, turn) for turn in Turn},
        "groups": {group.value: {turn.value: found.count([group], turn) for turn in Turn} for group in Group},
        "subjects": [asdict(subject) for subject in found.subjects],
        "documents": [{"document": source.document, **source.counts} for source in found.sources],
        "withdrawn": [subject.iri for subject in found.withdrawn],
        "names": found.names,
    }
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def read_difference(file: Path) -> Difference:
    """Return the difference in a file; raises ReleaseError when it is not there or not as we write it."""
    try:
        return _difference(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReleaseError(f"{file}: no difference here ({error}); delete the file: it is worked out again from the releases") from error


def _difference(told: dict[str, Any]) -> Difference:
    sources = (Source(each["document"], {turn: each[turn] for turn in Turn}) for each in told["documents"])
    triples = told["triples"]
    return Difference(
        old=told["old"],
        new=told["new"],
        base=told["base"],
        added=triples["added"],
        removed=triples["removed"],
        subjects=tuple(_subject(each) for each in told["subjects"]),
        sources=tuple(sources),
        names=told["names"],
    )


def _subject(told: dict[str, Any]) -> Subject:
    return Subject(
        iri=told["iri"],
        kind=told["kind"],
        group=Group(told["group"]),
        turn=Turn(told["turn"]),
        values=tuple(Value(each["predicate"], tuple(each["old"]), tuple(each["new"])) for each in told["values"]),
        evidence=tuple(Evidence(**each) for each in told["evidence"]),
        about=tuple(told["about"]),
        said=tuple((predicate, value) for predicate, value in told["said"]),
    )
