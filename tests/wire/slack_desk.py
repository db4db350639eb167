"""A workspace with rooms of every kind, and the Slack source as it is used, at its server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from connectors.slack_directory import SlackDirectory
from connectors.slack_door import SlackDoor
from connectors.slack_history import SlackHistory
from connectors.slack_index import SlackIndex
from connectors.slack_kept import KeptConversations
from connectors.slack_people import SlackPeople
from connectors.source import Access
from domain.audience import PersonId
from domain.evidence import Filters, SearchPage
from domain.question import ChannelId
from sandbox.slack.server import SlackServer
from sandbox.slack.wire import BOT_TOKEN
from sandbox.workspace.schema import Channel, Message, Workspace
from store.index import TextIndex
from store.messages import MessageLog
from tests.wire.slack_room import PEOPLE, TODAY, said, slack_room

EVERYBODY = ("dana", "lee", "priya")


def at_hour(author: str, hour: float, text: str) -> Message:
    """A message of the day before yesterday, outside threads."""
    morning = TODAY.replace(hour=0) - timedelta(days=2)
    return Message(author=author, at=morning + timedelta(hours=hour), text=text)


WORKSPACE = Workspace(
    name="Tidewater",
    domain="tidewater.example",
    today=TODAY,
    people=PEOPLE,
    channels=(
        Channel(
            name="pricing",
            members=EVERYBODY,
            messages=(
                said(
                    "priya",
                    60,
                    "Team and Business go up by 12 % on 1 October, <@UDANA> agrees",
                    said("dana", 60, "Agreed. The margin review left us *no choice*."),
                    said("lee", 59, "Support will hear about guest seats &amp; refunds"),
                ),
                said("lee", 30, "Acme has new list prices: https://acme.example/pricing"),
            ),
        ),
        Channel(
            name="support",
            members=("lee", "gus"),
            messages=(
                at_hour("lee", 9, "Seven tickets about the new prices so far"),
                at_hour("gus", 9.2, "Mostly about refunds"),
                at_hour("lee", 16, "The office plants need water"),
            ),
        ),
        Channel(
            name="margins",
            kind="private",
            members=("dana",),
            messages=(said("dana", 20, "Gross margin on Business prices fell to 61 %"),),
        ),
        Channel(
            name="globex-bridge",
            kind="shared",
            members=("dana", "sven"),
            messages=(said("sven", 3, "Globex wants the old prices until March"),),
        ),
        Channel(
            name="lounge",
            members=EVERYBODY,
            has_bot=False,
            messages=(said("priya", 4, "Rumour: prices of coffee pods go up"),),
        ),
        Channel(
            name="tokyo",
            members=EVERYBODY,
            messages=(said("priya", 8, "来月から日本の価格改定を実施します。"),),
        ),
    ),
)


@dataclass(slots=True, kw_only=True)
class Desk:
    """The source and what it stands on. `index` is swept once on entering."""

    slack: SlackServer
    door: SlackDoor
    directory: SlackDirectory
    index: SlackIndex
    source: SlackHistory

    async def access(self, person: str, channel: str = "", token: str = "") -> Access:
        """A question by a person (a handle) in a channel, or in a direct message."""
        asker = await self.directory.person(PersonId("U" + person.upper()))
        room = await self.directory.room(ChannelId(channel or "D" + person.upper()))
        return Access(asker=asker, room=room.readers, token=token, place=channel)

    async def search(
        self, query: str, access: Access, *, filters: Filters = Filters(), limit: int = 10
    ) -> SearchPage:
        return await self.source.search(query, filters, access, limit=limit)

    def asked(self, method: str) -> int:
        return len([seen for seen in self.slack.requests if seen.method == method])


@asynccontextmanager
async def slack_desk(
    workspace: Workspace = WORKSPACE, *, indexed: bool = True
) -> AsyncIterator[Desk]:
    async with slack_room(workspace) as slack:
        now = slack.team.clock.now
        base = f"{slack.team.base_url}/api/"
        door = SlackDoor(token=BOT_TOKEN, base_url=base, random=lambda: 0.0, call_seconds=1.5)
        directory = SlackDirectory(door, SlackPeople(door, now=now), now=now)
        texts, messages = TextIndex(), MessageLog()
        await texts.open()
        await messages.open()
        kept = KeptConversations(door=door, directory=directory, texts=texts, messages=messages)
        index = SlackIndex(
            door=door, directory=directory, kept=kept, now=now, random=lambda: 0.0
        )
        source = SlackHistory(
            door=door, directory=directory, index=index if indexed else None, now=now
        )
        if indexed:
            await index.sweep()
        try:
            yield Desk(slack=slack, door=door, directory=directory, index=index, source=source)
        finally:
            await source.close()
            await door.close()
            await texts.close()
            await messages.close()
