"""The sources that the settings connect, made ready and closed again."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.drive_source import connected_accounts, drive_source
from bot.settings import Settings
from bot.sign_in import SignIn
from connectors.drive_accounts import ConnectedAccounts
from connectors.google_drive import DriveSource
from connectors.notion import Notion
from connectors.notion_door import NotionDoor
from connectors.notion_mirror import NotionMirror
from connectors.notion_readers import NotionReaders
from connectors.notion_tree import NotionTree
from connectors.parsing import Parser
from connectors.patience import Patience
from connectors.slack_directory import SlackDirectory
from connectors.slack_door import SlackDoor
from connectors.slack_history import SlackHistory
from connectors.slack_index import SlackIndex
from connectors.slack_kept import KeptConversations
from connectors.slack_people import SlackPeople
from connectors.source import Condition, Health, Source
from connectors.web import WebSource
from connectors.web_fetch import Fetcher, Gateway
from connectors.web_pages import PageReader
from connectors.web_search import SearchProvider, SearxNG, Tavily
from domain.question import RunId, SourceKind
from store.database import Database
from store.index import TextIndex
from store.lost_sources import LostSources
from store.messages import MessageLog
from store.urls import RunUrls

_HEALTH_KEPT = timedelta(seconds=60)
_TROUBLE_KEPT = timedelta(seconds=10)
_CHECK_SECONDS = 3.0  # a run waits for this before its plan is shown
AGENT = "DossierBot"

Now = Callable[[], datetime]
Chance = Callable[[], float]


@dataclass(slots=True, kw_only=True)
class Sources:
    """Everything that can be searched, with the workspace's directory beside it.

    `connected` holds the people who connected their own Drive, where that is how it is read.
    """

    now: Now
    slack: SlackDoor
    directory: SlackDirectory
    slack_index: SlackIndex | None
    notion_mirror: NotionMirror | None
    connected: ConnectedAccounts | None
    by_kind: Mapping[SourceKind, Source]
    losses: LostSources
    _health: dict[SourceKind, tuple[datetime, Health]] = field(default_factory=dict, init=False)
    _checking: dict[SourceKind, asyncio.Lock] = field(default_factory=dict, init=False)

    def for_run(self, run: RunId) -> Mapping[SourceKind, Source]:
        bound = dict(self.by_kind)
        web = bound.get(SourceKind.WEB)
        if isinstance(web, WebSource):
            bound[SourceKind.WEB] = web.for_run(run)
        return bound

    async def health(self) -> Sequence[Health]:
        """What each source says of itself, asked at most once a minute; trouble more often."""
        return await asyncio.gather(*(self._check(kind) for kind in self.by_kind))

    async def healthy(self) -> tuple[SourceKind, ...]:
        """What works now. Trouble may be over, so it is asked after anew."""
        health = await asyncio.gather(
            *(self._check(kind, trouble=timedelta(0)) for kind in self.by_kind)
        )
        return tuple(one.source for one in health if one.works)

    async def lost(self, kinds: Collection[SourceKind]) -> Mapping[SourceKind, datetime]:
        """Which of these refuse us when they are asked anew, and since when."""
        for kind in kinds:
            if kind in self.by_kind:
                self._health.pop(kind, None)
                await self._check(kind)
        return {kind: at for kind, at in (await self.losses.all()).items() if kind in kinds}

    async def _check(self, kind: SourceKind, *, trouble: timedelta = _TROUBLE_KEPT) -> Health:
        """As last found, or asked anew. Who waited while it was asked shares what it said."""
        came = self.now()
        async with self._checking.setdefault(kind, asyncio.Lock()):
            since, health = self._health.get(kind, (None, None))
            if since and health:
                kept = _HEALTH_KEPT if health.works else trouble
                if came - since < kept:
                    return health
            health = await self._asked(kind)
            self._health[kind] = (self.now(), health)
            await self._keep(health)
            return health

    async def _keep(self, health: Health) -> None:
        """A source that is only silent may still be ours, or not: nothing is known of it."""
        if health.refuses:
            await self.losses.refused(health.source, at=self.now())
        elif health.works:
            await self.losses.works(health.source)

    async def _asked(self, kind: SourceKind) -> Health:
        try:
            async with asyncio.timeout(_CHECK_SECONDS):
                return await self.by_kind[kind].check()
        except TimeoutError as late:
            cause = type(late).__name__
            return Health(source=kind, condition=Condition.SILENT, cause=cause)


@asynccontextmanager
async def open_sources(
    settings: Settings, database: Database, *, now: Now, chance: Chance
) -> AsyncIterator[Sources]:
    """Connect what has settings; what has none is not offered to any model."""
    async with AsyncExitStack() as stack:
        door = SlackDoor(
            token=settings.slack_bot_token.get_secret_value(),
            base_url=settings.slack_api_url,
            random=chance,
        )
        stack.push_async_callback(door.close)
        people = SlackPeople(door, now=now, email_domains=settings.google_domains)
        directory = SlackDirectory(door, people, now=now)
        parser = Parser()
        stack.callback(parser.close)
        parser.start()  # so that the first document read does not pay for it
        index = await _slack_index(stack, settings, (door, directory), now=now, chance=chance)
        by_kind: dict[SourceKind, Source] = {
            SourceKind.SLACK: SlackHistory(door=door, directory=directory, index=index, now=now)
        }
        connected = connected_accounts(settings, database)
        if drive := drive_source(settings, connected, (people, parser), now=now, chance=chance):
            stack.callback(drive.door.close)
            by_kind[SourceKind.DRIVE] = drive
        notion, mirror = await _notion(stack, settings, directory, now=now, chance=chance)
        if notion:
            by_kind[SourceKind.NOTION] = notion
        if web := _web(settings, database, parser, now=now, chance=chance):
            by_kind[SourceKind.WEB] = web
        yield Sources(
            now=now,
            slack=door,
            directory=directory,
            slack_index=index,
            notion_mirror=mirror,
            connected=connected,
            by_kind=by_kind,
            losses=LostSources(database),
        )


def sign_in_with(sources: Sources) -> SignIn | None:
    """How people connect their own Drive, where that is how it is read."""
    drive = sources.by_kind.get(SourceKind.DRIVE)
    if sources.connected is None or not isinstance(drive, DriveSource):
        return None
    return SignIn(
        accounts=sources.connected,
        subject=drive.door.subject,
        person=sources.directory.person,
        now=sources.now,
    )


async def _notion(
    stack: AsyncExitStack,
    settings: Settings,
    directory: SlackDirectory,
    *,
    now: Now,
    chance: Chance,
) -> tuple[Notion | None, NotionMirror | None]:
    token = settings.notion_token.get_secret_value()
    if not token:
        return None, None
    door = NotionDoor(token=token, base_url=settings.notion_api_url, random=chance)
    stack.push_async_callback(door.close)
    texts = TextIndex(settings.dossier_data / "notion-index.sqlite")
    await texts.open()
    stack.push_async_callback(texts.close)
    tree = NotionTree(door, now=now)
    readers = NotionReaders(settings.notion_readers, directory, now=now)
    mirror = NotionMirror(door=door, tree=tree, readers=readers, texts=texts, now=now)
    return Notion(door=door, tree=tree, readers=readers, mirror=mirror, now=now), mirror


async def _slack_index(
    stack: AsyncExitStack,
    settings: Settings,
    slack: tuple[SlackDoor, SlackDirectory],
    *,
    now: Now,
    chance: Chance,
) -> SlackIndex | None:
    if not settings.dossier_slack_index:
        return None
    door, directory = slack
    texts = TextIndex(settings.dossier_data / "slack-index.sqlite")
    messages = MessageLog(settings.dossier_data / "slack-messages.sqlite")
    await texts.open()
    stack.push_async_callback(texts.close)
    await messages.open()
    stack.push_async_callback(messages.close)
    kept = KeptConversations(door=door, directory=directory, texts=texts, messages=messages)
    return SlackIndex(door=door, directory=directory, kept=kept, now=now, random=chance)


def _web(
    settings: Settings, database: Database, parser: Parser, *, now: Now, chance: Chance
) -> WebSource | None:
    provider = _provider(settings, now)
    if provider is None:
        return None
    host, _, port = settings.web_gateway.rpartition(":")
    gateway = Gateway(host=host, port=int(port)) if host else None
    pages = PageReader(
        fetcher=Fetcher(agent=AGENT, gateway=gateway),
        parser=parser,
        agent=AGENT,
        now=now,
        random=chance,
    )
    patience = Patience(
        source=SourceKind.WEB,
        per_second=5,
        burst=10,
        at_once=8,
        deadline_seconds=18,
        random=chance,
    )
    return WebSource(
        provider=provider, pages=pages, registry=RunUrls(database), patience=patience
    )


def _provider(settings: Settings, now: Now) -> SearchProvider | None:
    if settings.searxng_url:
        return SearxNG(base_url=settings.searxng_url, now=now)
    if key := settings.tavily_api_key.get_secret_value():
        return Tavily(key=key, now=now)
    return None
