"""Why things are no longer in the graph, read from data/withdrawn.csv."""

from pathlib import Path

import pytest

from kg.errors import WithdrawalError
from kg.read.withdrawn import How, Withdrawal, withdrawals

HEADER = "thing,instead,how,reason_nl,reason_en\n"


def table(folder: Path, text: str) -> Path:
    (folder / "withdrawn.csv").write_text(text, encoding="utf-8")
    return folder / "withdrawn.csv"


def test_a_row_tells_what_became_of_a_thing(tmp_path: Path) -> None:
    file = table(tmp_path, HEADER + "doel/b,,withdrawn,Bereikt,Reached\ninitiatief/a,initiatief/c,merged,Opgegaan in C,\n")
    assert withdrawals(file) == (
        Withdrawal("doel/b", "", How.WITHDRAWN, "Bereikt", "Reached", 2),
        Withdrawal("initiatief/a", "initiatief/c", How.MERGED, "Opgegaan in C", "", 3),
    )


def test_columns_may_be_left_out_and_stand_in_any_order(tmp_path: Path) -> None:
    assert withdrawals(table(tmp_path, "how;thing\nwithdrawn;concept/indicator/a\n")) == (
        Withdrawal("concept/indicator/a", "", How.WITHDRAWN, "", "", 2),
    )


def test_a_table_with_only_a_header_withdraws_nothing(tmp_path: Path) -> None:
    assert withdrawals(table(tmp_path, HEADER)) == ()


def test_a_chain_is_followed_to_its_end(tmp_path: Path) -> None:
    file = table(tmp_path, HEADER + "doel/a,doel/b,replaced,,\ndoel/b,doel/c,merged,,\ndoel/c,,withdrawn,,\n")
    assert [(each.thing, each.instead) for each in withdrawals(file)] == [("doel/a", "doel/c"), ("doel/b", "doel/c"), ("doel/c", "")]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        pytest.param("doel/a,,weg,,", ["row 2, column how: 'weg' is not merged, replaced, withdrawn"], id="unknown way"),
        pytest.param(
            "doel/a,,merged,,", ["row 2, column instead: is empty; what is merged has something in its place"], id="merged nowhere"
        ),
        pytest.param(
            "doel/a,,replaced,,", ["row 2, column instead: is empty; what is replaced has something in its place"], id="replaced by none"
        ),
        pytest.param(
            "Doel/a,x,merged,,",
            [
                "row 2, column thing: 'Doel/a' names no thing; write it as in initiatief/regiodeal-twente",
                "row 2, column instead: 'x' names no thing; write it as in initiatief/regiodeal-twente",
            ],
            id="no things",
        ),
        pytest.param(
            ",,withdrawn,x,", ["row 2, column thing: '' names no thing; write it as in initiatief/regiodeal-twente"], id="no thing"
        ),
        pytest.param(
            "doel/a,,withdrawn,,\ndoel/a,,withdrawn,,", ["row 3, column thing: same as row 2; a thing goes once"], id="the same thing twice"
        ),
        pytest.param("doel/a,doel/a,merged,,", ["row 2, column instead: goes round in a circle: doel/a → doel/a"], id="itself"),
        pytest.param(
            "doel/a,doel/b,merged,,\ndoel/b,doel/a,merged,,",
            [
                "row 2, column instead: goes round in a circle: doel/a → doel/b → doel/a",
                "row 3, column instead: goes round in a circle: doel/b → doel/a → doel/b",
            ],
            id="a circle",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_row_and_column(tmp_path: Path, rows: str, told: list[str]) -> None:
    with pytest.raises(WithdrawalError) as caught:
        withdrawals(table(tmp_path, f"{HEADER}{rows}\n"))
    count = len(told)
    assert str(caught.value) == "\n".join([f"no release made; {count} to put right:", *(f"withdrawn.csv, {line}" for line in told)])


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        pytest.param("", ["thing", "how"], id="empty"),
        pytest.param("zaak,how\n", ["zaak", "thing"], id="a column by another name"),
        pytest.param('thing,how\n"doel/a,merged\n', [""], id="an open quotation mark"),
    ],
)
def test_a_table_that_cannot_be_read_is_told(tmp_path: Path, text: str, columns: list[str]) -> None:
    with pytest.raises(WithdrawalError) as caught:
        withdrawals(table(tmp_path, text))
    assert [problem.column for problem in caught.value.problems] == columns
