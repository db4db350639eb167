"""Processes that die at any moment, and two that tick on one database: every slot once."""

import asyncio
import random
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from domain.digest import Missed
from sandbox.clock import SandboxClock
from scheduling.sentences import BROKE_OFF
from tests.scenarios.digest_child import HOURS
from tests.scenarios.digest_room import a_digest, digest_room

DIGESTS = 3
SLOTS = DIGESTS * HOURS
KILLS = 20
TOO_OFTEN = 10  # the engine takes a run up this often and no more
ROOT = Path(__file__).parents[2]


async def begin(folder: Path, began: datetime, *how: str) -> asyncio.subprocess.Process:
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.scenarios.digest_child", str(folder), began.isoformat(), *how),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert child.stdout is not None
    assert await child.stdout.readline() == b"ready\n"
    return child


def rows(file: Path, query: str) -> Sequence[tuple[object, ...]]:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=30)) as connection:
        return connection.execute(query).fetchall()


async def prepare(folder: Path) -> None:
    async with digest_room(folder) as room:
        for number in range(DIGESTS):
            await room.add(a_digest(f"d{number}", "0 * * * *", missed=Missed.ALL))


async def until_counted(folder: Path, query: str, expected: int) -> None:
    await until_true(lambda: rows(folder / "dossier.sqlite", query) == [(expected,)])


async def until_true(check: Callable[[], object]) -> None:
    async with asyncio.timeout(120):
        while not check():  # noqa: ASYNC110 - other processes write
            await asyncio.sleep(0.1)


ENDED = "select count(*) from digest_slots where state in ('done', 'failed', 'skipped')"
STATES = "select state, note from digest_slots"


@pytest.mark.slow
async def test_twenty_kills_lose_and_double_no_slot(tmp_path: Path) -> None:
    """Sixty slots while the process is killed at random moments; all are posted, each once."""
    await prepare(tmp_path)
    chance, began = random.Random(5), SandboxClock().now()
    for _ in range(KILLS):
        child = await begin(tmp_path, began)
        await asyncio.sleep(chance.uniform(0.05, 2.0))
        child.kill()
        await child.wait()
    child = await begin(tmp_path, began)
    await until_counted(tmp_path, ENDED, SLOTS)
    child.kill()
    await child.wait()
    posts = rows(tmp_path / "dossier.sqlite", "select key from outbox where key like '%/post'")
    runs = rows(
        tmp_path / "engine.sqlite",
        "select workflow_uuid from workflow_status where workflow_uuid like 'digest:%'",
    )

    assert Counter(rows(tmp_path / "dossier.sqlite", STATES)) == {("done", ""): SLOTS}
    assert len(runs) == len(set(runs)) == SLOTS
    assert sorted(f"{run[0]}/post" for run in runs) == sorted(str(post[0]) for post in posts)


@pytest.mark.slow
async def test_a_run_that_is_killed_each_time_ends_as_a_failure_that_is_told(
    tmp_path: Path,
) -> None:
    """The engine stops recovering it; the slot must not wait for it in silence."""
    async with digest_room(tmp_path) as room:
        await room.add(a_digest("d0", "0 9 * * *"))
    began, engine = SandboxClock().now(), tmp_path / "engine.sqlite"
    taken_up = "select status from workflow_status where recovery_attempts = {count}"
    for count in range(1, TOO_OFTEN):
        child = await begin(tmp_path, began, "hang")
        await until_true(partial(rows, engine, taken_up.format(count=count)))
        child.kill()
        await child.wait()
    child = await begin(tmp_path, began, "hang")
    await until_counted(tmp_path, ENDED, 1)
    await until_counted(tmp_path, "select count(*) from outbox", 1)
    child.kill()
    await child.wait()
    told = rows(tmp_path / "dossier.sqlite", "select key from outbox")

    assert rows(tmp_path / "dossier.sqlite", STATES) == [("failed", BROKE_OFF)]
    assert [str(key[0]) for key in told] == ["digest:d0/failed/20261120T080000"]


@pytest.mark.slow
async def test_two_processes_on_one_database_begin_each_slot_once(tmp_path: Path) -> None:
    """Both tick ten times a second; neither knows of the other."""
    await prepare(tmp_path)
    began = SandboxClock().now()
    children = [await begin(tmp_path, began, "tick") for _ in range(2)]
    await until_counted(tmp_path, ENDED, SLOTS)
    for child in children:
        child.kill()
        await child.wait()
    runs = rows(tmp_path / "dossier.sqlite", "select id from runs")
    posts = rows(tmp_path / "dossier.sqlite", "select key from outbox where key like '%/post'")

    assert len(runs) == SLOTS
    assert sorted(f"{run[0]}/post" for run in runs) == sorted(str(post[0]) for post in posts)
