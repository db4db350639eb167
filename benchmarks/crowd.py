"""Forty runs at work are drawn every minute; 200 questions at once in 40 channels all end.

Runs are played; the face, the store and Slack's limits are real.
"""

import asyncio
import itertools
import json
import random
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.measuring import Samples, table
from benchmarks.rooms import PATIENCE, WORKSPACE, Place, ask, said_in, until
from domain.events import (
    RunStarted,
    RunState,
    StateChanged,
    SubtaskEnded,
    SubtaskStarted,
    Triaged,
    WasRead,
)
from domain.plan import Outcome, Subtask, SubtaskId
from domain.question import Effort, Question, SourceKind
from store.runs import Runs
from tests.wire.bot_room import BotRoom, PlayedWork, face_in, open_database
from tests.wire.slack_room import slack_room

QUESTIONS, AT_WORK = 200, 40
_PART = SubtaskId("s1")
_POST = "chat.postMessage"  # counted for each channel
_LINE = "assistant.threads.setStatus"
_A_MINUTE = {  # https://docs.slack.dev/apis/web-api/rate-limits
    **dict.fromkeys(("chat.update", "reactions.add", "agents.sessions.setStatus"), 50),
    **dict.fromkeys(("conversations.replies", "conversations.history"), 50),
    **dict.fromkeys(("users.info", "conversations.members", "chat.postEphemeral"), 100),
    _POST: 60,
    _LINE: 600,
}
_CHANCE = random.Random(4)


@dataclass(slots=True, kw_only=True)
class BusyWork(PlayedWork):
    """Forty runs at work, each with one part, of which there is news; the others wait.

    `seconds` are the shortest and longest time at work, `news` the seconds between two pages.
    """

    seconds: tuple[float, float] = (10.0, 30.0)
    news: float = 4.0
    slots: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_WORK))
    playing: set[asyncio.Task[None]] = field(default_factory=set)

    async def start(self, question: Question) -> None:
        if not await Runs(self.database).create(question):
            return
        self.started.append(question)
        task = asyncio.create_task(self._play(question))
        self.playing.add(task)
        task.add_done_callback(self.playing.discard)

    async def _play(self, question: Question) -> None:
        run = question.run
        async with self.slots:
            await self.note(run, "started", RunStarted())
            triaged = Triaged(effort=Effort.COMPARE, topic="prices", language="en")
            await self.note(run, "triaged", triaged)
            await Runs(self.database).move(run, RunState.RESEARCHING)
            task = Subtask(
                id=_PART, title="prices", objective="prices", sources=(SourceKind.SLACK,)
            )
            await self.note(run, "part", SubtaskStarted(subtask=task))
            await self._read(question)
            await self.note(run, "end", SubtaskEnded(subtask=_PART, outcome=Outcome.FOUND))
            await self.note(run, "state", StateChanged(state=RunState.WRITING))
            await self.deliver(question)

    async def _read(self, question: Question) -> None:
        left, page = _CHANCE.uniform(*self.seconds), 0
        while left > 0:
            await asyncio.sleep(min(self.news, left))
            left, page = left - self.news, page + 1
            read = WasRead(
                subtask=_PART, source=SourceKind.SLACK, ref=f"slack:{page}", passages=1
            )
            await self.note(question.run, f"read/{page}", read)


async def run() -> bool:
    """Prints both; True if both hold."""
    held = [await _forty(), await _crowd()]
    return all(held)


@asynccontextmanager
async def _busy_room(seconds: tuple[float, float]) -> AsyncIterator[BotRoom]:
    with tempfile.TemporaryDirectory() as folder:
        async with slack_room(WORKSPACE) as slack, open_database(Path(folder)) as database:
            work = BusyWork(database=database, now=slack.team.clock.now, seconds=seconds)
            async with face_in(slack, database, work) as face:
                yield BotRoom(slack=slack, face=face, work=work, database=database)


