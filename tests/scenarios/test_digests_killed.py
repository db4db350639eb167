"""Processes that die at any moment, and two that tick on one database: every slot once."""

import asyncio
import random
import sqlite3
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from domain.digest import Missed
from sandbox.clock import SandboxClock
from tests.scenarios.digest_child import HOURS
from tests.scenarios.digest_room import a_digest, digest_room

DIGESTS = 3
SLOTS = DIGESTS * HOURS
KILLS = 20
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
    async with asyncio.timeout(120):
        while rows(folder / "dossier.sqlite", query) != [(expected,)]:  # noqa: ASYNC110 - other processes write
            await asyncio.sleep(0.2)


DONE = "select count(*) from digest_slots where state = 'done'"


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
    await until_counted(tmp_path, DONE, SLOTS)
    child.kill()
    await child.wait()
    posts = rows(tmp_path / "dossier.sqlite", "select key from outbox where key like '%/post'")
    runs = rows(
        tmp_path / "engine.sqlite",
        "select workflow_uuid from workflow_status where workflow_uuid like 'digest:%'",
    )
    states = rows(tmp_path / "dossier.sqlite", "select state from digest_slots")

    assert len(runs) == len(set(runs)) == SLOTS
    assert sorted(f"{run[0]}/post" for run in runs) == sorted(str(post[0]) for post in posts)
    assert Counter(state[0] for state in states) == {"done": SLOTS}


@pytest.mark.slow
async def test_two_processes_on_one_database_begin_each_slot_once(tmp_path: Path) -> None:
    """Both tick ten times a second; neither knows of the other."""
    await prepare(tmp_path)
    began = SandboxClock().now()
    children = [await begin(tmp_path, began, "tick") for _ in range(2)]
    await until_counted(tmp_path, DONE, SLOTS)
    for child in children:
        child.kill()
        await child.wait()
    runs = rows(tmp_path / "dossier.sqlite", "select id from runs")
    posts = rows(tmp_path / "dossier.sqlite", "select key from outbox where key like '%/post'")

    assert len(runs) == SLOTS
    assert sorted(f"{run[0]}/post" for run in runs) == sorted(str(post[0]) for post in posts)
