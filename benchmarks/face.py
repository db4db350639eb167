"""The Slack face under load: 200 questions at once in 40 channels, storms of events, steering.

Runs are played, the face, the store and Slack's limits are real; steering runs over the engine
and a scripted model.
"""

import asyncio
import random
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.measuring import Samples, table
from domain.events import (
    RunStarted,
    RunState,
    StateChanged,
    SubtaskEnded,
    SubtaskStarted,
    Triaged,
)
from domain.plan import Outcome, Subtask, SubtaskId
from domain.question import Effort, Question, RunId, SourceKind
from sandbox.claude.reply import says
from sandbox.slack.wire import BOT_USER, Json
from sandbox.workspace.schema import Channel, Person, Workspace
from store.replies import Reply
from store.runs import Runs
from tests.scenarios.laboratory import Laboratory, laboratory, question
from tests.scenarios.playing import FINISH, WAIT, Cast, dispatch, role_of, search, subtask
from tests.scenarios.playing import report as found
from tests.scenarios.test_leading import DRIVE, NOTION, SLACK, WEB
from tests.wire.bot_room import BotRoom, PlayedWork, face_in, open_database, shown
from tests.wire.slack_room import TODAY, slack_room

CHANNELS, QUESTIONS, AT_WORK = 40, 200, 40
STORM = 100
STEERED = 50
_PART = SubtaskId("s1")
_POST = "chat.postMessage"  # counted for each channel
_A_MINUTE = {  # https://docs.slack.dev/apis/web-api/rate-limits
    **dict.fromkeys(("chat.update", "reactions.add", "agents.sessions.setStatus"), 50),
    **dict.fromkeys(("conversations.replies", "conversations.history"), 50),
    **dict.fromkeys(("users.info", "conversations.members", "chat.postEphemeral"), 100),
    _POST: 60,
}
_PATIENCE = 900.0
_CHANCE = random.Random(4)

PEOPLE = tuple(
    Person(handle=f"p{at}", name=f"Person {at}", email=f"p{at}@tidewater.example")
    for at in range(20)
)
WORKSPACE = Workspace(
    name="Tidewater",
    domain="tidewater.example",
    today=TODAY,
    people=PEOPLE,
    channels=tuple(
        Channel(name=f"room{at}", members=tuple(person.handle for person in PEOPLE))
        for at in range(CHANNELS)
    ),
)


@dataclass(slots=True, kw_only=True)
class BusyWork(PlayedWork):
    """Forty runs at work, each with one part for ten to thirty seconds; the others wait."""

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
            await asyncio.sleep(_CHANCE.uniform(10, 30))
            await self.note(run, "end", SubtaskEnded(subtask=_PART, outcome=Outcome.FOUND))
            await self.note(run, "state", StateChanged(state=RunState.WRITING))
            await self.deliver(question)


async def run() -> bool:
    """Prints each of the three; True if all hold."""
    held = [await _steering(), await _storm(), await _crowd()]
    return all(held)


async def _crowd() -> bool:
    """Nothing over its tier, those waiting say so, ends are true and answers single."""
    with tempfile.TemporaryDirectory() as folder:
        async with slack_room(WORKSPACE) as slack, open_database(Path(folder)) as database:
            work = BusyWork(database=database, now=slack.team.clock.now)
            async with face_in(slack, database, work) as face:
                room = BotRoom(slack=slack, face=face, work=work, database=database)
                loop = asyncio.get_running_loop()
                began = loop.time()
                places = await asyncio.gather(*(_ask(room, at) for at in range(QUESTIONS)))
                await _until(lambda: len(work.started) == QUESTIONS)
                taken = loop.time() - began
                saw_queue = await _ended(room, places)
                return _tell_crowd(room, places, taken=taken, saw_queue=saw_queue)


async def _ask(room: BotRoom, at: int) -> tuple[str, str]:
    channel = f"CROOM{at % CHANNELS}"
    person = PEOPLE[at % len(PEOPLE)].handle
    return channel, await room.slack.say(person, channel, f"@dossier question {at}?")


async def _ended(room: BotRoom, places: list[tuple[str, str]]) -> int:
    """How many threads were told that they wait; returns when every plan shows its end."""
    queued: set[tuple[str, str]] = set()
    async with asyncio.timeout(_PATIENCE):
        while True:
            texts = {place: _said(room, place) for place in places}
            queued |= {place for place, said in texts.items() if _has(said, "Queued")}
            if all(len(said) == 2 and _has(said, "Done in") for said in texts.values()):
                return len(queued)
            await asyncio.sleep(1)


def _said(room: BotRoom, place: tuple[str, str]) -> list[str]:
    channel, ts = place
    messages = room.slack.messages_in("p0", channel, thread_ts=ts)
    return [shown(one) or str(one["text"]) for one in messages if one["user"] == BOT_USER]


