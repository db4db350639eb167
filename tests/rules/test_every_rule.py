"""docs/security.md names three tests for each rule, and all of them are there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SECURITY = ROOT / "docs" / "security.md"
RULES = [f"R{number}" for number in range(1, 21)]
KINDS = ("holds", "leaks with the gate off", "is of use")
LINK = re.compile(r"\[(\w+)\]\(\.\./(tests/[\w/]+\.py)\)")
ROW = re.compile(r"^\| (R\d+) \| (.+) \| (.+) \| (.+) \|$", re.MULTILINE)

Named = tuple[str, str]  # a test without `test_`, and its file


@cache
def table() -> dict[str, tuple[list[Named], ...]]:
    """By rule the tests of each kind, from the table whose cells are links to tests."""
    rows = ROW.findall(SECURITY.read_text(encoding="utf-8"))
    return {
        rule: tuple(LINK.findall(cell) for cell in cells)
        for rule, *cells in rows
        if any(LINK.search(cell) for cell in cells)
    }


@cache
def functions_of(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(node.name for node in tree.body if isinstance(node, kinds))


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_a_test_of_each_kind(rule: str) -> None:
    """A gate that nobody has seen fail, or that nobody can work behind, is half a rule."""
    named = dict(zip(KINDS, table()[rule], strict=True))

    assert [kind for kind in KINDS if not named[kind]] == []


@pytest.mark.parametrize("rule", RULES)
def test_the_tests_of_a_rule_exist_and_are_named_once(rule: str) -> None:
    """Each under its file; and none stands for two kinds."""
    named = [one for cell in table()[rule] for one in cell]
    missing = [name for name, file in named if f"test_{name}" not in functions_of(file)]

    assert missing == []
    assert len(set(named)) == len(named)


def test_what_is_not_there_would_be_missed() -> None:
    """The control: a name that no file has."""
    assert "test_that_was_deleted" not in functions_of("tests/rules/test_every_rule.py")
