"""A source that was down and is mended: the next question uses it at once."""

import asyncio
import random
from pathlib import Path

import pytest

from bot.sources import open_sources
from bot.wiring import database_of, keyring_of
from domain.question import SourceKind
from evals.stage import settings_for
from sandbox.faults import Fault
from sandbox.launch import open_sandbox
from sandbox.workspace.loading import load

WORKSPACE = load(Path(__file__).parents[2] / "sandbox" / "workspace" / "kelvane")


@pytest.mark.slow
async def test_a_mended_source_is_used_by_the_very_next_question(tmp_path: Path) -> None:
    """`Try Drive again` right after it was mended looks at Drive, not at what was known."""
    async with open_sandbox(WORKSPACE) as sandbox:
        settings = settings_for(sandbox, tmp_path, {})
        database = database_of(settings, keyring_of(settings))
        await database.create_tables()
        chance, now = random.random, sandbox.clock.now
        async with open_sources(settings, database, now=now, chance=chance) as sources:
            sandbox.faults.add("drive", Fault(kind="down"))
            broken = await sources.healthy()
            await sources.lost([SourceKind.DRIVE])  # as when the answer names it
            sandbox.faults.clear()
            asked = await asyncio.gather(*(sources.healthy() for _ in range(20)))
            known = await sources.health()
        await database.close()

    assert SourceKind.DRIVE not in broken
    assert all(SourceKind.DRIVE in working for working in asked)
    assert all(one.works for one in known)


async def test_questions_that_wait_for_the_same_trouble_ask_once(tmp_path: Path) -> None:
    """A crowd that asks while a source is down does not stand in line for it."""
    async with open_sandbox(WORKSPACE) as sandbox:
        settings = settings_for(sandbox, tmp_path, {"DOSSIER_SLACK_INDEX": "false"})
        database = database_of(settings, keyring_of(settings))
        await database.create_tables()
        chance, now = random.random, sandbox.clock.now
        async with open_sources(settings, database, now=now, chance=chance) as sources:
            fault = Fault(kind="refused", code="invalid_auth", path="auth.test")
            sandbox.faults.add("slack", fault)
            asked = await asyncio.gather(*(sources.healthy() for _ in range(20)))
        await database.close()

    assert fault.struck == 1
    assert not any(SourceKind.SLACK in working for working in asked)
