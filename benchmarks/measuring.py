"""Samples, their median and their noise, and a table to print them in."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """Repeats of one measurement, in the same unit."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def noise(self) -> float:
        """The spread of the repeats as a share of their median."""
        return (max(self.values) - min(self.values)) / self.median if self.median else 0.0

    def quantile(self, share: float) -> float:
        """The smallest value that at least `share` of all do not exceed."""
        ordered = sorted(self.values)
        place = max(0, min(len(ordered) - 1, -(-int(share * 1000) * len(ordered) // 1000) - 1))
        return ordered[place]


def table(head: Sequence[str], *rows: Sequence[object]) -> str:
    """Columns aligned: words to the left, numbers to the right."""
    cells = [list(head), *([_cell(one) for one in row] for row in rows)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(head))]
    numeric = [
        bool(rows) and all(isinstance(row[at], int | float) for row in rows)
        for at in range(len(head))
    ]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, numeric, strict=True)
        ).rstrip()
        for row in cells
    )


def percent(share: float) -> str:
    return f"{share:.0%}"


def _cell(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)
