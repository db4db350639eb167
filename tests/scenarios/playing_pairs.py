"""Worlds played through the whole product one after another, and what left in each."""

import asyncio
import json
import re
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from evals.stage import Stage, open_stage
from sandbox.claude.reply import Reply, Script, cite, cited, fingerprint, says, text
from sandbox.clock import SandboxClock
from sandbox.launch import Sandbox
from sandbox.slack.wire import BOT_TOKEN, BOT_USER
from sandbox.wire import Seen as WebSeen
from sandbox.workspace.notion_yaml import notion_id
from sandbox.workspace.schema import DriveFile
from store.plan_messages import PlanMessages
from tests.scenarios import scripts
from tests.scenarios.pairs_of_worlds import INSIDE, TODAY, Asked, Company, Secrets
from tests.scenarios.scripts import Json

_WRITES = ("chat.postMessage", "chat.postEphemeral", "reactions.add")
_FOLLOW_UP = "@dossier and what is the marten plan?"
_PRIVATELY = 10  # how many questions there are to one that an insider asks in private
_LAST_EDIT_SECONDS = 120.0
_DURATION = re.compile(r"\b(\d+ h )?(\d+ min )?\d+(\.\d+)? s\b|\b\d+ h \d+ min\b")
_NONCE = re.compile(
    r'\b[0-9a-f]{32}\b|(?<="block_id": ")[0-9A-F]{5}(?=")'
)  # Slack names blocks
_PORT = re.compile(r":\d+$")  # of the sandbox's own search service
_REF = re.compile(r"ref: (\S+)")
_PASSAGE = re.compile(r'id="(p[0-9a-f]{8})"')
_ASKED = re.compile(r"what is the (\w+) (\w+)")
_LETTERS = str.maketrans("0123456789", "ghijklmnop")
_SOURCES = ("slack", "drive", "notion")
Thread = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class StillClock(SandboxClock):
    """Always the same moment, so that both worlds give their messages the same ids."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """One side of a pair: a question, and what insiders can read while it is answered."""

    asked: Asked
    world: Secrets


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What left during one question, its follow-up included: to the model and to the web."""

    model: tuple[str, ...]
    web: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """One world: what left with each question, and what was written where by its end.

    `posted` is by channel and thread, without the places that insiders alone read. `plans` are
    the last states of plans alike, apart from the rest: whether a small question is at work
    long enough to be shown with one (fifteen seconds) is a matter of the machine's load.
    """

    left: tuple[Left, ...]
    threads: tuple[Thread, ...]
    posted: Mapping[Thread, tuple[str, ...]]
    plans: Mapping[Thread, tuple[str, ...]]

    def of(self, number: int) -> tuple[Left, tuple[str, ...]]:
        """Everything that left or was posted with one question."""
        return self.left[number], self.posted.get(self.threads[number], ())


async def played(company: Company, plays: Sequence[Play], folder: Path) -> Played:
    """Ask each question in its own world; now and then an insider asks in private."""
    async with _at_work(company, plays[0].world, folder) as stage:
        player = _Player(stage=stage, company=company, files=plays[0].world.files)
        left: list[Left] = []
        threads: list[Thread] = []
        for number, play in enumerate(plays, start=1):
            player.set_clock(minutes=number)
            await player.change(play.world)
            if number % _PRIVATELY == 1:
                await player.insider_asks(play.world)
            seen = len(stage.sandbox.claude.requests), len(stage.sandbox.web.requests)
            threads.append(await player.ask(play.asked, number))
            left.append(_left_since(stage.sandbox, *seen))
        await _drawn_to_the_end(stage)
        posted, plans = _written(stage.sandbox), _plans(stage.sandbox)
    closed = {INSIDE, *(f"{kind}{one.upper()}" for one in company.insiders for kind in "DU")}
    return Played(
        left=tuple(left),
        threads=tuple(threads),
        posted={at: said for at, said in posted.items() if at[0] not in closed},
        plans={at: said for at, said in plans.items() if at[0] not in closed},
    )


