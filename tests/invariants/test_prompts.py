"""Prompts are files, and every file is a prompt that is used."""

import ast

from agents import prompts
from tests.invariants.tree import ROOT, python_files, tree_of

FILES = sorted(file.stem for file in (ROOT / "agents" / "prompts").glob("*.md"))


def fillings() -> list[tuple[str, tuple[str, ...]]]:
    """Name and keywords of every `prompts.load(name).fill(keywords)`."""
    calls = (
        node
        for file in python_files("agents")
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("prompts.load(")
    )
    return [
        (ast.unparse(call.func).split("'")[1], tuple(word.arg or "" for word in call.keywords))
        for call in calls
    ]


def test_every_prompt_is_used_and_every_use_has_its_file() -> None:
    """A file that nobody loads is a prompt that nobody reads."""
    assert sorted({name for name, _ in fillings()}) == FILES


def test_every_prompt_fills() -> None:
    """With the values its caller gives: no placeholder is left open, none is unknown."""
    for name, keywords in fillings():
        text = prompts.load(name).fill(**dict.fromkeys(keywords, "value"))

        assert "{{" not in text
