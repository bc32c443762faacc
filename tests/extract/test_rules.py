"""The rules in src/kg/extract/rules: each does what its examples say."""

import re

import pytest

from kg.extract.ruling import FOLDER, Rule, files, reasons, rules, why

CASES = [pytest.param(rule, id=f"{file}-{rule.name}") for file in files() for rule in rules(file)]


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_matches_its_examples_and_nothing_of_the_others(rule: Rule) -> None:
    assert [text for text in rule.examples if not rule.pattern.search(text)] == []
    assert [text for text in rule.others if rule.pattern.search(text)] == []


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_has_examples_a_weight_and_says_why_in_two_languages(rule: Rule) -> None:
    assert rule.examples
    assert -1 <= rule.weight <= 1
    assert all(rule.why)


def test_no_two_rules_have_the_same_name() -> None:
    names = [rule.name for file in files() for rule in rules(file)]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("file", files())
def test_a_word_list_that_a_pattern_names_is_there(file: str) -> None:
    text = (FOLDER / f"{file}.toml").read_text(encoding="utf-8")
    named = set(re.findall(r"«(\w+)»", text))
    assert named <= set(re.findall(r"^(\w+) = \[", text, re.MULTILINE))


def test_every_reason_the_code_gives_is_told_in_the_file_of_reasons_and_none_is_told_in_vain() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in FOLDER.parent.rglob("*.py"))
    named = {name for name in reasons() if f'"{name}"' in code}
    built = {name for name in reasons() if name.endswith("-onder-bereikt") or name.startswith("kolom-")}
    assert set(re.findall(r'because\(\s*"([\w-]+)"', code)) <= set(reasons())
    assert named | built == set(reasons())


@pytest.mark.parametrize("name", [*reasons(), *(rule.name for file in files() for rule in rules(file))])
def test_why_is_told_in_dutch_and_english(name: str) -> None:
    dutch, english = why(name)
    assert dutch != english
    assert name not in {dutch, english}
