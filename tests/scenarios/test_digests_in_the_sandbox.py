"""The whole program over a workspace that changes between two slots of a digest."""

import asyncio
import re
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from sandbox.demo import Bot, bot_at_work
from sandbox.launch import Sandbox, open_sandbox
from sandbox.thread_text import text_of
from sandbox.workspace.loading import load
from sandbox.workspace.schema import DriveFile

SHIPPED = Path(__file__).parents[2] / "sandbox" / "workspace" / "kelvane"
WORDS = "@dossier every weekday at 8:30 what changed about pricing and competitors, here"
KINDS = ("New", "Changed", "Contradicted", "No longer so")
ADDED = "Pricing decision: the Portuguese competitors page goes live on 3 December."
AGAINST = "Tessaly Core was €61 in the last three deals I saw"
Message = dict[str, Any]


@dataclass(slots=True, kw_only=True)
class Workplace:
    sandbox: Sandbox
    channel: str
    bot: Bot
    digest: str = ""

    def editions(self) -> list[Message]:
        return [
            message
            for message in self.sandbox.slack.messages_in("dana", self.channel)
            if "made by Dana" in text_of(message) and "thread_ts" not in message
        ]

    async def until(self, check: Callable[[], bool], *, seconds: float = 60) -> None:
        async with asyncio.timeout(seconds):
            while not check():  # noqa: ASYNC110 - the bot is another program
                await asyncio.sleep(0.1)

    async def make(self) -> None:
        """By words, read back, saved."""
        slack = self.sandbox.slack
        ts = await slack.say("dana", self.channel, WORDS)
        await self.until(lambda: len(slack.messages_in("dana", self.channel, thread_ts=ts)) > 1)
        message = slack.messages_in("dana", self.channel, thread_ts=ts)[-1]
        self.digest = message["blocks"][-1]["elements"][0]["value"]
        await slack.press("dana", self.channel, message["ts"], action_id="digest_save")
        await self.until(lambda: "Saved." in text_of(self.said_last(ts)))
        await slack.press("dana", self.channel, message["ts"], action_id="digest_run")
        await self.until(lambda: len(self.editions()) == 1)

    def said_last(self, thread: str) -> Message:
        return self.sandbox.slack.messages_in("dana", self.channel, thread_ts=thread)[-1]

    def said_to(self, person: str, channel: str) -> str:
        return "\n".join(map(text_of, self.sandbox.slack.messages_in(person, channel)))

    async def run_again(self) -> list[str]:
        """The lines of the next edition."""
        last, count = self.editions()[-1], len(self.editions())
        await self.sandbox.slack.press(
            "dana", self.channel, last["ts"], action_id="digest_run", value=self.digest
        )
        await self.until(lambda: len(self.editions()) > count)
        return text_of(self.editions()[-1]).splitlines()

    async def command(self, *words: str) -> tuple[int, str]:
        """`dossier digest …` in a terminal beside the running bot: exit code and output."""
        child = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot", "digest", *words),
            env=dict(self.bot.environment),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        out, _ = await child.communicate()
        return child.returncode or 0, out.decode()


@asynccontextmanager
async def workplace(folder: Path) -> AsyncIterator[Workplace]:
    workspace = load(SHIPPED)
    async with (
        open_sandbox(workspace) as sandbox,
        bot_at_work(sandbox, own={}, data=folder) as bot,
    ):
        channel = next(c.id for c in workspace.channels if c.name == "pricing")
        yield Workplace(sandbox=sandbox, channel=channel, bot=bot)


@pytest.mark.slow
async def test_an_unchanged_workspace_repeats_nothing(tmp_path: Path) -> None:
    """One quiet line, with what was checked."""
    async with workplace(tmp_path) as place:
        await place.make()
        lines = await place.run_again()

        assert lines[0].startswith("Nothing new on “what changed about pricing")
        assert not any(line.startswith("•") for line in lines)


def raised(file: DriveFile, price: str, *, at: datetime) -> DriveFile:
    """The battlecard with that price become 62."""
    tabs = tuple(
        replace(
            tab, rows=tuple(tuple("62" if c == price else c for c in row) for row in tab.rows)
        )
        for tab in file.tabs
    )
    return replace(file, tabs=tabs, modified=at)


@pytest.mark.slow
async def test_a_changed_workspace_is_told_exactly(tmp_path: Path) -> None:
    """One fact added, one changed, one contradicted, a document gone; the rest is counted."""
    async with workplace(tmp_path) as place:
        await place.make()
        box, first = place.sandbox, text_of(place.editions()[-1])
        price = re.findall(r"EUR per site (\d+)", first)[0]
        files = {file.name: file for file in box.workspace.files}
        card = next(files[name] for name in files if name.startswith("Battlecard"))
        gone = next(files[name] for name in files if name.endswith("new prices, draft 3"))
        await box.slack.say("priya", place.channel, ADDED)
        await box.slack.say("priya", place.channel, AGAINST)
        box.drive.put(raised(card, price, at=box.clock.now()))
        box.drive.remove(gone.id)
        await asyncio.sleep(1)
        lines = [line for line in await place.run_again() if line.startswith("•")]
        told = {
            kind: [line for line in lines if line.startswith(f"• {kind} ·")] for kind in KINDS
        }

        assert [ADDED in line for line in told["New"]] == [True]
        assert ["EUR per site 62" in line for line in told["Changed"]] == [True]
        assert [AGAINST in line for line in told["Contradicted"]] == [True]
        assert all("An older version said" in line for line in told["No longer so"])
        assert told["No longer so"]
        assert sum(map(len, told.values())) == len(lines) - 1
        assert "claims checked again" in lines[-1]


@pytest.mark.slow
async def test_operators_have_the_same_digests_on_the_command_line(tmp_path: Path) -> None:
    """Add, list, show, run, pause, delete, beside the process that runs them."""
    async with workplace(tmp_path) as place:
        owner = next(p.email for p in place.sandbox.workspace.people if p.handle == "dana")
        question = "what changed about pricing and competitors"
        whose = ("--as", owner, "--in", "#pricing")
        refused = await place.command("add", "every minute", question, *whose)
        code, added = await place.command("add", "daily at 9:00", question, *whose)
        digest = added.split()[0]
        listed = await place.command("list")
        ran = await place.command("run", digest)
        await place.until(lambda: bool(place.editions()))
        shown = await place.command("show", digest)
        deleted = await place.command("delete", digest)
        empty = await place.command("list")

        assert refused[0] == 1
        assert "once an hour at most" in refused[1]
        assert (code, ran[0], deleted[0]) == (0, 0, 0)
        assert "Every day at 09:00, Europe/London, in #pricing" in listed[1]
        assert "done" in shown[1] or "settled" in shown[1]
        assert "There is no digest." in empty[1]


@pytest.mark.slow
async def test_an_operator_can_give_somebody_a_digest_of_their_own(tmp_path: Path) -> None:
    """In the direct message with them, which is opened if there is none yet."""
    async with workplace(tmp_path) as place:
        owner = next(p.email for p in place.sandbox.workspace.people if p.handle == "dana")
        question = "what changed about pricing and competitors"
        _, added = await place.command(
            *("add", "mondays at 9", question, "--as", owner, "--in", "dm")
        )
        await place.command("run", added.split()[0])
        direct = await place.sandbox.slack.open_dm("dana")
        await place.until(lambda: "made by Dana" in place.said_to("dana", direct))

        assert "Every Monday at 09:00, Europe/London, in our direct message" in added
