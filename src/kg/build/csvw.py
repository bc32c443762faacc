"""What the columns of the fact tables hold, for programs: CSVW metadata (W3C Tabular Data)."""

import json
from typing import TypeAlias

from kg.model.tables import TABLES, Column, Form, Table, table

Json: TypeAlias = "str | bool | int | list[Json] | dict[str, Json]"

_ID = "[a-z0-9]+(?:-[a-z0-9]+)*"
_DATE = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
_TYPES: dict[Form, Json] = {
    Form.TEXT: "string",
    Form.ID: {"base": "string", "format": _ID},
    Form.YEAR: "gYear",
    Form.DATE: {"base": "string", "format": _DATE},
    Form.NUMBER: "decimal",
    Form.AMOUNT: "decimal",
    Form.URL: "anyURI",
}

TABLE_TITLES = {
    "documents": ("Documenten", "Documents"),
    "organisations": ("Organisaties", "Organisations"),
    "programmes": ("Programma’s", "Programmes"),
    "goals": ("Doelen", "Goals"),
    "initiatives": ("Initiatieven", "Initiatives"),
    "links": ("Verbanden", "Links"),
    "participations": ("Deelnames", "Participations"),
    "indicators": ("Indicatoren", "Indicators"),
    "observations": ("Waarnemingen", "Observations"),
    "results": ("Resultaten", "Results"),
}
"""The name of each fact table in Dutch and in English."""

_COLUMN_TITLES = {
    "alt_names": ("Andere namen", "Other names"),
    "amount_eur": ("Bedrag in euro", "Amount in euro"),
    "area": ("Gebied", "Area"),
    "budget_eur": ("Budget in euro", "Budget in euro"),
    "cbs_code": ("CBS-code", "CBS code"),
    "comparison": ("Vergelijkingsgroep of soort waarde", "Comparison group or kind of value"),
    "description": ("Omschrijving", "Description"),
    "end": ("Einde", "End"),
    "goal_or_initiative": ("Doel of initiatief", "Goal or initiative"),
    "goal_or_programme": ("Doel of programma", "Goal or programme"),
    "id": ("Kenmerk", "Identifier"),
    "indicator": ("Indicator", "Indicator"),
    "initiative": ("Initiatief", "Initiative"),
    "locator": ("Vindplaats", "Locator"),
    "name": ("Naam", "Name"),
    "notes": ("Opmerkingen", "Notes"),
    "object": ("Waarmee", "To what"),
    "organisation": ("Organisatie", "Organisation"),
    "owner": ("Eigenaar", "Owner"),
    "part_of": ("Onderdeel van", "Part of"),
    "predicate": ("Soort verband", "Kind of link"),
    "programme": ("Programma", "Programme"),
    "published": ("Verschenen", "Published"),
    "publisher": ("Uitgever", "Publisher"),
    "role": ("Rol", "Role"),
    "source": ("Bron", "Source"),
    "start": ("Begin", "Start"),
    "status": ("Status", "Status"),
    "status_date": ("Datum van de status", "Date of the status"),
    "subject": ("Wat", "From what"),
    "target_year": ("Streefjaar", "Target year"),
    "theme": ("Thema", "Theme"),
    "title": ("Titel", "Title"),
    "type": ("Soort", "Type"),
    "unit": ("Eenheid", "Unit"),
    "url": ("Webadres", "Web address"),
    "value": ("Waarde", "Value"),
    "website": ("Website", "Website"),
    "year": ("Jaar", "Year"),
}


def csvw() -> str:
    """Return the metadata of the folder of fact tables, as JSON; addresses in it are those of files beside it.

    Under which licence the tables are published, the catalogue tells: a release is made without the publisher's settings.
    """
    group: dict[str, Json] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "nl"}],
        "dc:title": _texts("Samenspel: de graaf als tabellen", "Samenspel: the graph as tables"),
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ",", "quoteChar": '"', "lineTerminators": ["\n"]},
        "tables": [_table(each) for each in TABLES],
    }
    return json.dumps(group, indent=2, ensure_ascii=False).replace(_MARK, "\\ufeff") + "\n"


_MARK = "\ufeff"
"""The byte order mark that a program may leave before the first header cell; by it Excel knows UTF-8."""


def _table(each: Table) -> Json:
    dutch, english = TABLE_TITLES[each.name]
    columns: list[Json] = [_column(column, first=position == 0) for position, column in enumerate(each.columns)]
    schema: dict[str, Json] = {"columns": columns, "primaryKey": list(each.key), "foreignKeys": _foreign_keys(each)}
    return {"url": f"{each.name}.csv", "dc:title": _texts(dutch, english), "tableSchema": schema}


def _column(column: Column, *, first: bool) -> Json:
    """Return what a column holds; the header itself is the first title, by which a program knows the column."""
    dutch, english = _COLUMN_TITLES[column.name]
    titles: dict[str, Json] = {"en": [column.name, english], "nl": [dutch]}
    if first:
        titles["und"] = [column.name, f"{_MARK}{column.name}"]
    told: dict[str, Json] = {"name": column.name, "titles": titles, "datatype": _TYPES[column.form], "required": column.required}
    if column.many:
        told["separator"] = "|"
    if column.refers_to:
        told["dc:description"] = _texts(*(f"{begin} {', '.join(column.refers_to)}" for begin in ("Een id uit", "An id from")))
    return told


def _foreign_keys(each: Table) -> list[Json]:
    """Return the references to one row: a thing that several sources describe has several, so only documents can be referred to so.

    Metadata Vocabulary for Tabular Data §5.5: a foreign key refers to a unique row.
    """
    one = [column for column in each.columns if len(column.refers_to) == 1 and table(column.refers_to[0]).key == ("id",)]
    return [
        {"columnReference": column.name, "reference": {"resource": f"{column.refers_to[0]}.csv", "columnReference": "id"}} for column in one
    ]


def _texts(dutch: str, english: str) -> Json:
    return [{"@value": dutch, "@language": "nl"}, {"@value": english, "@language": "en"}]
