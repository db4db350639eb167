"""What the project is made of, and what nothing in it is called."""

import ast
import tomllib

import agents
from tests.invariants.tree import ROOT, name_of, python_files, tree_of

BANNED = frozenset(
    (
        "utils",
        "util",
        "helpers",
        "helper",
        "common",
        "misc",
        "base",
        "core",
        "manager",
        "managers",
        "service",
        "services",
        "handler",
        "handlers",
        "processor",
        "processors",
        "types",
        "constants",
    )
)
# What `dossier run` starts is called a service wherever programs are run.
ALLOWED = frozenset(("bot/service.py",))


def test_every_package_is_under_the_import_contract() -> None:
    """A package that import-linter does not know could import anything."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = {file.parent.name for file in ROOT.glob("*/__init__.py")}

    assert packages == set(settings["tool"]["importlinter"]["root_packages"])


def test_our_agents_package_is_the_one_that_is_imported() -> None:
    """Another distribution has a package of this name too."""
    assert agents.__file__ is not None
    assert agents.__file__.startswith(str(ROOT))


def test_files_are_named_by_what_is_in_them() -> None:
    """A drawer for everything is where nobody looks."""
    drawers = {name_of(file) for file in python_files() if file.stem in BANNED}

    assert drawers - ALLOWED == set()


def test_classes_are_named_by_what_they_are() -> None:
    """The last word of a class's name says what it is; these say nothing."""
    banned = tuple(word.capitalize() for word in BANNED)
    found = [
        f"{name_of(file)}: {node.name}"
        for file in python_files()
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.ClassDef) and node.name.endswith(banned)
    ]

    assert found == []
