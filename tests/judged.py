"""A judgement with one check of every outcome but one."""

from kg.build.gate_file import Assertion, Criterion, Judgement, Noticed, Outcome, Standard
from kg.publisher import Worded
from kg.terms import BASE

_VOID = Standard("VoID §4.4", "https://www.w3.org/TR/void/#statistics")
_OURS = Standard("Samenspel beleid:locator", "/def#locator")
_NONE = Noticed()

JUDGEMENT = Judgement(
    "0123456789ab",
    BASE,
    "kg 0.1.0",
    "2026-11-30T17:00:00+00:00",
    (
        Assertion(
            Criterion("void-totals", "void", Worded("De totalen", "The totals"), _VOID),
            Outcome.FAILED,
            Worded("10 getallen", "10 numbers"),
            Noticed(12, ("/void tells 1 of triples, there are <2>",)),
            _NONE,
            0.25,
        ),
        Assertion(
            Criterion("evidence-passages", "evidence", Worded("De passages", "The passages"), _OURS),
            Outcome.PASSED,
            Worded("2 passages", "2 passages"),
            _NONE,
            Noticed(1, ("one could be better",)),
            0.5,
        ),
        Assertion(
            Criterion("page-axe", "pages", Worded("axe", "axe"), _OURS),
            Outcome.CANNOT_TELL,
            Worded("axe was er niet bij.", "axe was not at hand."),
            _NONE,
            _NONE,
            0.0,
        ),
    ),
)
