"""Slash commands and the message shortcut: they post the question, and work in its thread."""

from bot.admission import HOW_TO_ASK
from bot.asking import Wish, run_of, take_in
from bot.reach import Reach
from bot.rendering.inert import one_line
from bot.rendering.message import Message
from bot.rendering.notices import notice
from bot.slack_errors import OutOfReach
from bot.slack_text import mentioned, says_something, typed
from bot.thread_so_far import names_of
from domain.arrival import Commanded, ShortcutUsed
from domain.question import ChannelId, MessageTs, RunId

HELP = (
    "/research followed by a question: I post it here and answer in its thread. Use it in a "
    "channel that I am in, or in our direct message. In a thread, mention me instead.\n"
    "A reply in the thread steers me while I work, and asks further when I am done."
)
DIGESTS_LATER = "I can't set up digests yet."
ON_IT = "On it."
_ASKS = "{name} asks: {question}"


def at_once(command: str, text: str) -> str:
    """What the person sees when the command is taken in."""
    if command != "/research":
        return DIGESTS_LATER
    words = text.strip().casefold()
    if words in ("", "help", "?"):
        return HELP
    return ON_IT if says_something(text) else HOW_TO_ASK


async def commanded(reach: Reach, arrival: Commanded) -> None:
    """Post the question where it was typed, or in a direct message where we are no member."""
    if at_once(arrival.command, arrival.text) != ON_IT:
        return
    run = run_of("command", arrival.id)
    name = await reach.name_of(arrival.person)
    people = await names_of(reach, set(mentioned(arrival.text)))
    words = typed(arrival.text, bot_user=reach.bot_user, names=people).text
    lead = notice(_ASKS.format(name=one_line(name, 60), question=words))
    channel = arrival.channel
    try:
        root = await _posted(reach, channel, run, lead=lead)
    except OutOfReach:
        channel = await reach.slack.direct_message(arrival.person)
        root = await _posted(reach, channel, run, lead=lead)
    wish = Wish(run=run, person=arrival.person, channel=channel, raw=arrival.text, thread=root)
    await take_in(reach, wish)


async def _posted(reach: Reach, channel: ChannelId, run: RunId, *, lead: Message) -> MessageTs:
    """The message that the run's thread hangs on, posted once."""
    key = f"root-{run}"
    found = await reach.slack.posted_as(key, channel=channel, thread="")
    return found or await reach.slack.post(lead, channel=channel, key=key)


async def shortcut_used(reach: Reach, arrival: ShortcutUsed) -> None:
    """Research what a message says, in its thread."""
    wish = Wish(
        run=run_of("shortcut", arrival.id),
        person=arrival.person,
        channel=arrival.channel,
        raw=arrival.text,
        thread=arrival.thread or arrival.ts,
        is_follow_up=True,
    )
    await take_in(reach, wish)
