"""What lies in the data folder before anything is forgotten: no word of a run is legible."""

import shutil
from pathlib import Path

from domain.events import RunState
from store.evidence import Evidence
from store.keyring import Keyring, OperatorKey, read_in, said_in
from store.runs import Runs
from tests.scenarios.bare import FILES, lay_bare
from tests.scenarios.laboratory import database_in, keyring_in, laboratory, question
from tests.scenarios.test_forgetting import CANARY, SLACK, holding

RUN = question("x").run
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
