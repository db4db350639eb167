"""Which tests are slow without saying so themselves, and how all of them are run."""

import os
from pathlib import Path

import pytest
from coverage import Coverage
from hypothesis import HealthCheck, settings

SCENARIOS = Path(__file__).parent / "scenarios"
QUICK_SCENARIOS = ("test_leading.py", "test_egress.py")

# How long an example takes says how busy the machine is, not whether the code is right.
settings.register_profile(
    "unhurried",
    parent=settings.default,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("unhurried")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Scenarios start whole programs; two files of them stand for all in a quick run."""
    for item in items:
        if SCENARIOS in item.path.parents and item.path.name not in QUICK_SCENARIOS:
            item.add_marker(pytest.mark.slow)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Two more than there are cores: half of a test's time is waiting for a server."""
    return (os.cpu_count() or 1) + 2


def pytest_sessionfinish() -> None:
    """A process whose threads hold it up is killed, and what it measured would be lost."""
    if measuring := Coverage.current():
        measuring.save()
