"""Where the files that go with the code are: inside the installed package, or at the top of a checkout."""

from pathlib import Path

from kg.errors import MissingFileError

_MODEL = ("vocabulary.ttl", "schemes.ttl", "links.ttl")
_PACKAGE = Path(__file__).parent
_PLACES = (_PACKAGE / "assets", _PACKAGE.parents[1])


def asset(name: str) -> Path:
    """Return the path of `ontology` or `queries`; raises MissingFileError when the installation lacks it."""
    for place in _PLACES:
        if (place / name).is_dir():
            return place / name
    raise MissingFileError(f"{name}: not found beside the package; install it again (pip install .)")


def model_files() -> tuple[Path, ...]:
    """Return the files of the ontology that belong in every graph: the terms, the concept schemes, the links to other vocabularies."""
    return tuple(asset("ontology") / name for name in _MODEL)
