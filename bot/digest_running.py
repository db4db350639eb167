"""The scheduler joined to the rest: rooms and people from Slack, the runs, and the sources."""

import asyncio
from functools import partial

from agents.limit_words import limit_words
from agents.limits import used_up
from bot.digest_closing import room_or_closed
from bot.digest_rereading import Rereading
from bot.wiring import Dossier
from connectors.slack_directory import SlackDirectory
from connectors.slack_links import permalink
from domain.audience import PersonId
from domain.digest import Digest
from domain.errors import Refused, SourceMissing
from domain.question import Asker, ChannelId, MessageTs, Question, Room
from policy.spending import Place
from scheduling.digests import Scheduler
from scheduling.ports import Books, Closed, Ports, Unpaid
from store.durable import broke_off
from store.halts import Halts
from store.ledger import Ledger


async def run_digests(dossier: Dossier) -> None:
    """For the life of the process."""
    spread = dossier.settings.dossier_digest_spread
    books = Books.of(dossier.database, spread_seconds=spread)
    team_url = (await dossier.sources.slack.identity()).url
    rooms = Rooms(dossier.sources.directory)
    halts = Halts(dossier.database)

    async def halted() -> bool:
        return await halts.current() is not None

    ports = Ports(
        room=rooms.room,
        owner=rooms.owner,
        unpaid=partial(unpaid, dossier.resources.ledger),
        start=partial(_start, dossier, halts),
        broke_off=broke_off,
        reread=Rereading(dossier.sources.for_run).standings,
        link=lambda channel, ts: permalink(team_url, channel, MessageTs(ts)),
        now=dossier.now,
        halted=halted,
    )
    scheduler = Scheduler(books, ports)
    scheduler.start()
    try:
        await asyncio.Event().wait()
    finally:
        scheduler.stop()


async def unpaid(ledger: Ledger, digest: Digest, room: Room) -> Unpaid | None:
    """What its owner, its room or the workspace has used up."""
    account = await ledger.exhausted(Place(person=digest.owner, channel=room.channel))
    if account is None:
        return None
    why = used_up(account, room, limit_words(digest.language))
    return Unpaid(why=why, account=account.key)


async def _start(dossier: Dossier, halts: Halts, question: Question) -> None:
    """Raises Refused while an admin has halted everything; the slot waits for the end of it."""
    if await halts.current():
        raise Refused(limit_words(question.asker.locale).paused)
    await dossier.desk.start(question)


class Rooms:
    """Look-ups at most a minute old (five for a public channel), so that hundreds can be made.

    What Slack tells of a channel ends them at once, and readers are compared again at posting.
    """

    def __init__(self, directory: SlackDirectory) -> None:
        self._directory = directory

    async def room(self, channel: ChannelId) -> Room | Closed:
        """Raises SourceError when Slack cannot be asked."""
        return await room_or_closed(self._directory, channel, fresh=False)

    async def owner(self, person: PersonId) -> Asker | None:
        """None for somebody who has left, or never was. Raises SourceError."""
        try:
            found = await self._directory.people.person(person)
        except SourceMissing:
            return None
        return found.asker if found.reads else None
