"""Deeds that belong to no run are on the chain, and its end cannot be cut off unseen."""

import argparse
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot import operator_commands
from bot.auditing import rules_in_force
from bot.settings import Settings
from domain.audience import PersonId
from store.audit import Audit, audit
from store.credentials import Credentials
from store.database import Database
from store.halts import Halts
from store.keyring import OperatorKey

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
DANA = PersonId("UDANA")
KEY = OperatorKey(current="key")
TOKEN, ADDRESS = "1//a-token", "dana@kelvane.example"


@asynccontextmanager
async def chained(folder: Path) -> AsyncIterator[tuple[Audit, Database]]:
    database = Database(f"sqlite+aiosqlite:///{folder}/dossier.sqlite")
    await database.create_tables()
    try:
        yield Audit(database, key="k"), database
    finally:
        await database.close()


async def told(log: Audit) -> list[tuple[str, str]]:
    await log.follow()
    entries = [json.loads(one.entry) for one in await log.entries()]
    return [(entry["who"], entry["what"]) for entry in entries]


async def test_halts_and_drives_are_on_the_chain(tmp_path: Path) -> None:
    """Who did what, once for each that really happened; no address and no token."""
    async with chained(tmp_path) as (log, database):
        halts, drives = Halts(database), Credentials(database, key=KEY)
        for _ in range(2):
            await halts.halt(by="Ada", at=AT)
        await drives.keep(DANA, address=ADDRESS, token=TOKEN, at=AT)
        for _ in range(2):
            await halts.resume(by="Bo", at=AT)
            await drives.forget(DANA, at=AT)
        entries = await told(log)
        again = await told(log)
        verdict = await log.verify()
        text = str(await log.entries())

    assert entries == [
        ("Ada", "halted everything"),
        ("UDANA", "connected their Drive"),
        ("Bo", "ended the halt"),
        ("UDANA", "had their Drive disconnected"),
    ]
    assert again == entries
    assert not verdict.broken_at
    assert ADDRESS not in text
    assert TOKEN not in text


async def test_rules_that_change_are_on_the_chain_and_those_that_stay_are_not(
    tmp_path: Path,
) -> None:
    """A start with the same rules adds nothing; a change and its way back are two changes."""
    strict, open_ = [("house rules", "a1")], [("house rules", "b2")]
    async with chained(tmp_path) as (log, _):
        set_ = [await log.in_force(rules, at=AT) for rules in (strict, strict, open_, strict)]
        verdict = await log.verify()

    assert set_ == [True, False, True, True]
    assert verdict.entries == 3
    assert not verdict.broken_at


def test_a_changed_rule_shows_in_its_part_alone() -> None:
    """By name and digest, so that no name of a channel or an address is told."""
    before = dict(rules_in_force(Settings()))
    changed = {"dossier_rules": "guests = true", "google_domains": "x.test"}
    after = dict(rules_in_force(Settings.model_validate(changed)))

    assert {n for n in after if after[n] != before[n]} == {"house rules", "mail domains"}
    assert "x.test" not in str(after)


async def cut(database: Database, *, after: int) -> None:
    async with database.begin() as connection:
        await connection.execute(sa.delete(audit).where(audit.c.sequence > after))


async def with_five_entries(log: Audit) -> Sequence[str]:
    """Their seals."""
    for number in range(5):
        await log.in_force([("house rules", str(number))], at=AT)
    return [one.seal for one in await log.entries()]


async def test_a_cut_off_end_shows_beside_a_seal_noted_earlier(tmp_path: Path) -> None:
    """Without one it does not: the rest of the chain is whole. Growing is no tampering."""
    async with chained(tmp_path) as (log, database):
        seals = await with_five_entries(log)
        grown = await log.verify(noted=[seals[2]])
        await cut(database, after=3)
        unseen = await log.verify()
        before_the_cut = await log.verify(noted=[seals[2]])
        seen = await log.verify(noted=[seals[2], seals[4]])

    assert grown.lacks == unseen.lacks == before_the_cut.lacks == ()
    assert unseen.broken_at == 0
    assert seen.lacks == (seals[4],)


async def test_an_end_that_was_cut_off_and_grew_again_shows_too(tmp_path: Path) -> None:
    """Entries of the same number are no replacement: they bear another seal."""
    async with chained(tmp_path) as (log, database):
        seals = await with_five_entries(log)
        await cut(database, after=3)
        for number in (7, 8, 9):
            await log.in_force([("house rules", str(number))], at=AT)
        verdict = await log.verify(noted=[seals[4]])

    assert verdict.entries == 6
    assert verdict.broken_at == 0
    assert verdict.lacks == (seals[4],)


def parsed(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    operator_commands.add_to(parser.add_subparsers(dest="command"))
    return parser.parse_args(words)


@pytest.mark.parametrize("is_there", [True, False])
async def test_the_command_says_which_seal_is_missing(
    tmp_path: Path, *, is_there: bool
) -> None:
    """The operator has it from the log of the process, and asks with it."""
    key = Fernet.generate_key().decode()
    settings = Settings(dossier_data=tmp_path, dossier_secret_key=SecretStr(key))
    lines: list[str] = []
    await operator_commands.perform(parsed("halt", "--by", "Ada"), settings, lines.append)
    await operator_commands.perform(parsed("audit", "verify"), settings, lines.append)
    seal = lines[-1].rpartition(" ")[2] if is_there else "0" * 64
    fine = await operator_commands.perform(
        parsed("audit", "verify", "--seal", seal), settings, lines.append
    )

    assert fine is is_there
    assert seal in lines[-1]


async def test_forgetting_is_on_the_chain(tmp_path: Path) -> None:
    """That it was done and of what, by id; nothing of what was forgotten."""
    key = Fernet.generate_key().decode()
    settings = Settings(dossier_data=tmp_path, dossier_secret_key=SecretStr(key))
    lines: list[str] = []
    forget = parsed("forget", "person", DANA, "--name", "Dana Petrova")
    await operator_commands.perform(forget, settings, lines.append)
    await operator_commands.perform(parsed("audit", "export"), settings, lines.append)
    entry = json.loads(lines[-1])

    assert (entry["who"], entry["what"]) == ("operator", "forgot")
    assert dict(entry["about"]) == {"kind": "person", "id": DANA, "runs": "0"}
    assert "Petrova" not in lines[-1]