async def _drawn_to_the_end(stage: Stage) -> None:
    """A plan's last state follows the answer, on a busy machine late."""
    plans = PlanMessages(stage.database)
    async with asyncio.timeout(_LAST_EDIT_SECONDS):
        while await plans.open():  # noqa: ASYNC110 - a table has no event to wait for
            await asyncio.sleep(0.2)


@asynccontextmanager
async def _at_work(company: Company, world: Secrets, folder: Path) -> AsyncIterator[Stage]:
    def still(sandbox: Sandbox) -> None:
        sandbox.slack.team.clock = StillClock(moment=TODAY)
        sandbox.slack.enforce_limits = False
        sandbox.claude.script = _telling_everything()

    async with open_stage(company.with_secrets(world), folder, before=still) as stage:
        for person in company.workspace.people:
            await stage.sandbox.slack.open_dm(person.handle)
        await stage.settled()
        yield stage


@dataclass(slots=True, kw_only=True)
class _Player:
    """`files` are those of the insiders at the moment."""

    stage: Stage
    company: Company
    files: tuple[DriveFile, ...]

    def set_clock(self, *, minutes: int, seconds: int = 0) -> None:
        """Each message of a person has a moment of its own, whatever was said before."""
        moment = TODAY + timedelta(minutes=minutes, seconds=seconds)
        self.stage.sandbox.slack.team.clock = StillClock(moment=moment)

    async def change(self, world: Secrets) -> None:
        """The insiders' files become those of another world, and they go on talking."""
        sandbox = self.stage.sandbox
        for file in self.files:
            sandbox.drive.remove(file.id)
        for file in world.files:
            sandbox.drive.put(file)
        self.files = world.files
        for message in world.messages:
            await sandbox.slack.say(self.company.insiders[0], INSIDE, message.text)

    async def insider_asks(self, world: Secrets) -> None:
        person = self.company.insiders[0]
        place = f"D{person.upper()}"
        words = f"what is the heron price? {world.asked_privately}"
        await self.stage.ended(place, await self.stage.sandbox.slack.say(person, place, words))

    async def ask(self, asked: Asked, number: int) -> Thread:
        """The question, and the one that follows in its thread, each to its end."""
        slack, place = self.stage.sandbox.slack, asked.place
        self.set_clock(minutes=number, seconds=30)
        ts = await slack.say(asked.person, place, f"@dossier {asked.text}")
        await self.stage.ended(place, ts)
        if asked.follower:
            self.set_clock(minutes=number, seconds=45)
            later = await slack.say(asked.follower, place, _FOLLOW_UP, thread_ts=ts)
            await self.stage.ended(place, later)
        return place, ts


def _left_since(sandbox: Sandbox, model: int, web: int) -> Left:
    return Left(
        model=tuple(sorted(_bytes(one.body) for one in sandbox.claude.requests[model:])),
        web=tuple(sorted(map(_asked_of_the_web, sandbox.web.requests[web:]))),
    )


def _asked_of_the_web(seen: WebSeen) -> str:
    host = _PORT.sub("", seen.host)
    return f"{seen.method} {host} {seen.path} {sorted(seen.query.items())} {seen.body!r}"


def _written(sandbox: Sandbox) -> Mapping[Thread, tuple[str, ...]]:
    """All that was written, by place, but plans."""
    written: dict[Thread, list[str]] = defaultdict(list)
    for seen in sandbox.slack.requests:
        if seen.token == BOT_TOKEN and seen.method in _WRITES and not _is_a_plan(seen.args):
            written[_place(seen.args)].append(_bytes({"method": seen.method} | seen.args))
    return {place: tuple(sorted(said)) for place, said in written.items()}


def _plans(sandbox: Sandbox) -> Mapping[Thread, tuple[str, ...]]:
    """By place; a plan is drawn again and again, and its last state counts."""
    drawn: dict[Thread, list[str]] = defaultdict(list)
    for channel, conversation in sandbox.slack.team.state.conversations.items():
        for message in conversation.messages.values():
            if message["user"] == BOT_USER and _is_a_plan(message):
                place = (channel, str(message.get("thread_ts")))
                drawn[place].append(_bytes([message["text"], message["blocks"]]))
    return {place: tuple(sorted(said)) for place, said in drawn.items()}


