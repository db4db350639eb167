"""Five hundred questions of one person through Slack: the day's money holds, others are served.

Everything is real but Slack, the model and the sources, which the sandbox plays; Slack's limits
hold. The questions come in as fast as Slack lets one channel be answered.
"""

import asyncio
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa
from cryptography.fernet import Fernet

from benchmarks.measuring import Samples, table
from domain.question import ChannelId, MessageTs
from evals.stage import Stage, open_stage
from sandbox.slack.wire import BOT_USER, Json
from sandbox.thread_text import text_of
from store.database import Database
from store.ledger import Ledger
from store.runs import Runs
from tests.wire.slack_room import WORKSPACE

QUESTIONS, MINUTES, EVERY = 500, 12.0, 20.0  # somebody else asks every so many seconds
CAP = 1.5  # US dollars a day
SPENDER, OTHERS, ROOM = "dana", ("lee", "priya"), "CPRICING"
QUESTION = "@dossier what did we decide about prices? ({})"
_RESETS = re.compile(r"You have used your \$1\.50 for today \(resets \d+ \w+\)\.")
_WAITS = re.compile(r"I am still at work on \d questions? of yours\.")
_LONGEST = 300.0
_COPY = "INSERT INTO charged VALUES (new.account, new.millionths);"
_WATCH = (
    "CREATE TABLE charged (account TEXT, millionths INTEGER)",
    f"CREATE TRIGGER first AFTER INSERT ON charges BEGIN {_COPY} END",
    f"CREATE TRIGGER further AFTER UPDATE ON charges BEGIN {_COPY} END",
)
# The limits of the product, but for the number of questions: here the money is what ends them.
_OWN = {
    "NOTION_TOKEN": "",
    "DOSSIER_PERSON_DAY_USD": str(CAP),
    "DOSSIER_PERSON_QUESTIONS_A_DAY": "100000",
    "DOSSIER_PERSON_RUNS_AT_ONCE": "3",
    "DOSSIER_CHANNEL_RUNS_AT_ONCE": "5",
}


@dataclass(slots=True, kw_only=True)
class Seen:
    """What came of everybody's questions; `waited` are seconds to the others' answers."""

    spent: float = 0.0
    highest: float = 0.0
    commits: int = 0
    said: Counter[str] = field(default_factory=Counter)
    refused_after: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    unanswered: int = 0


async def run() -> bool:
    """Prints the figures; True if all hold."""
    own = {**_OWN, "DOSSIER_SECRET_KEY": Fernet.generate_key().decode()}
    with tempfile.TemporaryDirectory() as folder:
        async with open_stage(WORKSPACE, Path(folder), own=own) as stage:
            seen = await _hour(stage)
    _show(seen)
    told = seen.said["answered"] + seen.said["refused"]
    return (
        seen.spent <= seen.highest <= CAP
        and told == QUESTIONS
        and seen.said["refused"] > QUESTIONS / 2
        and not seen.unanswered
    )


async def _hour(stage: Stage) -> Seen:
    async with stage.database.begin() as connection:
        for statement in _WATCH:
            await connection.execute(sa.text(statement))
    over = asyncio.Event()
    hers, theirs = await asyncio.gather(_spend(stage, over), _others(stage, over))
    return await _seen(stage, hers, theirs)


async def _spend(stage: Stage, over: asyncio.Event) -> Sequence[str]:
    """All in one channel, each in a thread of its own; returns when each was told something."""
    asked = []
    for number in range(QUESTIONS):
        asked.append(await stage.sandbox.slack.say(SPENDER, ROOM, QUESTION.format(number)))
        await asyncio.sleep(MINUTES * 60 / QUESTIONS)
    await _until(lambda: all(_ended(stage, ts) for ts in asked))
    over.set()
    return asked


