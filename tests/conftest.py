"""Which tests are slow without saying so themselves."""

from pathlib import Path

import pytest

SCENARIOS = Path(__file__).parent / "scenarios"
QUICK_SCENARIOS = ("test_leading.py", "test_egress.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Scenarios start whole programs; two files of them stand for all in a quick run."""
    for item in items:
        if SCENARIOS in item.path.parents and item.path.name not in QUICK_SCENARIOS:
            item.add_marker(pytest.mark.slow)