def _is_a_plan(said: Json) -> bool:
    return "plan-" in str(said.get("metadata"))


def _place(args: Json) -> Thread:
    """Channel and thread; of words for one person alone, the person and the channel."""
    channel = str(args["channel"])
    if "user" in args:
        return str(args["user"]), channel
    return channel, str(args.get("thread_ts") or args.get("timestamp") or "")


def _bytes(value: object) -> str:
    """As it left; only durations, and ids that are drawn by lot, are made equal."""
    written = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return _NONCE.sub("#", _DURATION.sub("# s", written))


def _telling_everything() -> Script:
    """A model whose every word depends on all that it was shown, and that forges refs."""
    turns = {
        "triage": _triage,
        "lead": _lead,
        "subagent": _subagent,
        "writer": _writer,
        "verifier": scripts.verifying,
    }
    return scripts.by_role(turns)


def _mark(request: Json) -> str:
    """A word without digits, which would be checked against what is cited."""
    return "seen" + fingerprint(request)[:12].translate(_LETTERS)


def is_small(words: str) -> bool:
    """Whether triage calls a question about these two words a quick one."""
    return len(words) % 2 == 0


def _triage(request: Json, turn: int) -> Reply | None:
    found = _ASKED.findall(scripts.said_to(request))
    subject, aspect = found[-1] if found else ("heron", "price")
    effort = "quick" if is_small(f"{subject} {aspect}") else "compare"
    asked_of_the_web = [f"{subject} {aspect} {_mark(request)}"] if aspect != "plan" else []
    decided = scripts.triaged(
        effort,
        internal_queries=[f"{subject} {aspect}", subject],
        web_queries=asked_of_the_web,
    )
    return decided(request, turn)


def _lead(request: Json, turn: int) -> Reply:
    """One subagent: which of several ends first would depend on time."""
    if turn == 1:
        subject, aspect = _ASKED.findall(scripts.said_to(request))[-1]
        task = scripts.subtask("s1", _SOURCES, f"{subject} {aspect}")
        return says(scripts.dispatch(task), scripts.wait())
    ids = dict.fromkeys(_PASSAGE.findall(scripts.said_to(request)))
    leaking = scripts.subtask("w1", ["web"], _mark(request))
    return says(scripts.dispatch(leaking), scripts.finish(*ids))


def _subagent(request: Json, turn: int) -> Reply:
    said = scripts.said_to(request)
    words = scripts.between(said, "Objective: ", "\n")
    match turn:
        case 1:
            return says(*(scripts.search(kind, words) for kind in _SOURCES))
        case 2:
            refs = list(dict.fromkeys(_REF.findall(said)))[:5]
            forged = ("drive:FSECRET0", "drive:FSECRET1", f"notion:{notion_id('inside-map')}")
            return says(*(scripts.read(r.partition(":")[0], r) for r in (*refs, *forged)))
        case 3:
            subject = words.partition(" ")[0]
            return says(scripts.search("slack", subject), scripts.search("drive", subject))
        case _:
            ids = list(dict.fromkeys(_PASSAGE.findall(said)))
            return says(scripts.report(*(_finding(request, one) for one in ids)))


def _finding(request: Json, id_: str) -> Json:
    words = f"It is known: {_mark(request)}."
    return {"text": words, "passage_ids": [id_], "quote": "", "confidence": "high"}


def _writer(request: Json, _turn: int) -> Reply:
    parts = request["messages"][0]["content"]
    count = len([part for part in parts if part["type"] == "search_result"])
    lines: Iterator[Json] = (
        cited(f"It is {_mark(request)}{'x' * at}. ", cite(request, at)) for at in range(count)
    )
    return says(*lines, text(f"All in all {_mark(request)}."))
