"""The value lists of DCAT-AP-NL that settings choose from: by code, all but the licences from the European lists and ADMS."""

from collections.abc import Mapping
from types import MappingProxyType

from rdflib import URIRef

from kg.publisher import Licence

EU = "http://publications.europa.eu/resource/authority/"
THEMES = ("AGRI", "ECON", "EDUC", "ENER", "ENVI", "GOVE", "HEAL", "INTR", "JUST", "OP_DATPRO", "REGI", "SOCI", "TECH", "TRAN")
ACCESS = ("PUBLIC", "RESTRICTED", "NON_PUBLIC")
STATUSES = ("COMPLETED", "DEPRECATED", "DEVELOP", "DISCONT", "OP_DATPRO", "WITHDRAWN")
FREQUENCIES = (
    *("ANNUAL", "ANNUAL_2", "ANNUAL_3", "BIENNIAL", "BIMONTHLY", "BIWEEKLY", "CONT", "DAILY", "DAILY_2", "IRREG"),
    *("MONTHLY", "MONTHLY_2", "MONTHLY_3", "NEVER", "OTHER", "QUARTERLY", "TRIENNIAL", "UNKNOWN", "WEEKLY", "WEEKLY_2", "WEEKLY_3"),
)
LANGUAGES: Mapping[str, str] = MappingProxyType({"nl": "NLD", "en": "ENG", "fy": "FRY", "de": "DEU", "fr": "FRA"})
AGENTS = (
    *("Academia-ScientificOrganisation", "Company", "IndustryConsortium", "LocalAuthority", "NationalAuthority"),
    *("NonGovernmentalOrganisation", "NonProfitOrganisation", "PrivateIndividual(s)", "RegionalAuthority"),
    *("StandardisationBody", "SupraNationalAuthority"),
)
AGENT_TYPES = "http://purl.org/adms/publishertype/"
_LICENCE_LIST = "https://definities.geostandaarden.nl/dcat-ap-nl/id/waardelijst/licenties/"
LICENCES: Mapping[str, Licence] = MappingProxyType(
    {
        "cc0": Licence(URIRef(f"{_LICENCE_LIST}cc0"), URIRef("https://creativecommons.org/publicdomain/zero/1.0/"), "CC0 1.0"),
        "cc-by-4.0": Licence(
            URIRef(f"{_LICENCE_LIST}naamsvermelding40"), URIRef("https://creativecommons.org/licenses/by/4.0/"), "CC BY 4.0"
        ),
    },
)
"""By the name one writes: the member of the Dutch list, the text of Creative Commons that it stands for."""
