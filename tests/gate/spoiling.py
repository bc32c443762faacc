"""Ways to spoil a release and the site over it, to see that the gate notices."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from starlette.datastructures import Headers

from kg.gate import CHECKS
from kg.gate.checking import Examined, Found
from kg.gate.markup import markup
from kg.store.local import open_files
from kg.web.calling import Call, Called

Change = Callable[[Called], Called]


def asked(name: str, of: Examined) -> Found:
    """What the check of this name finds."""
    (check,) = (each for each in CHECKS if each.name == name)
    return check.run(of)


def group_of(name: str) -> list[str]:
    """The names of the checks in the group of this one."""
    group = next(each.group for each in CHECKS if each.name == name)
    return [each.name for each in CHECKS if each.group == group]


def answering(of: Examined, pattern: str, change: Change) -> Examined:
    """The same over a site of which the answers at paths like this are changed."""
    call: Call = of.call

    def changed(path: str, headers: Mapping[str, str] = MappingProxyType({}), method: str = "GET") -> Called:
        answer = call(path, headers, method)
        return change(answer) if re.fullmatch(pattern, path) else answer

    return replace(of, call=changed)


def without(*names: str) -> Change:
    """Take these headers off an answer."""
    return lambda answer: replace(answer, headers=Headers({k: v for k, v in answer.headers.items() if k not in names}))


def saying(**values: str) -> Change:
    """Put these headers on an answer, their names with a dash for each underscore."""
    told = {name.replace("_", "-"): value for name, value in values.items()}
    return lambda answer: replace(answer, headers=Headers({**answer.headers, **told}))


def being(status: int) -> Change:
    """Give an answer another status."""
    return lambda answer: replace(answer, status=status)


def when(status: int, change: Change) -> Change:
    """Change only the answers with this status."""
    return lambda answer: change(answer) if answer.status == status else answer


def reading(old: str, new: str) -> Change:
    """Put another text in an answer."""
    return lambda answer: replace(answer, body=answer.body.replace(old.encode(), new.encode()))


def telling(of: Examined, old: str, new: str) -> Examined:
    """The same with one line of the graph as its endpoint knows it read otherwise, or with one more when nothing is taken away."""
    text = (of.release.folder / "graph.nt").read_text(encoding="utf-8")
    assert old in text
    file = of.release.folder / "spoilt.nt"
    file.write_text(text.replace(old, new) if old else text + new, encoding="utf-8")
    endpoint = open_files([file])
    file.unlink()
    return replace(of, library=replace(of.library, endpoint=endpoint))


def showing(of: Examined, html: str) -> Examined:
    """The same with this as the only page of the sample."""
    return replace(of, sample=replace(of.sample, pages=(markup("/bladzijde", "nl", html),)))