async def _forty() -> bool:
    """The longest time in which somebody saw nothing new, from the question to the end."""
    async with _busy_room((120.0, 240.0)) as room:
        places = await asyncio.gather(*(ask(room, at) for at in range(AT_WORK)))
        await _ended(room, places)
        silences = [_longest_silence(room, place) for place in places]
    print(
        table(
            ("what", "value"),
            ("runs at work for two to four minutes", AT_WORK),
            ("longest time without a visible change, median of the runs, s", _median(silences)),
            ("longest of all, s", round(max(silences), 1)),
        ),
        flush=True,
    )
    return max(silences) <= 60


def _median(values: list[float]) -> float:
    return round(Samples(values=tuple(values)).median, 1)


def _longest_silence(room: BotRoom, place: Place) -> float:
    """Of what the thread shows: its messages, and the line under them."""
    channel, asked = place
    changes, before = [float(asked)], {_LINE: "", _POST: ""}
    for seen in room.slack.requests:
        here = seen.args.get("channel_id" if seen.method == _LINE else "channel")
        if seen.method not in {_POST, _LINE, "chat.update"} or here != channel:
            continue
        kind = _LINE if seen.method == _LINE else _POST
        drawn = json.dumps(seen.args.get("status" if kind == _LINE else "blocks", ""))
        if drawn != before[kind]:
            changes.append(seen.at.timestamp())
        before[kind] = drawn
    return max(later - first for first, later in itertools.pairwise(changes))


async def _crowd() -> bool:
    """Nothing over its tier, those waiting say so, ends are true and answers single."""
    async with _busy_room((10.0, 30.0)) as room:
        loop = asyncio.get_running_loop()
        began = loop.time()
        places = await asyncio.gather(*(ask(room, at) for at in range(QUESTIONS)))
        await until(lambda: len(room.work.started) == QUESTIONS)
        taken = loop.time() - began
        saw_queue = await _ended(room, places)
        print(f"all ended after {loop.time() - began:.0f} s", flush=True)
        return _tell_crowd(room, places, taken=taken, saw_queue=saw_queue)


async def _ended(room: BotRoom, places: list[Place]) -> int:
    """How many threads were told that they wait; returns when every plan shows its end."""
    queued: set[Place] = set()
    async with asyncio.timeout(PATIENCE):
        while True:
            texts = {place: said_in(room, place) for place in places}
            queued |= {place for place, said in texts.items() if _has(said, "Queued")}
            if all(len(said) == 2 and _has(said, "Done in") for said in texts.values()):
                return len(queued)
            await asyncio.sleep(1)


def _has(said: list[str], words: str) -> bool:
    return any(words in one for one in said)


def _tell_crowd(room: BotRoom, places: list[Place], *, taken: float, saw_queue: int) -> bool:
    over = _over_tier(room)
    calls = Counter(seen.method for seen in room.slack.requests)
    answers = Counter(
        sum("Prices went up" in one for one in said_in(room, place)) for place in places
    )
    print(
        table(
            ("what", "value"),
            ("questions taken in, seconds", round(taken, 1)),
            ("threads that were told they wait", saw_queue),
            ("posts", calls["chat.postMessage"]),
            ("edits", calls["chat.update"]),
            ("methods over their tier", len(over)),
            ("threads with one answer", answers[1]),
        )
    )
    return not over and answers == {1: len(places)} and saw_queue > 0


def _over_tier(room: BotRoom) -> dict[str, int]:
    """Methods by the most calls in any minute, where that is more than Slack allows."""
    moments: dict[str, list[float]] = {}
    for seen in room.slack.requests:
        if seen.method in _A_MINUTE:
            channel = seen.args.get("channel", "") if seen.method == _POST else ""
            moments.setdefault(f"{seen.method} {channel}", []).append(seen.at.timestamp())
    busiest = {name: _busiest(sorted(times)) for name, times in moments.items()}
    return {
        name: most for name, most in busiest.items() if most > _A_MINUTE[name.partition(" ")[0]]
    }


def _busiest(times: list[float]) -> int:
    first, most = 0, 0
    for last, at in enumerate(times):
        while times[first] <= at - 60:
            first += 1
        most = max(most, last - first + 1)
    return most
