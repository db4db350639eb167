"""After forgetting, and after its time, not one byte of a text is left in any file.

Texts rest encrypted, and a search for bytes would find none anyway. So they are laid open
first; that a dropped key alone ends them is in test_at_rest.
"""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.events import RunState
from store.database import Database
from store.forgetting import Forgetting, Forgotten, Keeping
from store.index import IndexedText, TextIndex
from store.messages import KeptMessage, MessageLog
from tests.scenarios.bare import FILES, lay_bare
from tests.scenarios.laboratory import (
    Laboratory,
    database_in,
    keyring_in,
    laboratory,
    question,
)
from tests.scenarios.shelf import Book

CANARY = "Zqxvheron"
SLACK = (Book(key="C1:1", title=f"#{CANARY}", text=f"Priya decided: Team is {CANARY}."),)
LATER = datetime(2027, 11, 20, tzinfo=UTC)


def holding(folder: Path, canary: str = CANARY) -> set[str]:
    """The files that hold the canary, in any case."""
    wanted = canary.casefold().encode()
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.name for file in files if wanted in file.read_bytes().lower()}


@asynccontextmanager
async def answered(folder: Path) -> AsyncIterator[tuple[Laboratory, Forgetting, Database]]:
    """A run that read and cited the canary, laid open; every file is as in the running bot."""
    async with laboratory(folder, SLACK, (), ()) as lab:
        await lab.desk.start(question(f"what did Priya decide about Team {CANARY}?"))
        assert await lab.ended() is RunState.DELIVERED
        assert await lay_bare(folder, keyring_in(folder))
        database = database_in(folder)
        try:
            yield lab, Forgetting(database, folder), database
        finally:
            await database.close()


@pytest.mark.parametrize("needle", ["slack:C1:1", "CPRICING", "UDANA"])
async def test_forgetting_leaves_no_byte(
    tmp_path: Path, needle: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Of a source, a channel or a person; before it the files hold it, after it none does."""
    caplog.set_level(logging.DEBUG, logger="dossier")
    async with answered(tmp_path) as (_, forgetting, _database):
        before = holding(tmp_path)
        gone = await forgetting.forget(needle)

        assert {name.removesuffix("-wal") for name in before} == set(FILES)
        assert gone == Forgotten(runs=1)
        assert holding(tmp_path) == set()
        assert CANARY.casefold() not in caplog.text.casefold()


async def test_what_is_not_mentioned_stays(tmp_path: Path) -> None:
    """The useful half: forgetting one source takes no other run with it."""
    async with answered(tmp_path) as (lab, forgetting, _):
        gone = await forgetting.forget("drive:1AbC")

        assert gone == Forgotten()
        assert await lab.resources.runs.question(question("x").run)


async def test_evidence_fades_first_and_the_answer_later(tmp_path: Path) -> None:
    """By the settings, each kind in its time."""
    async with answered(tmp_path) as (lab, forgetting, _):
        run = question("x").run
        keeping = Keeping(evidence=timedelta(days=7), answers=timedelta(days=90))
        asked = lab.resources.now()
        await forgetting.expire(keeping, now=asked + timedelta(days=6))
        kept = await lab.resources.evidence.of(run)
        await forgetting.expire(keeping, now=asked + timedelta(days=8))
        faded = await lab.resources.evidence.of(run)
        engine_after_a_week = "engine.sqlite" in holding(tmp_path)
        await forgetting.expire(keeping, now=asked + timedelta(days=91))

        assert kept
        assert faded == ()
        assert not engine_after_a_week
        assert holding(tmp_path) == set()


async def test_a_run_at_work_is_not_torn_apart(tmp_path: Path) -> None:
    """The operator is told to halt first."""
    async with laboratory(tmp_path, SLACK, latency=1.0) as lab:
        await lab.desk.start(question(f"what did Priya decide about Team {CANARY}?"))
        database = database_in(tmp_path)
        gone = await Forgetting(database, tmp_path).forget("CPRICING")
        await database.close()
        await lab.desk.stop(question("x").run, by="Dana")

        assert gone == Forgotten(at_work=1)


def indexed(key: str, body: str) -> IndexedText:
    return IndexedText(
        key=key,
        shelf=key.partition(":")[0],
        title="t",
        place="#p",
        author="Priya",
        body=body,
        url="https://x.test",
        created=LATER,
        modified=LATER,
    )


async def test_an_index_forgets_a_channel_and_keeps_the_others(tmp_path: Path) -> None:
    """Words, letters' pairs and the messages themselves."""
    texts, messages = (
        TextIndex(tmp_path / "slack-index.sqlite"),
        MessageLog(tmp_path / "slack-messages.sqlite"),
    )
    await texts.open()
    await messages.open()
    await texts.put([indexed("CGONE:1", f"{CANARY} moves"), indexed("CKEPT:1", "others stay")])
    await messages.put(
        [
            KeptMessage(channel="CGONE", ts="1", thread="", body=f'{{"text":"{CANARY}"}}'),
            KeptMessage(channel="CKEPT", ts="1", thread="", body='{"text":"others"}'),
        ]
    )
    before = holding(tmp_path)
    database = database_in(tmp_path)
    await database.create_tables()
    await Forgetting(database, tmp_path).forget("CGONE")
    await database.close()
    kept = await texts.keys("CKEPT")
    await texts.close()
    await messages.close()

    assert len(before) >= 2
    assert holding(tmp_path) == set()
    assert kept == ("CKEPT:1",)
