"""`dossier digest …`: what operators do with digests, on the same tables as everybody else."""

import argparse
import secrets
from collections.abc import Awaitable, Callable
from datetime import datetime

import aiohttp

from bot.digest_home import line_of
from bot.digest_places import shown as place_of
from bot.digest_running import Rooms
from bot.locales import said_in
from bot.pacing import Pace
from bot.rendering.digest_read_back import headline, times_of
from bot.slack_client import SlackClient, slack_sdk_client
from bot.slack_errors import SlackTrouble
from bot.wiring import Dossier
from domain.audience import PersonKind
from domain.digest import (
    KEPT_FOR,
    Digest,
    DigestId,
    DigestState,
    Missed,
    Slot,
    SlotKind,
    WhenUnchanged,
)
from domain.errors import NeedsAsker
from domain.question import Asker, ChannelId, Room
from scheduling.cadence import upcoming
from scheduling.keeping import activate, delete, pause
from scheduling.ports import Books, Closed
from scheduling.words import read_when
from store.digest_slots import SlotRow
from store.digests import DigestRow

Print = Callable[[str], None]
_OPERATOR = "an operator"
NO_DM = "Slack opens no direct message with {name} ({code})."
_STAMP = "%Y-%m-%d %H:%M UTC"


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("digest", help="add, list, show and control digests")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    add = verbs.add_parser("add", help="make a digest")
    add.add_argument("when", help='"every weekday at 8:30", or a cron line')
    add.add_argument("question")
    add.add_argument("--as", dest="as_", required=True, metavar="EMAIL", help="whose it is")
    add.add_argument("--in", dest="channel", required=True, help="#channel, its id, or dm")
    add.add_argument("--missed", choices=[one.value for one in Missed], default="latest")
    add.add_argument("--silent", action="store_true", help="say nothing when nothing is new")
    add.add_argument("--usd-per-month", type=float, default=20.0)
    verbs.add_parser("list", help="every digest")
    for verb, what in _VERBS.items():
        verbs.add_parser(verb, help=what).add_argument("id")


_VERBS = {
    "show": "a digest, its next times and what its latest slots covered",
    "pause": "stop it for a while",
    "resume": "start it again, for ninety days",
    "run": "run it now, beside its times",
    "delete": "end it and forget what it remembered",
}


async def run_command(dossier: Dossier, options: argparse.Namespace, show: Print) -> bool:
    """False if there is no such digest. Raises NeedsAsker with what is wrong."""
    books = Books.of(dossier.database)
    match options.verb:
        case "add":
            show(await _add(dossier, books, options))
            return True
        case "list":
            rows = await books.digests.all()
            for row in rows:
                show(f"{row.digest.id}  {line_of(row)}")
            if not rows:
                show("There is no digest.")
            return True
        case verb:
            return await _one(dossier, books, _Wanted(verb, DigestId(options.id), show))


class _Wanted:
    def __init__(self, verb: str, digest: DigestId, show: Print) -> None:
        self.verb = verb
        self.digest = digest
        self.show = show


async def _one(dossier: Dossier, books: Books, wanted: _Wanted) -> bool:
    row = await books.digests.get(wanted.digest)
    if row is None:
        wanted.show(f"There is no digest {wanted.digest}.")
        return False
    act: dict[str, Callable[[], Awaitable[str]]] = {
        "show": lambda: _shown(books, row, now=dossier.now()),
        "pause": lambda: _paused(books, row),
        "resume": lambda: _resumed(books, row, now=dossier.now()),
        "run": lambda: _run(books, row, now=dossier.now()),
        "delete": lambda: _deleted(books, row),
    }
    wanted.show(await act[wanted.verb]())
    return True


