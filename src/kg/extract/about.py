"""What a document is: its title, publisher, year and kind, as a row of the fact table of documents."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.extract.gazetteer import Gazetteer
from kg.extract.naming import proposed, squashed
from kg.extract.ruling import every
from kg.model.passages import Passage, Shape, Transcript
from kg.model.tables import Row
from kg.terms import slug

_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
_PUBLISHER = re.compile(
    r"\b(?:[Gg]emeente|[Pp]rovincie|[Ww]aterschap|[Rr]egio|[Vv]eiligheidsregio)\s+(?:[A-Z]['’]?[\w-]+(?:\s+(?:aan|op|en|van|de|den|der|bij|het)\b(?:\s+(?:de|den|der|het)\b)?\s+[A-Z][\w-]+|-[\w-]+|\s+[A-Z][\w-]+)*)"
)
_FIRST = 40
"""How many passages at the begin of a document tell what it is."""
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Setting:
    """What candidates of a document are made in: its own row, whose names are known, and who publishes it.

    `owner` is the id of the organisation that publishes the document (proposed when the graph does not know it),
    `owner_name` its name and `place` what ids proposed for its things begin with.
    """

    document: Row
    gazetteer: Gazetteer
    owner: str
    owner_name: str
    place: str

    @property
    def year(self) -> str:
        """Return the year the document is about; empty when it is not told."""
        return self.document["year"]


def setting(transcript: Transcript, known: Gazetteer, cells: Mapping[str, str]) -> Setting:
    """Return the setting of a document: what `cells` tell of it counts, what they leave out is read in its first lines."""
    opening = (transcript.title, *(passage.text for passage in transcript.passages[:_FIRST]))
    title = cells.get("title") or transcript.title or transcript.source.name
    publisher = cells.get("publisher") or _publisher(transcript, opening, known)
    named = known.called(publisher, "organisations") if publisher else ()
    owner = named[0].id if len(named) == 1 else slug(publisher)
    told = {
        "id": transcript.edition.document,
        "title": title,
        "publisher": owner if len(named) == 1 else publisher,
        "type": cells.get("type") or _kind(title, transcript.passages),
        "year": cells.get("year") or _year(title, transcript.source.name, opening),
        "url": cells.get("url") or transcript.source.url,
        "published": cells.get("published", ""),
        "notes": cells.get("notes", ""),
    }
    name = known.names.get(owner, publisher)
    return Setting(Row("documents", {column: text for column, text in told.items() if text}), known, owner, name, _place(name))


def _place(publisher: str) -> str:
    """Return what ids of a publisher's things begin with: its name without what it is.

    >>> _place("Gemeente Hof van Twente")
    'hof-van-twente'
    """
    return proposed(re.sub(r"^(?:gemeente|provincie|waterschap)\s+", "", publisher, flags=re.IGNORECASE))


def _publisher(transcript: Transcript, opening: Iterable[str], known: Gazetteer) -> str:
    """Return who publishes it: the authority its host is named after, else the one that its first lines name most."""
    found = Counter(name for text in opening for name in _PUBLISHER.findall(text))
    found.update(name for passage in transcript.passages for name in _PUBLISHER.findall(passage.text))
    host = squashed(re.sub(r"^https?://(?:www\.)?([^/]+).*", r"\1", transcript.source.url))
    for entry in known.entries:
        if host and entry.table == "organisations" and entry.id.startswith(("gemeente-", "provincie-", "waterschap-")):
            place = squashed(re.sub(r"^\w+\s+", "", entry.name))
            if len(place) >= _SHORTEST and place in host:
                return entry.name
    common = found.most_common(1)
    return common[0][0][:1].upper() + common[0][0][1:] if common else ""


def _year(*texts: str | Iterable[str]) -> str:
    """Return the first year in the title, else in the file's name, else in the first lines."""
    for text in (each for told in texts for each in ((told,) if isinstance(told, str) else told)):
        found = _YEAR.search(text)
        if found:
            return found[1]
    return ""


def _kind(title: str, passages: Iterable[Passage]) -> str:
    headings = [passage.text for passage in passages if passage.shape is Shape.HEADING][:5]
    for text in (title, *headings):
        for found in every("documents", text):
            return found.rule.says
    return ""
