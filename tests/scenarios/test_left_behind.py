"""What a whole question leaves in the logs and in the data folder: nobody's words.

The program runs as its operator starts it, with its own lines at their most talkative.
"""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from domain.answer import Answer
from domain.events import AnswerReady
from sandbox.demo import Asked, ask_once, bot_at_work
from sandbox.launch import open_sandbox
from sandbox.workspace.loading import load
from store.database import Database
from store.evidence import Evidence
from store.journal import Journal
from store.keyring import Keyring, OperatorKey
from tests.scenarios.bare import FILES, lay_bare

KELVANE = Path(__file__).parents[2] / "sandbox" / "workspace" / "kelvane"
OFFSITE = Asked(text="when and where is the offsite?", person="nikhil", channel="general")
IN_A_ROW = 3  # words that, in a row, are somebody's
# The log goes to a file of its own; `{0}` is what is done before the program starts.
PROGRAM = (
    "import logging, os, sys; from bot.__main__ import main; {0}; sys.argv = ['bot', 'run'];"
    " os.dup2(os.open({1!r}, os.O_WRONLY | os.O_CREAT), 2); main()"
)
NOTHING = "None"
TELL_ALL = "logging.getLogger('anthropic').setLevel('DEBUG')"


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """`words` are the question's, the passages' and the answer's."""

    log: str
    data: Path
    words: Sequence[str]
    keyring: Keyring


async def asked(folder: Path, before: str) -> Left:
    log, data = folder / "log.txt", folder / "data"
    key = Fernet.generate_key().decode()
    own = {"DOSSIER_LOG_LEVEL": "DEBUG", "DOSSIER_SECRET_KEY": key}
    program = ("-c", PROGRAM.format(before, str(log)))
    async with (
        open_sandbox(load(KELVANE)) as sandbox,
        bot_at_work(sandbox, own=own, data=data, program=program) as bot,
    ):
        assert await ask_once(sandbox, bot, OFFSITE) == 0
    keyring = Keyring(data / "keys.sqlite", key=OperatorKey(current=key))
    return Left(
        log=log.read_text(encoding="utf-8"),
        data=data,
        words=[OFFSITE.text, *await words_of_the_run(data, keyring)],
        keyring=keyring,
    )


async def words_of_the_run(data: Path, keyring: Keyring) -> Sequence[str]:
    database = Database(f"sqlite+aiosqlite:///{data}/dossier.sqlite", texts=keyring)
    events = await Journal(database).since(0)
    read = await Evidence(database).of(events[0].run)
    await database.close()
    said = [event.what.answer for event in events if isinstance(event.what, AnswerReady)]
    return [
        *(passage.text for passage in read),
        *(text for one in said for text in spoken(one)),
    ]


def spoken(answer: Answer) -> Iterator[str]:
    for claim in answer.claims:
        yield claim.text


def in_a_row(text: str) -> set[str]:
    """Every few words in a row, however they are joined."""
    words = re.findall(r"\w{2,}", text.casefold())
    return {" ".join(words[at : at + IN_A_ROW]) for at in range(len(words) - IN_A_ROW + 1)}


def told(words: Sequence[str], where: str) -> set[str]:
    return set().union(*map(in_a_row, words)) & in_a_row(where)


def at_rest(data: Path) -> str:
    """Every text of the databases, and the bytes of every file that is no index."""
    files = [file for file in data.iterdir() if not file.name.startswith(("slack-", "notion-"))]
    return "\n".join(file.read_bytes().decode("latin-1") for file in files if file.is_file())


def merged(data: Path) -> None:
    """Logs of SQLite are written into their files, so that no text is split over two pages."""
    for name in FILES:
        with closing(sqlite3.connect(data / name)) as file:
            file.execute("vacuum")
            file.execute("pragma wal_checkpoint(truncate)")


@pytest.mark.slow
async def test_a_whole_question_leaves_no_words(tmp_path: Path) -> None:
    """Not in a log at its most talkative, nor in a file; laid open, the files tell them all."""
    left = await asked(tmp_path, NOTHING)
    in_the_files = told(left.words, at_rest(left.data))
    await lay_bare(left.data, left.keyring)
    merged(left.data)

    assert "arrival.heard" in left.log
    assert len(left.words) > 3
    assert told(left.words, left.log) == set()
    assert in_the_files == set()
    assert len(told(left.words, at_rest(left.data))) > 20


@pytest.mark.slow
async def test_a_library_that_is_let_speak_tells_them(tmp_path: Path) -> None:
    """The control: the same search finds them as soon as one logger is opened."""
    left = await asked(tmp_path, TELL_ALL)

    assert told(left.words, left.log)
