"""The audit log: who asked, what was read, what left; without words, and tampering shows."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from domain.events import RunState
from sandbox.claude.reply import says
from store.audit import Audit, audit
from store.database import Database
from store.forgetting import Forgetting
from tests.scenarios.laboratory import database_in, laboratory, question
from tests.scenarios.playing import FINISH, WAIT, Cast, dispatch, read, report, search, subtask
from tests.scenarios.shelf import Book

SLACK = (Book(key="C1:1", title="#pricing", text="Priya decided that Team costs 20 euros."),)
WEB = (Book(key="u1", title="Initech", text="Initech charges 9 euros."),)
QUERY = "Initech price"


async def audited(folder: Path) -> tuple[Audit, Database]:
    """A run that read inside and searched outside, taken up into the log."""
    async with laboratory(folder, SLACK, (), (), WEB) as lab:
        lab.claude.script = Cast(
            lead=[
                dispatch(
                    subtask("in", "who decided", "slack"), subtask("out", "rivals", "web")
                ),
                WAIT,
                WAIT,
                FINISH,
            ],
            subagents={
                "in": [says(read("slack", "slack:C1:1")), report()],
                "out": [says(search("web", QUERY)), report()],
            },
        )
        await lab.desk.start(question("who decided, and what does Initech charge?"))
        assert await lab.ended() is RunState.DELIVERED
    database = database_in(folder)
    log = Audit(database, key="k")
    await log.follow()
    return log, database


async def test_it_tells_who_asked_what_was_read_and_what_left(tmp_path: Path) -> None:
    """In verbs, refs and digests; nobody's words."""
    log, database = await audited(tmp_path)
    entries = [json.loads(one.entry) for one in await log.entries()]
    await database.close()
    told = {entry["what"]: dict(entry["about"]) for entry in entries}

    assert entries[0]["who"] == "UDANA"
    assert told["read"] == {"ref": "slack:C1:1"}
    assert told["sent a query"]["letters"] == str(len(QUERY))
    assert {"asked", "was answered"} <= set(told)
    assert QUERY not in str(entries)
    assert "Priya" not in str(entries)


async def test_following_twice_adds_nothing(tmp_path: Path) -> None:
    """Each event is in it once."""
    log, database = await audited(tmp_path)
    again = await log.follow()
    verdict = await log.verify()
    await database.close()

    assert again == 0
    assert verdict.entries > 3
    assert verdict.broken_at == 0


@pytest.mark.parametrize("attack", ["change", "remove", "reseal"])
async def test_tampering_shows(tmp_path: Path, attack: str) -> None:
    """A changed entry, a missing one, and one sealed again without the operator's key."""
    log, database = await audited(tmp_path)
    second = audit.c.sequence == 2
    forged = sa.update(audit).where(second).values(entry='{"what":"nothing"}')
    attacks: dict[str, sa.Update | sa.Delete] = {
        "change": forged,
        "remove": sa.delete(audit).where(second),
        "reseal": forged.values(entry='{"what":"nothing"}', seal="0" * 64),
    }
    async with database.begin() as connection:
        await connection.execute(attacks[attack])
    verdict = await log.verify()
    with_another_key = await Audit(database, key="other").verify()
    await database.close()

    assert verdict.broken_at == 2
    assert with_another_key.broken_at == 1


async def test_it_outlives_forgetting(tmp_path: Path) -> None:
    """What happened stays on record when the words are gone."""
    log, database = await audited(tmp_path)
    before = await log.entries()
    await Forgetting(database, tmp_path).forget("CPRICING")
    after, verdict = await log.entries(), await log.verify()
    await database.close()

    assert after == before
    assert verdict.broken_at == 0
