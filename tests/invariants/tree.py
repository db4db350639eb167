"""The project's own files, as the invariants see them."""

import ast
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRODUCT = ("domain", "policy", "store", "connectors", "agents", "scheduling", "bot")
PACKAGES = (*PRODUCT, "evals", "sandbox")
_CODE = (*PACKAGES, "benchmarks", "tests")
_TEXTS = frozenset((".py", ".md", ".toml", ".yml", ".yaml", ".js", ".css", ".html", ".svg"))
_ROOT_TEXTS = ("*.md", "*.toml", "*.yml", "Makefile", ".env.example", ".gitignore", ".ci/*")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def python_files(*folders: str) -> list[Path]:
    """Files with something in them, in a fixed order; all of the project's by default."""
    found = (file for one in folders or _CODE for file in (ROOT / one).rglob("*.py"))
    return sorted(file for file in found if file.stat().st_size)


def text_files() -> list[Path]:
    """Everything that people read or run, locks and pictures left out."""
    top = [file for pattern in _ROOT_TEXTS for file in ROOT.glob(pattern) if file.is_file()]
    below = (file for one in (*_CODE, "docs") for file in (ROOT / one).rglob("*"))
    return sorted({*top, *(file for file in below if file.suffix in _TEXTS)})


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def functions_of(file: Path) -> Iterator[Function]:
    for node in ast.walk(tree_of(file)):
        if isinstance(node, Function):
            yield node


def comments_of(file: Path) -> Iterator[tuple[int, str]]:
    with file.open("rb") as source:
        for token in tokenize.tokenize(source.readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string
