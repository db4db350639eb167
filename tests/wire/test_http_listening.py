"""Slack over HTTP: what is signed and new gets in, once; nothing else does."""

import asyncio
import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path

import aiohttp
import pytest

from bot.face import Address, Face
from bot.http_listening import HttpDoor
from bot.settings import Settings, require_a_way_in
from domain.errors import Misconfigured
from sandbox.clock import SandboxClock
from sandbox.slack.wire import APP_TOKEN, BOT_TOKEN, Json
from tests.wire.bot_room import PlayedWork, duties_in, open_database, opened_face
from tests.wire.slack_room import slack_room, until

SECRET = "a signing secret"  # noqa: S105 - of nobody


def now() -> int:
    return int(SandboxClock().now().timestamp())


def mention(event_id: str = "Ev1", ts: str = "1795000000.000100") -> Json:
    event = {
        "type": "app_mention",
        "user": "UDANA",
        "channel": "CPRICING",
        "ts": ts,
        "text": "<@UDOSSIER> what changed?",
    }
    return {
        "type": "event_callback",
        "api_app_id": "A0DOSSIER",
        "team_id": "T0SANDBOX",
        "event_id": event_id,
        "event": event,
    }


def signed(body: str, *, at: int = 0, secret: str = SECRET) -> dict[str, str]:
    moment = str(at or now())
    digest = hmac.new(secret.encode(), f"v0:{moment}:{body}".encode(), sha256).hexdigest()
    return {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": moment,
        "X-Slack-Signature": f"v0={digest}",
    }


@asynccontextmanager
async def http_room(folder: Path) -> AsyncIterator[tuple[PlayedWork, Face, str]]:
    """A face that Slack calls; its address ends the tuple."""
    async with slack_room() as slack, open_database(folder) as database:
        work = PlayedWork(database=database, now=slack.team.clock.now)
        address = Address(
            bot_token=BOT_TOKEN,
            app_token="",
            base_url=f"{slack.team.base_url}/api/",
            signing_secret=SECRET,
            http_port=0,
        )
        async with (
            duties_in(slack, work) as duties,
            opened_face(slack, database, address, duties=duties) as face,
        ):
            door = face.connections
            assert isinstance(door, HttpDoor)
            async with asyncio.timeout(20):
                while not await door.is_connected():  # noqa: ASYNC110 - it has no event to wait for
                    await asyncio.sleep(0.02)
            yield work, face, f"http://127.0.0.1:{door.port}/slack/events"


async def sent(url: str, body: str | bytes, headers: dict[str, str]) -> int:
    async with aiohttp.ClientSession() as http, http.post(url, data=body, headers=headers) as r:
        await r.read()
        return r.status


async def test_a_signed_mention_starts_a_run(tmp_path: Path) -> None:
    """The same committing before the answer as over a socket."""
    async with http_room(tmp_path) as (work, _, url):
        body = json.dumps(mention())
        status = await sent(url, body, signed(body))
        await until(lambda: work.started)

        assert status == 200
        assert work.started[0].text == "what changed?"


async def test_what_is_not_signed_by_slack_is_turned_away(tmp_path: Path) -> None:
    """Without a signature, with another's, or with a signature of another body."""
    async with http_room(tmp_path) as (work, _, url):
        body = json.dumps(mention())
        other = json.dumps(mention("Ev2"))
        tries = (
            {"Content-Type": "application/json"},
            signed(body, secret="another"),  # noqa: S106 - of nobody
            signed(other),
        )
        statuses = [await sent(url, body, headers) for headers in tries]
        await asyncio.sleep(0.4)

        assert statuses == [401, 401, 401]
        assert work.started == []


async def test_what_was_signed_six_minutes_ago_is_turned_away(tmp_path: Path) -> None:
    """Whoever kept a request cannot send it again later."""
    async with http_room(tmp_path) as (work, _, url):
        body = json.dumps(mention())
        old = now() - 360
        status = await sent(url, body, signed(body, at=old))

        assert status == 401
        assert work.started == []


@pytest.mark.parametrize("stamp", ["", "soon", "12e", "١٢٣", "9" * 40])
async def test_a_moment_that_is_no_number_is_turned_away(tmp_path: Path, stamp: str) -> None:
    """With a refusal, not with a failure of ours."""
    async with http_room(tmp_path) as (work, _, url):
        body = json.dumps(mention())
        headers = signed(body) | {"X-Slack-Request-Timestamp": stamp}

        assert await sent(url, body, headers) == 401
        assert work.started == []


async def test_bytes_that_are_no_text_are_turned_away(tmp_path: Path) -> None:
    """Slack sends none."""
    async with http_room(tmp_path) as (work, _, url):
        assert await sent(url, b"\xff\xfe{}", signed("{}")) == 401
        assert work.started == []


@pytest.mark.parametrize("team", ["TOTHER", ""])
async def test_what_happens_in_another_workspace_starts_nothing(
    tmp_path: Path, team: str
) -> None:
    """It is acknowledged, since Slack would repeat it, and goes no further."""
    async with http_room(tmp_path) as (work, _, url):
        foreign = json.dumps(mention() | {"team_id": team})
        own = json.dumps(mention("Ev2", "1795000001.000100"))

        assert await sent(url, foreign, signed(foreign)) == 200
        assert await sent(url, own, signed(own)) == 200
        await until(lambda: work.started)

        assert [question.room.channel for question in work.started] == ["CPRICING"]
        assert [question.message for question in work.started] == ["1795000001.000100"]


async def test_a_request_that_is_played_back_changes_nothing(tmp_path: Path) -> None:
    """Within the five minutes the signature is remembered; a command has no event id."""
    async with http_room(tmp_path) as (work, _, url):
        body = json.dumps(mention())
        headers = signed(body)
        statuses = [await sent(url, body, headers) for _ in range(3)]
        await until(lambda: work.started)
        await asyncio.sleep(0.4)

        assert statuses == [200, 200, 200]
        assert len(work.started) == 1


async def test_slack_can_check_that_the_address_is_ours(tmp_path: Path) -> None:
    """The challenge comes back as it came."""
    async with http_room(tmp_path) as (_, _, url):
        body = json.dumps({"type": "url_verification", "challenge": "abc"})
        async with (
            aiohttp.ClientSession() as http,
            http.post(url, data=body, headers=signed(body)) as reply,
        ):
            said = await reply.json()

        assert said == {"challenge": "abc"}


def settings(**given: object) -> Settings:
    return Settings(_env_file=None, **given)  # type: ignore[arg-type, call-arg] # pydantic's


def test_one_way_in_is_needed_and_two_are_refused() -> None:
    """With both, everything would be heard twice."""
    require_a_way_in(settings(slack_app_token=APP_TOKEN))
    require_a_way_in(settings(slack_http_port=3000, slack_signing_secret=SECRET))
    wrong = (
        settings(),
        settings(slack_http_port=3000),
        settings(slack_http_port=3000, slack_signing_secret=SECRET, slack_app_token=APP_TOKEN),
    )
    named = []
    for one in wrong:
        with pytest.raises(Misconfigured) as refused:
            require_a_way_in(one)
        named.append(refused.value.name)

    assert named == ["SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN"]