async def _add(dossier: Dossier, books: Books, options: argparse.Namespace) -> str:
    owner = await _owner(dossier, options.as_)
    room = await _room(dossier, options.channel, owner)
    now = dossier.now()
    digest = Digest(
        id=DigestId(secrets.token_hex(4)),
        question=options.question,
        cadence=read_when(options.when, zone=owner.timezone, now=now),
        owner=owner.id,
        owner_name=owner.name,
        channel=room.channel,
        place=place_of(room, "en"),
        created=now,
        expires=now + KEPT_FOR,
        missed=Missed(options.missed),
        unchanged=WhenUnchanged.SILENCE if options.silent else WhenUnchanged.LINE,
        usd_per_month=options.usd_per_month,
        language=said_in(options.question, owner),
    )
    await activate(books, digest, now=now)
    return f"{digest.id}  {_next_times(digest, now)}"


def _next_times(digest: Digest, now: datetime) -> str:
    moments = upcoming(digest.cadence, after=now)
    return f"{headline(digest)}. Next: {times_of(moments, digest)}"


async def _owner(dossier: Dossier, email: str) -> Asker:
    for person in await dossier.sources.directory.people.everyone():
        if person.email.casefold() == email.casefold() and person.kind is PersonKind.MEMBER:
            return person.asker
    raise NeedsAsker(f"Nobody here has the address {email}.")


async def _room(dossier: Dossier, said: str, owner: Asker) -> Room:
    """Raises NeedsAsker for a channel that we are not in, or that is closed."""
    directory = dossier.sources.directory
    channel = ChannelId(said)
    if said == "dm":
        return await directory.room(await _direct_message(dossier, owner))
    for id_, wire in (await directory.joined()).items():
        if (wire.name or "").casefold() == said.lstrip("#").casefold():
            channel = id_
    found = await Rooms(directory).room(channel)
    if isinstance(found, Closed):
        raise NeedsAsker(f"{said} does not work for {owner.name}: {found.why}")
    return found


async def _direct_message(dossier: Dossier, owner: Asker) -> ChannelId:
    settings = dossier.settings
    token = settings.slack_bot_token.get_secret_value()
    async with aiohttp.ClientSession() as session:
        sdk = slack_sdk_client(token, settings.slack_api_url, session)
        try:
            return await SlackClient(sdk, Pace()).direct_message(owner.id)
        except SlackTrouble as refused:
            raise NeedsAsker(NO_DM.format(name=owner.name, code=refused.code)) from None


async def _shown(books: Books, row: DigestRow, *, now: datetime) -> str:
    digest = row.digest
    slots = await books.slots.of(digest.id)
    claims = len(await books.slots.remembered(digest.id))
    lines = [
        f"{digest.id}  {row.state.value}  {_next_times(digest, now)}",
        f"“{digest.question}”, made by {digest.owner_name}, until {digest.expires:{_STAMP}}",
        f"missed: {digest.missed.value} · unchanged: {digest.unchanged.value}",
        f"at most ${digest.usd_per_month:g} a month · {claims} claims remembered",
        *([row.note] if row.note else []),
        *[_slot_line(one) for one in slots],
    ]
    return "\n".join(lines)


def _slot_line(row: SlotRow) -> str:
    covered = row.covered
    news = len(row.edition.news) if row.edition else 0
    parts = [
        f"  {row.slot.at:{_STAMP}}",
        row.slot.state.value,
        f"{covered.read} read, {news} news, {covered.unchanged} unchanged, ${covered.usd:.2f}",
        row.note,
    ]
    return "  ".join(part for part in parts if part)


async def _paused(books: Books, row: DigestRow) -> str:
    done = await pause(books, row.digest, by=_OPERATOR)
    return "Paused." if done else "It was paused already."


async def _resumed(books: Books, row: DigestRow, *, now: datetime) -> str:
    await activate(books, row.digest, now=now)
    return f"It runs. {_next_times(row.digest, now)}"


async def _run(books: Books, row: DigestRow, *, now: datetime) -> str:
    if row.state not in (DigestState.ACTIVE, DigestState.PAUSED):
        raise NeedsAsker("It has ended. Resume it first.")
    await books.slots.ask(Slot(digest=row.digest.id, at=now, start=now, kind=SlotKind.NOW))
    return "It runs as soon as `dossier run` sees it."


async def _deleted(books: Books, row: DigestRow) -> str:
    await delete(books, row.digest, by=_OPERATOR)
    return "Deleted. What it posted stays."