def _has(said: list[str], words: str) -> bool:
    return any(words in one for one in said)


def _tell_crowd(
    room: BotRoom, places: list[tuple[str, str]], *, taken: float, saw_queue: int
) -> bool:
    over = _over_tier(room)
    calls = Counter(seen.method for seen in room.slack.requests)
    answers = Counter(
        sum("Prices went up" in one for one in _said(room, place)) for place in places
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


async def _storm() -> bool:
    """Each event three times, in any order, over two connections: one run per question."""
    with tempfile.TemporaryDirectory() as folder:
        async with slack_room(WORKSPACE) as slack, open_database(Path(folder)) as database:
            work = PlayedWork(database=database, now=slack.team.clock.now)
            async with face_in(slack, database, work) as face:
                room = BotRoom(slack=slack, face=face, work=work, database=database)
                slack.deliver_twice = slack.shuffle = True
                bodies: list[Json] = []
                commit = face.listeners.commit
                places = await asyncio.gather(*(_ask(room, at) for at in range(STORM)))
                for at, (channel, ts) in enumerate(places):
                    bodies.append(_mention(channel, ts, at))
                _CHANCE.shuffle(bodies)
                await asyncio.gather(*(commit(body) for body in bodies))
                await _until(lambda: len(work.started) >= STORM)
                await _until(lambda: all(_said(room, place) for place in places))
                await asyncio.sleep(2)
                runs = len(work.started)
                answers = Counter(len(_said(room, place)) for place in places)
    print(
        table(
            ("what", "value"),
            ("questions", STORM),
            ("runs", runs),
            ("answered once", answers[1]),
        )
    )
    return runs == STORM and answers == {1: STORM}


def _mention(channel: str, ts: str, at: int) -> Json:
    """The same words once more, under another event's id."""
    person = f"U{PEOPLE[at % len(PEOPLE)].handle.upper()}"
    event = {"type": "app_mention", "user": person, "channel": channel, "ts": ts}
    return {
        "type": "event_callback",
        "api_app_id": "A0DOSSIER",
        "team_id": "T0SANDBOX",
        "event_id": f"EvAgain{at}",
        "event": {**event, "text": f"<@{BOT_USER}> question {at}?"},
    }


async def _steering() -> bool:
    """A reply while the lead is at work stands in its next request, in every run.

    A reply after the lead's last request is for the face, which asks it further.
    """
    waits: list[float] = []
    late = 0
    with tempfile.TemporaryDirectory() as folder:
        async with laboratory(Path(folder), SLACK, DRIVE, NOTION, WEB, latency=0.15) as lab:
            lab.claude.script = _cast()
            while len(waits) < STEERED:
                steered = await _steered(lab, len(waits) + late)
                if steered is None:
                    late += 1
                else:
                    waits.append(steered)
    heard = [wait for wait in waits if wait >= 0]
    median = round(Samples(values=tuple(heard)).median, 2) if heard else 0.0
    print(
        table(
            ("what", "value"),
            ("runs", STEERED),
            ("heard in the lead's next request", len(heard)),
            ("seconds until that request, median", median),
            ("more runs, whose lead had finished", late),
        ),
        flush=True,
    )
    return len(heard) == STEERED


def _cast() -> Cast:
    looking = [says(search("slack", f"team price {turn}")) for turn in range(4)]
    return Cast(
        lead=[dispatch(subtask("s1", "prices inside", "slack")), WAIT, WAIT, FINISH],
        subagents={"s1": [*looking, found()]},
    )


async def _steered(lab: Laboratory, at: int) -> float | None:
    """Seconds from the words to the lead's request that has them; negative if it had not.

    None where the lead had finished before.
    """
    name, words = f"S{at}", f"and look at number {at}x{at}"
    asked = replace(question("what about prices?", run=name), thread=question("x").thread)
    lab.claude.requests.clear()
    await lab.desk.start(asked)
    await asyncio.sleep(_CHANCE.uniform(0.2, 1.6))
    loop = asyncio.get_running_loop()
    said_at = loop.time()
    reply = Reply(sequence=0, author="Dana", text=words)
    await lab.desk.hear(RunId(name), reply, key=f"{name}/words")
    written = loop.time()
    await lab.ended(name)
    leads = [seen for seen in lab.claude.requests if role_of(seen.body) == "lead"]
    after = [seen for seen in leads if seen.started > written]
    if not after:
        return None
    return after[0].started - said_at if words in str(after[0].body) else -1.0


async def _until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(_PATIENCE):
        while True:
            if happened():
                return
            await asyncio.sleep(0.1)
