"""Every test that docs/ways.md names is there, and every button of the code is in it."""

import ast
import re

from bot.digest_clicks import DIGEST
from bot.rendering.connecting import CONNECT, DISCONNECT
from domain.press import Button, DigestAction, Enquiry
from tests.invariants.tree import ROOT

PAGE = (ROOT / "docs" / "ways.md").read_text(encoding="utf-8")


def names_of_tests() -> set[str]:
    return {
        node.name
        for path in (ROOT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_every_test_that_is_named_exists() -> None:
    """A test that was renamed takes the page with it."""
    named = set(re.findall(r"`(test_\w+)`", PAGE))

    assert len(named) > 80
    assert named - names_of_tests() == set()


def test_every_row_names_a_test() -> None:
    """A way in without one would be a promise."""
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and "---" not in line]
    heads = [row for row in rows if row.endswith("Shown by |")]

    assert len(heads) == 5
    assert [row for row in rows if "`test_" not in row and row not in heads] == []


def test_every_button_is_on_the_page() -> None:
    """Those of runs, of digests, of the greeting and of people's own Drive."""
    digests = {f"{DIGEST}{action}" for action in DigestAction}
    buttons = {*Button, *Enquiry, *digests, CONNECT, DISCONNECT, "stop", "part", "clarify"}

    assert {name for name in buttons if f"`{name}`" not in PAGE} == set()
