"""The app is taken out of a workspace: what it read goes, what was said stays its time."""

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.rendering.connecting import connecting
from domain.errors import Misconfigured
from domain.question import RunId
from evals.stage import Stage
from store.audit import Audit
from store.credentials import Credentials
from store.evidence import Evidence
from store.index import TextIndex
from store.keyring import OperatorKey
from store.runs import Runs
from tests.scenarios.test_own_drive import (
    QUESTION,
    connect_from,
    said_to_dana,
    without_delegation,
)

OFFER = connecting("en").offer


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is there of a run, of the index of Slack, and of people's Drives."""

    asked: str
    passages: int
    indexed: int
    people: int
    grants: int

    @classmethod
    async def by(cls, stage: Stage, run: RunId, *, folder: Path, key: str) -> "Held":
        question = await Runs(stage.database).question(run)
        drives = Credentials(stage.database, key=OperatorKey(current=key))
        index = TextIndex(folder / "slack-index.sqlite")
        await index.open()
        indexed = await index.count()
        await index.close()
        return cls(
            asked=question.text if question else "",
            passages=len(await Evidence(stage.database).of(run)),
            indexed=indexed,
            people=len(await drives.people()),
            grants=len(stage.sandbox.drive.sign_in.grants),
        )


async def last_deeds(stage: Stage) -> list[str]:
    log = Audit(stage.database, key="only to read it")
    await log.follow()
    return [json.loads(one.entry)["what"] for one in await log.entries()]


@pytest.mark.slow
async def test_an_uninstalled_app_keeps_nothing_that_it_read(tmp_path: Path) -> None:
    """Passages, the index, people's Drives here and at Google; before it they are there."""
    own: dict[str, str] = {}
    held: list[Held] = []
    deeds: list[str] = []
    with suppress(Misconfigured):  # so the program ends that was let go
        async with without_delegation(tmp_path, own) as stage:
            await stage.ask("dana", "pricing", QUESTION)
            await connect_from(stage, await said_to_dana(stage, OFFER))
            run = (await stage.ask("dana", "pricing", QUESTION)).question.run
            where, key = tmp_path, own["DOSSIER_SECRET_KEY"]
            held.append(await Held.by(stage, run, folder=where, key=key))
            await stage.sandbox.slack.uninstall()
            await asyncio.wait([stage.service], timeout=60)
            held.append(await Held.by(stage, run, folder=where, key=key))
            deeds += await last_deeds(stage)
    before, after = held

    assert min(before.passages, before.indexed, before.people, before.grants) > 0
    assert after == Held(asked=QUESTION, passages=0, indexed=0, people=0, grants=0)
    assert "took the app out" in deeds
    assert "had their Drive disconnected" in deeds
