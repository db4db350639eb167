"""What lies in the data folder before anything is forgotten: no word of a run is legible."""

import shutil
from datetime import timedelta
from pathlib import Path

from domain.events import RunState
from domain.post import Post, SentencePost
from domain.question import ChannelId, MessageTs
from store.evidence import Evidence
from store.forgetting import Forgetting, Keeping
from store.keyring import Keyring, OperatorKey, read_in, said_in
from store.outbox import Outbox
from store.runs import Runs
from tests.scenarios.bare import FILES, lay_bare
from tests.scenarios.laboratory import database_in, keyring_in, laboratory, question
from tests.scenarios.test_forgetting import CANARY, SLACK, holding

RUN, NOW = question("x").run, question("x").asked_at
KEEPING = Keeping(evidence=timedelta(days=7), answers=timedelta(days=90))
KEYS = "keys.sqlite"


async def ran(folder: Path) -> None:
    """A run that asked for, read and cited the canary."""
    async with laboratory(folder, SLACK, (), ()) as lab:
        await lab.desk.start(question(f"what did Priya decide about Team {CANARY}?"))
        assert await lab.ended() is RunState.DELIVERED


async def test_no_word_of_a_run_rests_in_clear(tmp_path: Path) -> None:
    """Question, passages, findings, answer, the engine's steps; laid open, they are there."""
    await ran(tmp_path)
    at_rest = holding(tmp_path)
    opened = await lay_bare(tmp_path, keyring_in(tmp_path))

    assert at_rest == set()
    assert opened > 40
    assert {name.removesuffix("-wal") for name in holding(tmp_path)} == set(FILES)


async def test_a_copy_is_worth_nothing_once_the_keys_are_dropped(tmp_path: Path) -> None:
    """As a backup or a disk image would hold it: the keys go, the copy stays as it was."""
    await ran(tmp_path)
    keyring = keyring_in(tmp_path)
    database = database_in(tmp_path)
    before = (await Runs(database).get(RUN), await Evidence(database).of(RUN))
    await keyring.drop([read_in(RUN), said_in(RUN)])
    await database.close()
    copy = database_in(tmp_path)
    after = (await Runs(copy).get(RUN), await Evidence(copy).of(RUN))
    await copy.close()

    assert all(before)
    assert after == (None, ())


async def test_a_folder_without_its_keys_tells_nothing(tmp_path: Path) -> None:
    """And with its keys nothing to who has not the operator's."""
    await ran(tmp_path)
    stolen = tmp_path / "stolen"
    stolen.mkdir()
    for name in (*FILES, KEYS):
        shutil.copy(tmp_path / name, stolen)
    thief = Keyring(stolen / KEYS, key=OperatorKey(current="a guess"))
    with_a_guess = await thief.decrypt([await keyring_in(tmp_path).encrypt(said_in(RUN), "x")])

    assert holding(stolen) == set()
    assert with_a_guess == [None]


async def test_each_kind_of_key_goes_in_its_time(tmp_path: Path) -> None:
    """A backup of the databases from before tells no more than the keys of today."""
    await ran(tmp_path)
    backup = tmp_path / "backup"
    backup.mkdir()
    for name in FILES:
        shutil.copy(tmp_path / name, backup)
    told = []
    for days in (6, 8, 91):
        database = database_in(tmp_path)
        await Forgetting(database, tmp_path).expire(KEEPING, now=NOW + timedelta(days=days))
        await database.close()
        shutil.copy(tmp_path / KEYS, backup)
        copy = database_in(backup)
        told.append((bool(await Evidence(copy).of(RUN)), bool(await Runs(copy).get(RUN))))
        await copy.close()

    assert told == [(True, True), (False, True), (False, False)]


def own_post(words: str) -> Post:
    return Post(key=words, channel=ChannelId("UDANA"), content=SentencePost(sentence=words))


async def test_posts_of_no_run_are_forgotten_and_go_in_time(tmp_path: Path) -> None:
    """They name people and rooms as well, and no run takes them along."""
    database = database_in(tmp_path)
    await database.create_tables()
    outbox, forgetting = Outbox(database), Forgetting(database, tmp_path)
    for words in ("about Priya", "about Lee"):
        await outbox.put(own_post(words), at=NOW)
    for words in ("about Priya", "about Lee"):
        await outbox.sent(words, ChannelId("DDANA"), MessageTs("1.1"))
    await forgetting.forget("Priya")
    after_forgetting = [await outbox.sent_as(words) for words in ("about Priya", "about Lee")]
    await forgetting.expire(KEEPING, now=NOW + timedelta(days=89))
    before_its_time = await outbox.sent_as("about Lee")
    await forgetting.expire(KEEPING, now=NOW + timedelta(days=92))
    after_its_time = await outbox.sent_as("about Lee")
    await database.close()

    assert after_forgetting[0] is None
    assert after_forgetting[1] == before_its_time
    assert before_its_time is not None
    assert after_its_time is None


async def test_what_was_kept_in_clear_is_read_and_goes_on(tmp_path: Path) -> None:
    """Whoever upgrades finds the past as it was, and a run goes on from it."""
    await ran(tmp_path)
    await lay_bare(tmp_path, keyring_in(tmp_path))
    (tmp_path / KEYS).unlink()
    async with laboratory(tmp_path, SLACK, (), ()) as lab:
        row = await lab.resources.runs.get(RUN)
        read = await lab.resources.evidence.of(RUN)
        await lab.desk.go_on(RUN)
        ended = await lab.ended()

    assert row is not None
    assert CANARY in row.question.text
    assert read
    assert ended is RunState.DELIVERED
