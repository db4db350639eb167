"""Habits that reviewers should not have to watch over."""

import ast
import re
from pathlib import Path

import pytest

from tests.invariants.tree import (
    PACKAGES,
    ROOT,
    comments_of,
    functions_of,
    name_of,
    python_files,
    text_files,
    tree_of,
)

NARRATING = re.compile(r"\bNEW:|\bnow uses\b|\bno longer (?:uses?|calls?|needed|does)\b")
BROAD = ("Exception", "BaseException")
# The run boundary, the heartbeat, the listener boundary and the step wrapper.
HOMES = {
    "agents/boundary.py": 1,
    "bot/face.py": 1,
    "bot/intake.py": 1,
    "store/durable.py": 1,
}
READERS = {"bot/settings.py", "sandbox/demo.py"}  # the second makes its child's environment
# Written in pieces, so that this file does not find itself.
ELSEWHERE = (
    "/" + "work/",
    "/" + "root/",
    "/" + "home/",
    "shared" + "/reference",
    "BRIEF" + ".md",
)


def is_broad(handler: ast.ExceptHandler) -> bool:
    """One that raises again at its end only tidies up."""
    caught, last = handler.type, handler.body[-1]
    if isinstance(last, ast.Raise) and last.exc is None:
        return False
    return caught is None or any(
        isinstance(node, ast.Name) and node.id in BROAD for node in ast.walk(caught)
    )


def broad_excepts(file: Path) -> int:
    nodes = ast.walk(tree_of(file))
    return sum(isinstance(node, ast.ExceptHandler) and is_broad(node) for node in nodes)


def test_everything_is_caught_in_named_places_only() -> None:
    """Anywhere else it would hide bugs from whoever could mend them."""
    found = {name_of(file): broad_excepts(file) for file in python_files(*PACKAGES)}

    assert {name: count for name, count in found.items() if count} == HOMES


def test_comments_give_reasons_and_no_history() -> None:
    """What changed stands in the log; a comment tells why it is so."""
    found = [
        f"{name_of(file)}:{line}"
        for file in python_files()
        for line, comment in comments_of(file)
        if NARRATING.search(comment)
    ]

    assert found == []


def test_every_test_says_its_point() -> None:
    """The name is the behaviour; the docstring is why anybody cares."""
    silent = [
        f"{name_of(file)}:{function.name}"
        for file in python_files("tests")
        for function in functions_of(file)
        if function.name.startswith("test_") and not ast.get_docstring(function)
    ]

    assert silent == []


def test_nothing_is_mocked() -> None:
    """What answers in a test is a server, or a fake with a name."""
    imports = [
        name_of(file)
        for file in python_files()
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Import | ast.ImportFrom) and "mock" in ast.unparse(node)
    ]

    assert imports == []


def test_the_environment_is_read_in_one_place() -> None:
    """So that a setting has one name, one default and one check."""
    readers = {
        name_of(file)
        for file in python_files(*PACKAGES)
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in ("os.environ", "os.getenv")
    }

    assert readers <= READERS


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_locks_name_no_host(lock: str) -> None:
    """Where packages come from is the machine's business."""
    text = (ROOT / lock).read_text(encoding="utf-8")

    assert not re.search(r"://|--index-url|--find-links", text)
    assert "--hash=sha256:" in text


def test_no_file_speaks_of_a_machine_that_others_do_not_have() -> None:
    """A path on somebody's disk helps nobody else."""
    found = [
        f"{name_of(file)}: {words}"
        for file in text_files()
        for words in ELSEWHERE
        if words in file.read_text(encoding="utf-8")
    ]

    assert found == []
