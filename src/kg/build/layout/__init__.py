"""Where everything lies in the overview: islands of who answers for what, and a place for each thing; the same graph, the same places."""

from pathlib import Path

from kg.build.layout.drawing import overview
from kg.build.overview_file import OVERVIEW, overview_json
from kg.store import Endpoint
from kg.store.queries import Queries

__all__ = ["overview", "write_overview"]


def write_overview(release: Path, endpoint: Endpoint, queries: Queries) -> None:
    """Write the overview of the graph in the release folder."""
    (release / OVERVIEW).write_text(overview_json(overview(endpoint, queries)), encoding="utf-8")
