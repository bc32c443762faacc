"""Print how many tests of each group of the W3C SPARQL 1.1 suite pass over HTTP, from a run of the tests.

PYTHONPATH=src:tests python tests/conformance/score.py
"""

import sys
from collections import Counter
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
GROUPS = {
    "test_a_query": "query evaluation",
    "test_an_update": "update evaluation",
    "test_the_protocol": "protocol",
    "test_the_service_description": "service description",
    "test_the_graph_store": "graph store protocol",
    "test_the_first_graph_store_tests": "graph store protocol, first tests (deprecated)",
    "test_a_syntax": "syntax",
}


class Score:
    """Counts what pytest reports; a test that the engine fails is asserted to fail, and counts as failed."""

    def __init__(self) -> None:
        self.passed: Counter[str] = Counter()
        self.run: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a test that ran."""
        name, _, case = report.nodeid.rpartition("::")[2].partition("[")
        if report.when == "call" and name in GROUPS:
            self.run[name] += 1
            self.passed[name] += report.passed and case.rstrip("]") not in own_failures()


def own_failures() -> set[str]:
    """Return the tests that the engine fails by itself."""
    from conformance.test_evaluation import OWN_FAILURES  # noqa: PLC0415 - asks pytest to be set up

    return set(OWN_FAILURES)


def main() -> None:
    """Run the tests, and print a line per group."""
    score = Score()
    files = [str(FOLDER / f"test_{name}.py") for name in ("protocol", "http_rdf_update", "evaluation")]
    pytest.main(["-q", "-n", "0", "--no-header", *files], plugins=[score])
    for name, group in GROUPS.items():
        sys.stdout.write(f"{group}\t{score.passed[name]} of {score.run[name]}\n")


if __name__ == "__main__":
    main()
