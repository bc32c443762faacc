"""The gate as a whole: a sound release passes, and what was not looked at is never said to pass."""

from collections import Counter
from dataclasses import replace

import pytest

from gate.spoiling import answering, being
from kg.build.gate_file import Judgement, Outcome
from kg.gate import CHECKS, judgement
from kg.gate.checking import Check, Examined, found
from kg.publish.library import Language
from kg.publish.words import words


@pytest.fixture(scope="module")
def judged(examined: Examined) -> Judgement:
    return judgement(examined)


def test_a_sound_release_passes_all_that_can_be_checked(judged: Judgement) -> None:
    assert [(each.criterion.name, each.failures) for each in judged.failed] == []
    not_passed = {each.criterion.name: each.outcome for each in judged.assertions if each.outcome is not Outcome.PASSED}
    official = dict.fromkeys(("dcat-official", "concepts-official", "page-axe"), Outcome.CANNOT_TELL)
    assert not_passed == {**official, "page-keys": Outcome.INAPPLICABLE}


def test_each_check_is_told_as_it_begins(few: Examined) -> None:
    heard: list[Check] = []
    judgement(few, heard.append)
    assert heard == list(CHECKS)


def test_every_check_has_its_own_name_and_words_in_both_languages() -> None:
    assert [name for name, count in Counter(check.name for check in CHECKS).items() if count > 1] == []
    for language in Language:
        assert all(words(language)(f"gate.check.{check.name}") and words(language)(f"gate.group.{check.group}") for check in CHECKS)


def test_checks_of_one_group_stand_together() -> None:
    groups = [check.group for check in CHECKS]
    assert sorted(set(groups), key=groups.index) == [group for place, group in enumerate(groups) if group not in groups[:place]]
    assert groups == sorted(groups, key=groups.index)


def test_who_looked_at_nothing_has_seen_nothing_pass() -> None:
    assert found("pages", 0, ()).outcome is Outcome.INAPPLICABLE
    assert found("pages", 0, ("wrong",)).outcome is None


def test_of_many_failures_the_first_are_told(few: Examined) -> None:
    spoilt = answering(replace(few, sample=replace(few.sample, things=few.sample.things * 9)), r"/id/.*", being(500))
    told = next(each for each in judgement(spoilt).assertions if each.criterion.name == "things-resolve")
    assert (told.outcome, told.failures.count, len(told.failures.first)) == (Outcome.FAILED, len(few.sample.things) * 9, 10)
