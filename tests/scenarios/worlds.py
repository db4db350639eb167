"""Two worlds that differ only in what the room may not see, and what left the bot in each.

Three subagents work at the same time over the real servers; the Librarian plays everyone but
the lead. Made equal before the bytes are compared is only what depends on time or chance: how
long things took, random ids, in which order the subagents ended and what that left of the
budget (the model's cache is cheaper for whoever comes second), and how often a plan was drawn.
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from domain.events import SubtaskStarted, Withheld
from evals.stage import Stage, open_stage
from sandbox.claude.reply import Reply, says
from sandbox.clock import SandboxClock
from sandbox.launch import Sandbox
from sandbox.slack.wire import Seen
from sandbox.workspace.schema import Message, Workspace
from tests.scenarios import scripts
from tests.scenarios.scripts import Json

POSTING = ("chat.postMessage", "chat.update")
_DMS = ("DDANA", "UDANA")
_LAST_EDIT_SECONDS = 1.5  # the plan's last state follows the answer
_SECONDS = re.compile(r"\b\d+(\.\d+)? s\b")
_PASSAGE = re.compile(r"\bp[0-9a-f]{8}\b")
_RANDOM = re.compile(r"\b[0-9a-f]{32}\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class StillClock(SandboxClock):
    """Always the same moment, so that both worlds give their messages the same ids."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What left the bot during one run: to the model, to the web, to Slack."""

    model: tuple[str, ...]
    web: tuple[str, ...]
    posted: tuple[str, ...]
    private: tuple[str, ...]
    withheld: frozenset[str]
    started: tuple[str, ...]

    @property
    def everything(self) -> str:
        return "\n".join((*self.model, *self.web, *self.posted, *self.private))


def with_secret(workspace: Workspace, old: str, new: str) -> Workspace:
    """The same world but for this text in channels that are private and files not for all."""
    return replace(
        workspace,
        channels=tuple(
            replace(channel, messages=_edited(channel.messages, old, new))
            if channel.kind == "private"
            else channel
            for channel in workspace.channels
        ),
        files=tuple(
            file
            if file.sharing.domain or file.sharing.link
            else replace(file, text=file.text.replace(old, new))
            for file in workspace.files
        ),
    )


def _edited(messages: Sequence[Message], old: str, new: str) -> tuple[Message, ...]:
    return tuple(
        replace(one, text=one.text.replace(old, new), replies=_edited(one.replies, old, new))
        for one in messages
    )


@asynccontextmanager
async def world(workspace: Workspace, folder: Path) -> AsyncIterator[Stage]:
    """The product in this world, its copy of Slack filled, time standing still.

    Without Notion, whose copy fills at three requests a second.
    """

    def still(sandbox: Sandbox) -> None:
        sandbox.slack.team.clock = StillClock(moment=workspace.today + timedelta(hours=1))
        sandbox.slack.enforce_limits = False
        sandbox.claude.script = scripts.by_role({"lead": _lead})

    own = {"NOTION_TOKEN": "", "DOSSIER_SHOW_COST": "false"}
    async with open_stage(workspace, folder, own=own, before=still) as stage:
        await stage.sandbox.slack.open_dm("dana")
        await stage.settled()
        yield stage


async def left_by(stage: Stage, *, place: str, text: str) -> Left:
    """Dana asks in a channel (by id); everything that left because of it."""
    sandbox = stage.sandbox
    seen = len(sandbox.claude.requests), len(sandbox.web.requests), len(sandbox.slack.requests)
    ts = await sandbox.slack.say("dana", place, f"@dossier {text}")
    question = await stage.ended(place, ts)
    await asyncio.sleep(_LAST_EDIT_SECONDS)
    told = await stage.told("dana", question)
    posts = [one for one in sandbox.slack.requests[seen[2] :] if one.method in POSTING]
    what = [event.what for event in told.events]
    return Left(
        model=tuple(
            sorted(_bytes(_by_name(one.body)) for one in sandbox.claude.requests[seen[0] :])
        ),
        started=tuple(e.subtask.id for e in what if isinstance(e, SubtaskStarted)),
        web=tuple(sorted(f"{one.path} {one.query}" for one in sandbox.web.requests[seen[1] :])),
        posted=tuple(
            sorted(_bytes(one.args) for one in _final(posts) if _channel(one) == place)
        ),
        private=tuple(_bytes(one.args) for one in posts if _channel(one) in _DMS),
        withheld=frozenset(
            ref for one in what if isinstance(one, Withheld) for ref in one.refs
        ),
    )


def _lead(request: Json, turn: int) -> Reply:
    """Sends three out at once, waits for each, and hands all they found to the writer."""
    said = scripts.said_to(request)
    if turn > 1:
        return says(scripts.finish(*sorted(set(_PASSAGE.findall(said)))))
    first, second = scripts.between(said, "<question>", "</question>").split(", and ")
    tasks = (
        scripts.subtask("s1", ["slack"], first),
        scripts.subtask("s2", ["drive"], second),
        scripts.subtask("s3", ["web"], f"on the web: {second}"),
    )
    return says(scripts.dispatch(*tasks), *(scripts.wait() for _ in tasks))


def _by_name(request: Json) -> list[object]:
    """A request with what the lead heard from its subagents apart, by their names."""
    heard: list[Json] = []
    rest = _without_news(request, heard)
    return [rest, sorted(heard, key=lambda event: str(event["subtask"]))]


def _without_news(value: object, heard: list[Json]) -> object:
    match value:
        case {"type": "tool_result", "content": content, **rest}:
            text = scripts.said_to({"messages": [{"content": content}]})
            if '"events"' not in text:
                return value
            events = json.loads(text)["events"]
            heard += [event for event in events if event["type"] == "subtask_ended"]
            return rest
        case dict():
            return {key: _without_news(one, heard) for key, one in value.items()}
        case list():
            return [_without_news(one, heard) for one in value]
        case _:
            return value


def _final(posts: Sequence[Seen]) -> Iterator[Seen]:
    """Everything but the plan's steps in between: how often it is drawn depends on time."""
    drawn = [post for post in posts if post.method == "chat.update"]
    yield from (
        post
        for post in posts
        if post.method == "chat.postMessage" and "plan" not in str(post.args.get("metadata"))
    )
    yield from drawn[-1:]


def _channel(seen: Seen) -> str:
    return str(seen.args.get("channel") or seen.args.get("channel_id") or "")


def _bytes(value: object) -> str:
    """As it left; only how long things took, and random ids, are made equal."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return _RANDOM.sub("#", _SECONDS.sub("# s", text))


def closed_to_the_room(workspace: Workspace, ref: str) -> bool:
    """Whether not everybody in the company may open this."""
    source, _, key = ref.partition(":")
    if source == "slack":
        private = [channel.id for channel in workspace.channels if channel.kind != "public"]
        return key.partition(":")[0] in private
    if source == "drive":
        found = [file for file in workspace.files if file.id == key]
        return bool(found) and not (found[0].sharing.domain or found[0].sharing.link)
    return False
