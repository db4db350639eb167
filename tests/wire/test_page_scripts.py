"""The page's own files: what no browser test would notice missing."""

import re
from pathlib import Path

import pytest

import sandbox.page.server

STATIC = Path(sandbox.page.server.__file__).parent / "static"
SCRIPTS = sorted(STATIC.glob("*.js"))
SOURCES = sorted([*SCRIPTS, *STATIC.glob("*.html"), *STATIC.glob("css/*.css")])
# Each of these parses a string as HTML or as a program.
PARSERS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|srcdoc"
    r"|\beval\(|new Function"
)
LINKED = re.compile(
    r"""(?:src|href)=["'](?P<path>/static/[^"']+)["']|from "\./(?P<module>[^"]+)";"""
)
SVG_NAMESPACE = "http://www.w3.org/2000/svg"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_parses_text_as_html(path: Path) -> None:
    """Messages hold what anybody wrote; they may only ever become text nodes."""
    assert PARSERS.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_nothing_is_loaded_from_elsewhere(path: Path) -> None:
    """The page works without a network, and tells nobody that it was opened."""
    text = path.read_text(encoding="utf-8").replace(SVG_NAMESPACE, "")

    assert re.findall(r"""["'(]https?://[a-z]|@import|url\(""", text) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_a_file_fits_on_a_few_screens(path: Path) -> None:
    """The same limit as for Python files."""
    assert len(path.read_text(encoding="utf-8").splitlines()) < 300


def test_every_file_that_is_named_exists() -> None:
    """There is no build that would notice a misspelt import."""
    named = [
        STATIC / (found["module"] or found["path"].removeprefix("/static/"))
        for path in SOURCES
        for found in LINKED.finditer(path.read_text(encoding="utf-8"))
    ]

    assert len(named) > 50
    assert [path for path in named if not path.exists()] == []


def test_every_script_says_what_it_is_for() -> None:
    """The first line, as in the Python files."""
    assert [
        path.name for path in SCRIPTS if not path.read_text(encoding="utf-8").startswith("// ")
    ] == []
