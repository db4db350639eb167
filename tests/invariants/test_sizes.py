"""A page at a time: how long functions and files may be."""

from collections.abc import Sequence

from tests.invariants.tree import (
    PACKAGES,
    PRODUCT,
    Function,
    functions_of,
    name_of,
    python_files,
)


def lines_of(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def percentile(sizes: Sequence[int], share: float) -> int:
    return sorted(sizes)[int(len(sizes) * share)]


def test_functions_fit_on_a_screen() -> None:
    """Sixty lines at most, half of them ten, nine in ten thirty."""
    sizes = {
        f"{name_of(file)}:{function.name}": lines_of(function)
        for file in python_files(*PACKAGES)
        for function in functions_of(file)
    }

    assert {name: size for name, size in sizes.items() if size > 60} == {}
    assert percentile(list(sizes.values()), 0.5) <= 10
    assert percentile(list(sizes.values()), 0.9) <= 30


def test_files_can_be_read_in_one_sitting() -> None:
    """A file that fills is split by noun; nine in ten of the product's stay under 250."""
    sizes = {name_of(file): len(file.read_bytes().splitlines()) for file in python_files()}
    product = [size for name, size in sizes.items() if name.startswith(PRODUCT)]

    assert {name: size for name, size in sizes.items() if size > 400} == {}
    assert percentile(product, 0.9) <= 250
