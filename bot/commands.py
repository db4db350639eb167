"""Slash commands and the message shortcut: they post the question, and work in its thread."""

from bot import digest_making
from bot.asking import Wish, run_of, take_in
from bot.options import Options, Wrong, options_of
from bot.reach import Reach
from bot.rendering.inert import one_line
from bot.rendering.message import Message
from bot.rendering.notices import notice
from bot.rendering.words import Words
from bot.research_form import research_view
from bot.slack_errors import OutOfReach, SlackTrouble
from bot.slack_text import mentioned, says_something, typed
from bot.thread_so_far import names_of
from domain.arrival import (
    Commanded,
    CommandEmpty,
    ShortcutUsed,
)
from domain.press import (
    ResearchFormSent,
)
from domain.question import ChannelId, MessageTs, RunId


def at_once(command: str, text: str, words: Words) -> str:
    """What the person sees when the command is taken in."""
    if command == "/digest":
        return digest_making.at_once(text, words.code)
    if not text.strip():
        return ""  # a form opens
    if text.strip().casefold() in ("help", "?"):
        return words.help
    options = options_of(text)
    if options.wrong:
        return words.wrong_effort if options.wrong is Wrong.EFFORT else words.wrong_sources
    return words.on_it if says_something(options.text) else words.how_to_ask


def _asks(text: str) -> bool:
    is_help = text.strip().casefold() in ("help", "?")
    options = options_of(text)
    return not (is_help or options.wrong) and says_something(options.text)


async def commanded(reach: Reach, arrival: Commanded) -> None:
    """Post the question where it was typed, or in a direct message where we are no member."""
    if arrival.command == "/digest":
        await digest_making.commanded(reach, arrival)
        return
    if not _asks(arrival.text):
        return
    options = options_of(arrival.text)
    await _ask(reach, arrival, options, run=run_of("command", arrival.id))


async def form_wanted(reach: Reach, arrival: CommandEmpty) -> None:
    """Too late for a form, the help says how to ask without one."""
    words = await reach.words(arrival.person)
    try:
        await reach.slack.open_view(arrival.trigger, research_view(arrival.channel, words))
    except SlackTrouble:
        await reach.slack.whisper(
            notice(words.help), channel=arrival.channel, user=arrival.person, thread=""
        )


async def form_sent(reach: Reach, arrival: ResearchFormSent) -> None:
    options = Options(
        text=arrival.text,
        effort=arrival.effort,
        sources=arrival.sources,
        is_private=arrival.is_private,
    )
    await _ask(reach, arrival, options, run=run_of("form", arrival.id))


async def _ask(
    reach: Reach, arrival: Commanded | ResearchFormSent, options: Options, *, run: RunId
) -> None:
    """In the channel; privately, or where we are no member, in the direct message."""
    name = await reach.name_of(arrival.person)
    people = await names_of(reach, set(mentioned(options.text)))
    words = typed(options.text, bot_user=reach.bot_user, names=people).text
    asks = (await reach.words(arrival.person, words)).asks
    lead = notice(asks.format(name=one_line(name, 60), question=words))
    channel = arrival.channel
    if options.is_private:
        channel = await reach.slack.direct_message(arrival.person)
    try:
        root = await _posted(reach, channel, run, lead=lead)
    except OutOfReach:
        channel = await reach.slack.direct_message(arrival.person)
        root = await _posted(reach, channel, run, lead=lead)
    wish = Wish(
        run=run,
        person=arrival.person,
        channel=channel,
        raw=options.text,
        thread=root,
        effort=options.effort,
        sources=options.sources,
    )
    await take_in(reach, wish)


async def _posted(reach: Reach, channel: ChannelId, run: RunId, *, lead: Message) -> MessageTs:
    """The message that the run's thread hangs on, posted once."""
    key = f"root-{run}"
    found = await reach.slack.posted_as(key, channel=channel, thread="")
    return found or await reach.slack.post(lead, channel=channel, key=key)


async def shortcut_used(reach: Reach, arrival: ShortcutUsed) -> None:
    """Research what a message says, in its thread. A colleague's words are quoted."""
    wish = Wish(
        run=run_of("shortcut", arrival.id),
        person=arrival.person,
        channel=arrival.channel,
        raw=arrival.text,
        thread=arrival.thread or arrival.ts,
        is_follow_up=True,
        is_quoted=not arrival.is_own,
    )
    await take_in(reach, wish)
