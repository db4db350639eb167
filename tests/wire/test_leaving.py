"""When Slack lets us go: the work stops, tokens go, the operator reads one message."""

import asyncio
import logging
from pathlib import Path

import pytest

from domain.arrival import (
    Asked,
    Delivered,
    Way,
)
from domain.audience import PersonId
from domain.events import RunState
from domain.question import ChannelId, MessageTs
from sandbox.slack.wire import BOT_TOKEN
from store.runs import Runs
from tests.wire.bot_room import bot_room
from tests.wire.slack_room import until


async def test_an_uninstalled_app_stops_its_runs_and_forgets_its_tokens(tmp_path: Path) -> None:
    """Slack says so with two events; both mean the same."""
    async with bot_room(tmp_path, plays=False) as room:
        await room.slack.say("dana", "CPRICING", "@dossier what changed?")
        await until(lambda: room.work.started)
        run = room.work.started[0].run
        await room.face.arrivals.lend(run, "xoxe-lent")
        await room.slack.uninstall()
        await until(room.face.slack.standing.lost.is_set)
        await until(lambda: room.work.stopped)

        assert await Runs(room.database).state(run) is RunState.STOPPED
        assert await room.face.arrivals.token(run) == ""


async def test_a_revoked_token_is_said_once_with_its_remedy(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """However many calls it fails; the program ends with the same words."""
    async with bot_room(tmp_path) as room:
        room.slack.team.revoked.add(BOT_TOKEN)
        with caplog.at_level(logging.CRITICAL, logger="dossier.standing"):
            for number in range(3):
                await room.face.arrivals.commit(asked(f"1795000000.00010{number}"))
            room.face.intake.nudge()
            await until(room.face.slack.standing.lost.is_set)
            await asyncio.sleep(0.5)
        said = [r.getMessage() for r in caplog.records if r.name == "dossier.standing"]

        assert len(said) == 1
        assert "token_revoked" in said[0]
        assert "set SLACK_BOT_TOKEN" in said[0]
        assert BOT_TOKEN not in said[0]


async def test_people_who_revoke_their_own_tokens_do_not_stop_us(tmp_path: Path) -> None:
    """The event has the same name; only the bot's own tokens matter."""
    async with bot_room(tmp_path) as room:
        event = {"type": "tokens_revoked", "tokens": {"oauth": ["UDANA"], "bot": []}}
        body = {
            "type": "event_callback",
            "api_app_id": "A0DOSSIER",
            "team_id": "T0SANDBOX",
            "event_id": "EvRevoked",
            "event": event,
        }
        await room.face.listeners.commit(body)
        await asyncio.sleep(0.3)

        assert not room.face.slack.standing.lost.is_set()


def asked(ts: str) -> Delivered:
    arrival = Asked(
        person=PersonId("UDANA"),
        channel=ChannelId("CPRICING"),
        ts=MessageTs(ts),
        text="<@UDOSSIER> what changed?",
        way=Way.MENTION,
    )
    return Delivered(key=f"event:{ts}", team="T0SANDBOX", arrival=arrival)
