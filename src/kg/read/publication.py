"""The settings of a publication: who publishes the graph, what it is about, under which licence (data/publication.toml)."""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path

from rdflib import Literal, URIRef

from kg.errors import MissingFileError, PublicationError
from kg.publisher import Agent, Contact, Licence, Publication, Security, Worded
from kg.read.value_lists import ACCESS, AGENT_TYPES, AGENTS, EU, FREQUENCIES, LANGUAGES, LICENCES, STATUSES, THEMES

Check = Callable[[object], str]
Told = Mapping[str, object]

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_WEB = re.compile(r"https?://[^\s/<>\"{}|\\^`\x00-\x20]+(?:/[^\s<>\"{}|\\^`\x00-\x20]*)?")
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_SHORT = 0.6


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting by its dotted name: what is wrong with a value of it, whether it must be there, whether it is a list."""

    name: str
    check: Check
    required: bool = False
    many: bool = False


def _text(value: object) -> str:
    if not isinstance(value, str):
        return f"{_said(value)} is no text; write it between quotation marks"
    if not value.strip():
        return "is empty; fill it in"
    return "holds an invisible control character; type the text again" if _CONTROL.search(value) else ""


def _web(value: object) -> str:
    wrong = _text(value)
    return wrong or ("" if _WEB.fullmatch(str(value)) else f"{value!r} is no web address; write it in full, as in https://www.example.nl")


def _email(value: object) -> str:
    wrong = _text(value)
    return wrong or ("" if _EMAIL.fullmatch(str(value)) else f"{value!r} is no e-mail address; write it as in redactie@example.nl")


def _channel(value: object) -> str:
    """Tell what is wrong with a way to reach somebody: an e-mail address or a web page."""
    wrong = _text(value)
    fits = _EMAIL.fullmatch(str(value)) or _WEB.fullmatch(str(value))
    return wrong or ("" if fits else f"{value!r} is neither an e-mail address nor a web address (https://…)")


def _language_tag(value: object) -> str:
    wrong = _text(value)
    return wrong or ("" if _LANGUAGE_TAG.fullmatch(str(value)) else f"{value!r} is no language; write it as nl or en")


def _day(value: object) -> str:
    return "" if isinstance(value, date) else f"{_said(value)} is no date; write it without quotation marks, as in 2027-11-30"


def _yes_or_no(value: object) -> str:
    return "" if isinstance(value, bool) else f"{_said(value)} is neither true nor false; write one of these without quotation marks"


def _one_of(codes: Iterable[str]) -> Check:
    """Return the check of a code from a list."""
    known = tuple(codes)

    def check(value: object) -> str:
        wrong = _text(value)
        return wrong or ("" if value in known else f"no {value!r} in the list; use one of {', '.join(known)}")

    return check


def _either(codes: Iterable[str]) -> Check:
    """Return the check of a code from a list, or an IRI from another."""
    coded = _one_of(codes)
    return lambda value: "" if isinstance(value, str) and _WEB.fullmatch(value) else coded(value)


SETTINGS: tuple[Setting, ...] = (
    Setting("title.nl", _text, required=True),
    Setting("title.en", _text, required=True),
    Setting("description.nl", _text, required=True),
    Setting("description.en", _text, required=True),
    Setting("keywords.nl", _text, required=True, many=True),
    Setting("keywords.en", _text, many=True),
    Setting("licence", _either(LICENCES), required=True),
    Setting("themes", _either(THEMES), required=True, many=True),
    Setting("languages", _one_of(LANGUAGES), required=True, many=True),
    Setting("access_rights", _one_of(ACCESS), required=True),
    Setting("frequency", _one_of(FREQUENCIES)),
    Setting("status", _one_of(STATUSES)),
    Setting("spatial", _web, many=True),
    Setting("legislation", _web, many=True),
    Setting("landing_page", _web),
    Setting("documentation", _web),
    Setting("services", _yes_or_no),
    Setting("site.name.nl", _text, required=True),
    Setting("site.name.en", _text, required=True),
    *(
        Setting(f"{agent}.{name}", check, required=name.startswith("name."))
        for agent in ("publisher", "creator")
        for name, check in (("name.nl", _text), ("name.en", _text), ("iri", _web), ("type", _one_of(AGENTS)), ("homepage", _web))
    ),
    Setting("contact.name.nl", _text, required=True),
    Setting("contact.name.en", _text, required=True),
    Setting("contact.email", _email),
    Setting("contact.url", _web),
    Setting("security.contact", _channel, required=True, many=True),
    Setting("security.expires", _day, required=True),
    Setting("security.languages", _language_tag, many=True),
    Setting("security.policy", _web),
)
"""All settings, in the order in which problems are told."""

_OPTIONAL = ("creator", "security", "site")
"""Tables that may be left out as a whole."""


def publication(file: Path) -> Publication:
    """Return what the file says; raises PublicationError with every problem in it, MissingFileError when it is not there."""
    told = dict(_flat(_toml(file), ""))
    problems = [*(problem for setting in SETTINGS for problem in _problems(setting, told)), *_together(told), *_unknown(told)]
    if problems:
        raise PublicationError(str(file), tuple(problems))
    return _publication(told)


def outdated(told: Publication, today: date) -> str:
    """Return what to say of a security contact that holds no longer, "" when it does; a site goes on without, so this is no error."""
    if told.security is None or told.security.expires >= today:
        return ""
    past = f"security.expires: {told.security.expires} is past"
    return f"{past}, so nobody will trust /.well-known/security.txt; check the contact and give a new date"


def _toml(file: Path) -> Mapping[str, object]:
    if not file.is_file():
        raise MissingFileError(f"{file}: no such file; describe the publication in it, or name another with --publication")
    try:
        return tomllib.loads(file.read_bytes().decode())
    except UnicodeDecodeError as error:
        raise PublicationError(str(file), (("", "not UTF-8; save the file as UTF-8"),)) from error
    except tomllib.TOMLDecodeError as error:
        raise PublicationError(str(file), (("", f"not TOML: {error}"),)) from error


def _flat(table: Mapping[str, object], before: str) -> Iterator[tuple[str, object]]:
    """Yield each setting by its dotted name."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value


