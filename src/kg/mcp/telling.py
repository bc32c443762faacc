"""What a tool tells, as text to read: every claim with a number, and what those numbers stand for below."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.mcp.bounds import Told


class Sources:
    """The places told of so far, each with a number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def numbers(self, places: Sequence[Mapping[str, object]]) -> str:
        """Return the numbers of these places, as in [1][3]; a place that is new gets the next one."""
        return "".join(f"[{self._numbers.setdefault(_place(place), len(self._numbers) + 1)}]" for place in places)

    def lines(self) -> Iterator[str]:
        """Yield the places by number."""
        if self._numbers:
            yield "Sources:"
        for place, number in self._numbers.items():
            yield f"[{number}] {place}"


def found(told: Told) -> str:
    """Return what a search found."""
    seen = Sources()
    lines = [
        f"- {each['name']} ({each['kind']}) <{each['thing']}>{_after(': ', each.get('description'))} {seen.numbers(each['evidence'])}"
        for each in told["found"]
    ]
    return _text([*lines, told["hint"], *seen.lines()])


def thing(told: Told) -> str:
    """Return what is known of a thing."""
    seen = Sources()
    facts = [f"{label}: {', '.join(values)}" for label, values in told["facts"].items()]
    names = f"Also called: {', '.join(told['other_names'])}" if told["other_names"] else ""
    rest = f"{told['facts_rest_on']} {seen.numbers(told['described_in'])}".strip()
    head = [f"{told['name']} ({told['kind']}) <{told['iri']}>", told["description"], names, *facts, f"These facts rest on: {rest}"]
    said = [f"- {_claim(claim)} {seen.numbers(claim['evidence'])}" for claim in told["claims"]]
    return _text([*head, _counted("Claims", told, len(said)), *said, told["rest"], *seen.lines()])


def links(told: Told) -> str:
    """Return how two things are linked."""
    seen = Sources()
    lines = [_counted(f"Links between {told['first']['name']} and {told['second']['name']}", told, len(told["links"]))]
    for link in told["links"]:
        through = link["through"]
        lines.append(f"Through {through['name']} ({through['kind']}) <{through['iri']}>:" if through else "Directly:")
        lines += [f"- {_claim(claim)} {seen.numbers(claim['evidence'])}" for claim in link["claims"]]
    return _text([*lines, told["hint"], told["rest"], *seen.lines()])


def questions(told: Told) -> str:
    """Return the saved questions."""
    return _text(line for each in told["questions"] for line in _question(each))


def answer(told: Told) -> str:
    """Return rows, triples or a truth value, after what was asked when it was a saved question."""
    asked = list(_asked(told)) if "title" in told else []
    if "answer" in told:
        return _text([*asked, "yes" if told["answer"] else "no"])
    if "turtle" in told:
        return _text([*asked, told["turtle"].strip(), _counted("Triples", told), told["rest"], told["about_evidence"]])
    rows = ["\t".join(_cell(row[name]) for name in told["columns"]) for row in told["rows"]]
    return _text([*asked, "\t".join(told["columns"]), *rows, _counted("Rows", told, len(rows)), told["rest"], told["about_evidence"]])


def _asked(told: Told) -> Iterator[str]:
    """Yield which question was answered, with which values, from which release, and what to keep in mind."""
    yield from _both(told["title"])
    yield from _both(told["description"])
    values = ", ".join(f"{name} = {_cell(value)}" for name, value in told["parameters"].items())
    yield _after("Asked with: ", values)
    yield _after("Release: ", told["release"])
    yield from (f"Note: {_cell(notice['detail'])}" for notice in told["notices"])


def _both(texts: Mapping[str, str]) -> list[str]:
    """Return a text in Dutch and in English; once when they are the same.

    >>> _both({"nl": "doelen", "en": "goals"}), _both({"nl": "SDG", "en": "SDG"})
    (['doelen', 'goals'], ['SDG'])
    """
    return list(dict.fromkeys([texts["nl"], texts["en"]]))


def _question(each: Told) -> Iterator[str]:
    yield f"{each['name']}: {each['question']} ({each['in_english']})"
    yield from (_after("  ", said) for said in _both(each["description"]))
    for parameter in each["parameters"]:
        values = _after("; one of ", ", ".join(parameter.get("one_of", ())))
        yield f"  {parameter['name']} ({parameter['kind']}; {parameter['meaning']}{values}{_after('; by default ', parameter['default'])})"


def _claim(claim: Told) -> str:
    """Return a claim as a sentence, with its year and what it rests on when the source does not say it in so many words."""
    number = " ".join(_cell(claim[name]) for name in ("value", "unit") if name in claim)
    of = f" ({claim['object_name']})" if number and "object_name" in claim else ""
    said = number + of if number else claim.get("object_name", "")
    more = ", ".join(str(claim[name]) for name in ("year", "basis") if name in claim)
    return f"{claim['subject_name']} {claim['relation']} {said}{f' ({more})' if more else ''}"


def _place(place: Mapping[str, object]) -> str:
    known = [str(place[name]) for name in ("source", "source_year", "locator", "url", "document") if name in place]
    return ", ".join(known)


def _counted(what: str, told: Told, number: int | None = None) -> str:
    """Return how many there are, and which of them are told."""
    if number is None or (told["offset"] == 0 and number == told["total"]):
        return f"{what}: {told['total']}"
    return f"{what}: {told['offset'] + 1} to {told['offset'] + number} of {told['total']}" if number else f"{what}: none from there on"


def _cell(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())


def _after(before: str, value: object) -> str:
    return f"{before}{value}" if value else ""


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line.rstrip(' ')}\n" for line in lines if line)