async def _others(stage: Stage, over: asyncio.Event) -> Sequence[str]:
    """In the same channel, meanwhile."""
    asked = []
    while not over.is_set():
        who = OTHERS[len(asked) % len(OTHERS)]
        asked.append(await stage.sandbox.slack.say(who, ROOM, QUESTION.format(f"{who}'s")))
        await asyncio.sleep(EVERY)
    await _until(lambda: all(_answered(stage, ts) for ts in asked))
    return asked


async def _until(happened: Callable[[], bool]) -> None:
    """Or until it has taken too long, which the figures show."""
    with suppress(TimeoutError):
        async with asyncio.timeout(_LONGEST):
            for pause in iter(lambda: 1.0, None):
                if happened():
                    return
                await asyncio.sleep(pause)


def _replies(stage: Stage, ts: str) -> list[Json]:
    messages = stage.sandbox.slack.messages_in(SPENDER, ROOM, thread_ts=ts)
    return [dict(one) for one in messages if one["user"] == BOT_USER]


def _refused(stage: Stage, ts: str) -> Json | None:
    return next((m for m in _replies(stage, ts) if _RESETS.search(text_of(m))), None)


def _answered(stage: Stage, ts: str) -> Json | None:
    """An answer has the sources that it cites under it, as nothing else that we say."""
    return next((m for m in _replies(stage, ts) if "[1] slack #pricing" in text_of(m)), None)


def _ended(stage: Stage, ts: str) -> bool:
    return bool(_refused(stage, ts) or _answered(stage, ts))


async def _seen(stage: Stage, hers: Sequence[str], theirs: Sequence[str]) -> Seen:
    seen = Seen()
    for ts in hers:
        refused = _refused(stage, ts)
        if any(_WAITS.search(text_of(one)) for one in _replies(stage, ts)):
            seen.said["told to wait"] += 1
        if refused:
            seen.said["refused"] += 1
            seen.refused_after.append(float(refused["ts"]) - float(ts))
        elif _answered(stage, ts):
            seen.said["answered"] += 1
        seen.said[f"{len(_replies(stage, ts))} messages in a thread"] += 1
    for ts in theirs:
        answer = _answered(stage, ts)
        if answer:
            seen.waited.append(float(answer["ts"]) - float(ts))
        else:
            seen.unanswered += 1
    seen.spent = await _spent(stage.database, hers)
    seen.highest, seen.commits = await _highest(stage.database)
    return seen


async def _spent(database: Database, asked: Sequence[str]) -> float:
    rows = [await Runs(database).by_message(ChannelId(ROOM), MessageTs(ts)) for ts in asked]
    spends = [await Ledger(database).spend(row.run) for row in rows if row]
    return sum(spend.usd for spend in spends)


async def _highest(database: Database) -> tuple[float, int]:
    """The most that a commit left on the spender's day, US dollars, and how many there were."""
    query = sa.text("SELECT max(millionths), count(*) FROM charged WHERE account LIKE :day")
    day: Mapping[str, str] = {"day": f"person:U{SPENDER.upper()}:%"}
    async with database.reading() as connection:
        row = (await connection.execute(query, day)).one()
    return row[0] / 1_000_000, row[1]


def _show(seen: Seen) -> None:
    waited, refused = (
        Samples(values=tuple(seen.waited)),
        Samples(values=tuple(seen.refused_after)),
    )
    print(
        table(
            ("what", "value"),
            ("questions of one person", QUESTIONS),
            *sorted(seen.said.items()),
            ("the day's limit, $", CAP),
            ("spent at the end, $", seen.spent),
            ("the most that any commit left charged, $", seen.highest),
            ("commits", seen.commits),
            ("seconds until a refusal, median", refused.median),
            ("seconds until a refusal, longest", max(seen.refused_after)),
            ("others' questions", len(seen.waited) + seen.unanswered),
            ("others unanswered", seen.unanswered),
            ("seconds until their answer, median", waited.median),
            ("seconds until their answer, longest", max(seen.waited)),
        )
    )