def _problems(setting: Setting, told: Told) -> Iterator[tuple[str, str]]:
    if setting.name not in told:
        if setting.required and _wanted(setting, told):
            yield setting.name, "is missing; fill it in"
        return
    for why in _wrong(setting, told[setting.name]):
        yield setting.name, why


def _wanted(setting: Setting, told: Told) -> bool:
    """Tell whether the table of a setting must be there or is."""
    table = setting.name.partition(".")[0]
    return table not in _OPTIONAL or any(name.startswith(f"{table}.") for name in told)


def _wrong(setting: Setting, value: object) -> list[str]:
    if not setting.many:
        return list(filter(None, [setting.check(value)]))
    if not isinstance(value, list):
        return [f"{_said(value)} is no list; write it between square brackets, as in [{_said(value)}]"]
    if setting.required and not value:
        return ["is empty; name at least one"]
    return list(filter(None, map(setting.check, value)))


def _together(told: Told) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with settings that are each right."""
    if "contact.email" not in told and "contact.url" not in told:
        yield "contact", "has no way to reach it; give email, url or both"
    themes = told.get("themes")
    if isinstance(themes, list) and themes and not any(theme in THEMES for theme in themes):
        yield "themes", f"none is from the European list; name at least one of {', '.join(THEMES)}"


def _unknown(told: Told) -> Iterator[tuple[str, str]]:
    names = [setting.name for setting in SETTINGS]
    for name in told:
        if name not in names:
            below = [known for known in names if known.startswith(f"{name}.")]
            alike = get_close_matches(name, names, 1, _SHORT)
            way = (
                f"is a table; write {' and '.join(below[:2])}"
                if below
                else f"no such setting{f'; did you mean {alike[0]}?' if alike else ''}"
            )
            yield name, way


def _said(value: object) -> str:
    """Return a value as one may have written it in TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def _publication(told: Told) -> Publication:
    publisher = _agent(told, "publisher")
    return Publication(
        title=_worded(told, "title"),
        description=_worded(told, "description"),
        keywords=tuple(Literal(word, lang=language) for language in ("nl", "en") for word in _texts(told, f"keywords.{language}")),
        publisher=publisher,
        creator=_agent(told, "creator") if "creator.name.nl" in told else publisher,
        contact=Contact(_worded(told, "contact.name"), _one(told, "contact.email"), _iri(told, "contact.url")),
        licence=_licence(_one(told, "licence")),
        themes=tuple(_coded(f"{EU}data-theme/", theme) for theme in _texts(told, "themes")),
        languages=tuple(URIRef(f"{EU}language/{LANGUAGES[language]}") for language in _texts(told, "languages")),
        access=_coded(f"{EU}access-right/", _one(told, "access_rights")),
        frequency=_iri(told, "frequency", f"{EU}frequency/"),
        status=_iri(told, "status", f"{EU}dataset-status/"),
        spatial=tuple(map(URIRef, _texts(told, "spatial"))),
        legislation=tuple(map(URIRef, _texts(told, "legislation"))),
        landing_page=_iri(told, "landing_page"),
        documentation=_iri(told, "documentation"),
        security=_security(told),
        services=bool(told.get("services", True)),
        site=_worded(told, "site.name") if "site.name.nl" in told else None,
    )


def _agent(told: Told, table: str) -> Agent:
    return Agent(
        _worded(told, f"{table}.name"),
        _iri(told, f"{table}.iri"),
        _iri(told, f"{table}.type", AGENT_TYPES),
        _iri(told, f"{table}.homepage"),
    )


def _security(told: Told) -> Security | None:
    expires = told.get("security.expires")
    if not isinstance(expires, date):
        return None
    day = expires.date() if isinstance(expires, datetime) else expires
    return Security(_texts(told, "security.contact"), day, _texts(told, "security.languages"), _iri(told, "security.policy"))


def _licence(text: str) -> Licence:
    return LICENCES[text] if text in LICENCES else Licence(URIRef(text), URIRef(text), text)


def _worded(told: Told, name: str) -> Worded:
    return Worded(_one(told, f"{name}.nl"), _one(told, f"{name}.en"))


def _one(told: Told, name: str) -> str:
    """Return a text on one line; empty when it is not there."""
    return " ".join(str(told.get(name, "")).split())


def _texts(told: Told, name: str) -> tuple[str, ...]:
    value = told.get(name)
    return tuple(" ".join(str(text).split()) for text in value) if isinstance(value, list) else ()


def _iri(told: Told, name: str, namespace: str = "") -> URIRef | None:
    return _coded(namespace, _one(told, name)) if name in told else None


def _coded(namespace: str, text: str) -> URIRef:
    """Return the IRI of a code, or the text when it is an IRI."""
    return URIRef(text if _WEB.fullmatch(text) else namespace + text)
