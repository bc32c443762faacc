"""Dutch-like words for synthetic graphs: towns, names and sentences, each made from numbers alone."""

from collections.abc import Callable


def words(text: str) -> list[str]:
    """Return the words of a text."""
    return text.split()


def _phrases(text: str) -> list[str]:
    return [" ".join(phrase.split()) for phrase in text.split("|")]


_BEGINS = words("Ooster Wester Noorder Zuider Berken Linden Heide Broek Zand Veen Water Kerk Markt Molen Hoge Lage Rijs Vlier Dender Hel")
_ENDS = words("veld dam woude kerk hoven broek dijk brug burg stede loo beek horst wijk zijl meer rade terp waard laar")
TOWNS = len(_BEGINS) * len(_ENDS)
_SUBJECTS = words("""
    warmtenet binnenstad fietssnelweg energieneutraal wonen zonneparken werkgelegenheid techniekonderwijs mantelzorg armoedepact
    waterberging bodemdaling circulaire breedband schuldhulp taalachterstand jeugdhulp bedrijventerreinen ondermijning natuurherstel
    landbouw erfgoed toerisme laadpalen isolatie woningbouw stationsgebied arbeidsmarkt sportakkoord cultuurhuis dorpshuizen droogte
    stikstof waterstof biodiversiteit veiligheid leefbaarheid digitalisering dienstverlening ouderenzorg vroegsignalering groendaken
    innovatie
""")
SORTS = words("project pilot fonds strategie convenant actieplan onderzoek regeling programma samenwerking")
PAPERS = words("jaarverslag begroting perspectiefnota projectpagina raadsbrief convenant website rapport nieuwsbericht")
THEMES = words("""
    arbeidsmarkt onderwijs energie klimaat economie innovatie mobiliteit wonen zorg veiligheid bestuur circulair vrijetijd
    landelijk-gebied digitalisering cultuur sociaal
""")
HEADINGS = _phrases("""
    Inhoudsopgave|eerste alinea|Wat willen we bereiken?|Wat gaan we daarvoor doen?|Wat mag het kosten?|Voortgang|
    Bijlage indicatoren|Samenwerkingspartners|titelblad|Risico's en kansen|Verbonden partijen|Bestuurlijke samenvatting
""")
_WHO = _phrases("""
    De gemeente|Het waterschap|Een groep bewoners|De provincie|Het samenwerkingsverband|De stichting|Een netwerk van scholen|
    De woningcorporatie|Een aantal ondernemers
""")
_DOES = _phrases("""
    werkt samen met partners aan|onderzoekt de gevolgen van|stelt geld beschikbaar voor|maakt afspraken over|wil meer doen voor|
    ontwikkelt een aanpak van|meet jaarlijks de voortgang van|begeleidt inwoners bij
""")
_HOW = _phrases("""
    in de hele regio|tot en met het einde van de looptijd|met steun van het rijk|zodat niemand buiten de boot valt|
    samen met onderwijs en bedrijfsleven|volgens de afspraken in het convenant|en brengt daar elk jaar verslag van uit|
    met extra aandacht voor de kleine kernen
""")
_UNITS = words("procent aantal euro hectare woningen bedrijven deelnemers leerlingen megawatt ton kilometer banen dagen bezoekers punten")
_PER = ["", " per jaar", " per inwoner", " per 1.000 inwoners", " (cumulatief)"]
UNITS = len(_UNITS) * len(_PER)


def town(number: int) -> str:
    """Return the name of a town; the first TOWNS numbers give different ones.

    >>> town(0), town(1), town(TOWNS)
    ('Oosterveld', 'Westerdam', 'Oosterveld')
    """
    first = number % len(_BEGINS)
    return _BEGINS[first] + _ENDS[(first + number // len(_BEGINS)) % len(_ENDS)]


def subject(number: int) -> str:
    """Return what something is about."""
    return _SUBJECTS[number % len(_SUBJECTS)]


def unit(number: int) -> str:
    """Return a unit of measure; the first UNITS numbers give different ones."""
    return _UNITS[number % len(_UNITS)] + _PER[number // len(_UNITS) % len(_PER)]


def sentence(random: Callable[[], float]) -> str:
    """Return a sentence of at most thirty words."""
    who, does, how = (phrases[int(random() * len(phrases))] for phrases in (_WHO, _DOES, _HOW))
    return f"{who} {does} {subject(int(random() * 1000))} {how}."
