"""What the greeting counts: what everyone in the room can open, and not a document more."""

import re
from pathlib import Path

import pytest

from evals.stage import Stage, open_stage
from sandbox.thread_text import text_of
from sandbox.workspace.loading import load
from tests.wire.slack_room import until

SHIPPED = Path("sandbox/workspace/kelvane")


async def greeting(stage: Stage, channel: str) -> str:
    """What is said in a channel that the bot joins anew."""
    slack = stage.sandbox.slack
    place = next(c.id for c in stage.sandbox.workspace.channels if c.name == channel)

    def said() -> list[str]:
        texts = [text_of(message) for message in slack.messages_in("dana", place)]
        return [text for text in texts if text.startswith("I'm Dossier.")]

    await slack.dismiss("dana", place)
    await slack.invite("dana", place)
    await until(said, seconds=60)
    return said()[-1]


def counted(text: str, what: str) -> int:
    found = re.search(rf"(\d+) {what}s?\b", text)
    return int(found[1]) if found else 0


@pytest.mark.slow
async def test_a_greeting_counts_what_everyone_in_the_room_can_open(tmp_path: Path) -> None:
    """Private channels, files of a few and pages of a few are in no count of a public channel.

    Where a guest reads along, only what that guest reads is left, and files are not told.
    """
    workspace = load(SHIPPED)
    public = [c for c in workspace.channels if c.kind == "public" and c.has_bot]
    async with open_stage(workspace, tmp_path) as stage:
        await stage.settled()
        members = await greeting(stage, "compliance")
        with_guest = await greeting(stage, "website")

        assert counted(members, "channel") == len(public)
        assert 0 < counted(members, "file") < len(workspace.files)
        assert counted(members, "Notion page") > 0
        assert members.endswith(", and the web.\n‹What can you see?›  ‹Settings›")
        assert counted(with_guest, "channel") == 1
        assert counted(with_guest, "file") == 0
