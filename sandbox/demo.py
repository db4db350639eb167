"""The sandbox with the real bot as its child: in a browser, or for one question."""

import asyncio
import contextlib
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sandbox.launch import Sandbox
from sandbox.thread_text import text_of
from sandbox.workspace.schema import Channel, Workspace

_START_SECONDS = 120.0
_STOP_SECONDS = 10.0
_LOOK_SECONDS = 0.1
_ANSWER_SECONDS = 900
_QUIET_SECONDS, _READ_SECONDS = 1.5, 60.0
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "SSL_CERT_FILE", "VIRTUAL_ENV", "TMPDIR")


class BotDidNotStartError(RuntimeError):
    """The child ended or stayed silent; its own words are on the terminal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """The child, and the environment in which its commands work."""

    process: asyncio.subprocess.Process
    environment: Mapping[str, str]


def claude_environment() -> dict[str, str]:
    """With a key of your own the same sandbox runs on Claude."""
    key = os.environ.get("ANTHROPIC_API_KEY", "")
    if not key:
        return {}
    url = os.environ.get("ANTHROPIC_BASE_URL", "https://api.anthropic.com")
    return {"ANTHROPIC_API_KEY": key, "ANTHROPIC_BASE_URL": url}


@asynccontextmanager
async def bot_at_work(
    sandbox: Sandbox,
    *,
    own: Mapping[str, str],
    data: Path | None = None,
    program: Sequence[str] = ("-m", "bot", "run"),
) -> AsyncIterator[Bot]:
    """Start the bot, wait until it listens, stop it on leaving. Raises BotDidNotStartError.

    `program` is what Python is given.
    """
    with tempfile.TemporaryDirectory(prefix="dossier-") as fresh:
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        environment = {**kept, **sandbox.bot_environment(str(data or fresh)), **own}
        process = await asyncio.create_subprocess_exec(
            sys.executable, *program, env=environment, stdout=asyncio.subprocess.PIPE
        )
        try:
            await _until_it_listens(sandbox, process)
            yield Bot(process=process, environment=environment)
        finally:
            await _stop(process)


async def _until_it_listens(sandbox: Sandbox, process: asyncio.subprocess.Process) -> None:
    try:
        async with asyncio.timeout(_START_SECONDS):
            while not sandbox.slack.has_listeners:
                if process.returncode is not None:
                    raise BotDidNotStartError
                await asyncio.sleep(_LOOK_SECONDS)
    except TimeoutError as silent:
        raise BotDidNotStartError from silent


async def until_it_has_read(sandbox: Sandbox) -> None:
    """Until the bot has had its first look at Notion and the channels, at most a minute.

    A bot at work in a company has done so long ago. Comments and threads come later.
    """
    before = -1
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_READ_SECONDS):
            while (now := _first_looks(sandbox)) != before:
                before = now
                await asyncio.sleep(_QUIET_SECONDS)


def _first_looks(sandbox: Sandbox) -> int:
    said = sum(one.method != "conversations.replies" for one in sandbox.slack.requests)
    return said + sum("/comments" not in one.path for one in sandbox.notion.requests)


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        async with asyncio.timeout(_STOP_SECONDS):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question for the demo: by handle, in a channel by name."""

    text: str
    person: str
    channel: str
    as_json: bool = False


class NobodyThereError(Exception):
    """Who is to ask, or where, is not in this workspace; the message names who and what is."""


def must_be_there(asked: Asked, workspace: Workspace) -> None:
    """Raises NobodyThereError unless this person can mention the bot in this channel."""
    handles = [person.handle for person in workspace.people]
    if asked.person not in handles:
        message = f"Nobody here is called {asked.person}. There are: {', '.join(handles)}."
        raise NobodyThereError(message)
    open_to = [c.name for c in workspace.channels if _may_ask(workspace, asked.person, c)]
    if asked.channel not in open_to:
        message = (
            f"{asked.person} cannot ask in #{asked.channel}, but in: {', '.join(open_to)}."
        )
        raise NobodyThereError(message)


def _may_ask(workspace: Workspace, handle: str, channel: Channel) -> bool:
    person = next(one for one in workspace.people if one.handle == handle)
    comes_in = channel.kind == "public" and person.kind == "member"
    return channel.has_bot and (comes_in or handle in channel.members)


async def ask_once(sandbox: Sandbox, bot: Bot, asked: Asked) -> int:
    """Mention the bot, print the thread as it grows; 0 only with a delivered answer."""
    channel = next(c.id for c in sandbox.workspace.channels if c.name == asked.channel)
    ts = await sandbox.slack.say(asked.person, channel, f"@dossier {asked.text}")
    print(f"{asked.person} in #{asked.channel}: {asked.text}\n", flush=True)
    report = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", "report", f"{channel}/{ts}", "--wait", str(_ANSWER_SECONDS)),
        env=dict(bot.environment),
        stdout=asyncio.subprocess.PIPE,
    )
    told = asyncio.create_task(report.communicate())
    shown: dict[str, str] = {}
    while not told.done():
        _print_new(sandbox, asked.person, channel, ts=ts, shown=shown)
        await asyncio.sleep(_LOOK_SECONDS)
    await asyncio.sleep(1)  # the plan's last state follows the answer
    _print_new(sandbox, asked.person, channel, ts=ts, shown=shown)
    line, _ = await told
    if asked.as_json:
        print(line.decode().strip(), flush=True)
    return report.returncode or 0


def _print_new(
    sandbox: Sandbox, person: str, channel: str, *, ts: str, shown: dict[str, str]
) -> None:
    for message in sandbox.slack.messages_in(person, channel, thread_ts=ts):
        text, key = text_of(message), str(message["ts"])
        if key != ts and shown.get(key) != text:
            shown[key] = text
            print(f"{text}\n", flush=True)
