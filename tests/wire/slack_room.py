"""A small workspace and a Slack server on a free port, for the tests of the Slack sandbox."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from aiohttp import web

from sandbox.clock import SandboxClock
from sandbox.faults import Faults
from sandbox.slack.scopes import Manifest
from sandbox.slack.server import SlackServer
from sandbox.workspace.schema import Channel, Message, Person, Workspace

TODAY = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

PEOPLE = (
    Person(
        handle="dana",
        name="Dana Roth",
        email="dana@tidewater.example",
        title="Head of Product",
        timezone="Europe/Berlin",
    ),
    Person(handle="lee", name="Lee Park", email="lee@tidewater.example"),
    Person(handle="priya", name="Priya Nair", email="priya@tidewater.example"),
    Person(handle="gus", name="Gus Ray", email="gus@agency.example", kind="guest"),
    Person(
        handle="sven",
        name="Sven Holm",
        email="sven@globex.example",
        kind="stranger",
        organisation="Globex",
    ),
)


def said(author: str, days: int, text: str, *replies: Message) -> Message:
    """A message `days` before today."""
    at = TODAY - timedelta(days=days)
    return Message(author=author, at=at, text=text, replies=replies)


WORKSPACE = Workspace(
    name="Tidewater",
    domain="tidewater.example",
    today=TODAY,
    people=PEOPLE,
    channels=(
        Channel(
            name="pricing",
            topic="Prices and plans",
            members=("dana", "lee", "priya"),
            messages=(
                said(
                    "priya",
                    60,
                    "Team and Business go up by 12 % on 1 October, @dana agrees",
                    said("dana", 60, "Agreed. The margin review left us no choice."),
                    said("lee", 59, "Support will hear about guest seats & refunds <soon>"),
                ),
                said("lee", 30, "Acme published new list prices: https://acme.example/pricing"),
            ),
        ),
        Channel(
            name="leads",
            kind="private",
            members=("dana", "priya"),
            messages=(said("priya", 10, "Layoffs are planned for the Berlin office"),),
        ),
        Channel(name="support", members=("lee", "gus"), has_bot=False),
        Channel(name="globex-bridge", kind="shared", members=("dana", "sven")),
    ),
)


@asynccontextmanager
async def slack_room(
    workspace: Workspace = WORKSPACE, *, manifest: Manifest | None = None
) -> AsyncIterator[SlackServer]:
    """The server, listening; `api_url` and friends come from its `team.base_url`."""
    slack = SlackServer(
        workspace=workspace,
        clock=SandboxClock.starting_at(workspace.today),
        faults=Faults(),
        manifest=manifest,
    )
    runner = web.AppRunner(slack.app(), access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    slack.bind(f"http://127.0.0.1:{port}")
    try:
        yield slack
    finally:
        await runner.cleanup()
