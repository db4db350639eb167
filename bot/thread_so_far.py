"""What was said in a thread before a question, within a limit that keeps start and end."""

from collections.abc import Mapping, Sequence
from datetime import UTC

from bot.locales import Locales
from bot.reach import Reach
from bot.reading import Part
from bot.rendering.answer_rows import body_rows
from bot.rendering.markdown import plain_text
from bot.rendering.registry import Registry
from bot.slack_errors import OutOfReach, Refusal, Simplify
from bot.slack_text import mentioned, typed
from domain.answer import Answer
from domain.audience import PersonId
from domain.errors import SourceError
from domain.post import AnswerPost
from domain.question import ChannelId, MessageTs, ThreadTurn

MOST_CHARACTERS = 24_000
_LONGEST_TURN = 6_000


async def thread_so_far(
    reach: Reach, channel: ChannelId, thread: MessageTs, *, before: MessageTs
) -> tuple[ThreadTurn, ...]:
    """Oldest first; our answers whole, our other messages left out. Raises TryLater."""
    try:
        messages = await reach.slack.thread(channel, thread)
    except (OutOfReach, Simplify, Refusal):
        return ()
    earlier = [
        message
        for message in messages
        if moment(message.text("ts")) < moment(before)
        and message.text("subtype") != "tombstone"  # what Slack leaves of a deleted root
    ]
    names = await _names(reach, earlier)
    turns = [await _turn(reach, message, channel, names=names) for message in earlier]
    return within([turn for turn in turns if turn is not None], MOST_CHARACTERS)


async def _turn(
    reach: Reach, message: Part, channel: ChannelId, *, names: Mapping[PersonId, str]
) -> ThreadTurn | None:
    if message.text("user") == reach.bot_user or message.text("bot_id"):
        sent = await reach.outbox.at_message(channel, MessageTs(message.text("ts")))
        if sent is None or not isinstance(sent.post.content, AnswerPost):
            return None
        text = _answer_text(sent.post.content.answer, reach)
        return ThreadTurn(author="Dossier", text=text[:_LONGEST_TURN], own=True)
    said = typed(message.text("text"), bot_user=reach.bot_user, names=names).text
    if not said:
        return None
    author = names.get(PersonId(message.text("user")), "somebody")
    return ThreadTurn(author=author, text=said[:_LONGEST_TURN])


def _answer_text(answer: Answer, reach: Reach) -> str:
    locale = Locales().of(None, now=reach.now().astimezone(UTC))
    return plain_text(body_rows(answer, Registry.of(answer), locale))


async def _names(reach: Reach, messages: Sequence[Part]) -> dict[PersonId, str]:
    people = {PersonId(m.text("user")) for m in messages if m.text("user")}
    for message in messages:
        people.update(mentioned(message.text("text")))
    return await names_of(reach, people)


async def names_of(reach: Reach, people: "set[PersonId]") -> dict[PersonId, str]:
    """Names where they are known; a look-up that fails leaves its person out."""
    names: dict[PersonId, str] = {}
    for person in people - {PersonId(reach.bot_user)}:
        try:
            names[person] = await reach.name_of(person)
        except SourceError:
            continue
    return names


def within(turns: Sequence[ThreadTurn], limit: int) -> tuple[ThreadTurn, ...]:
    """The first turn and as many of the last as fit; a turn in between says what is missing."""
    if sum(len(turn.text) for turn in turns) <= limit:
        return tuple(turns)
    first, *rest = turns
    room = limit - len(first.text)
    kept: list[ThreadTurn] = []
    for turn in reversed(rest):
        room -= len(turn.text)
        if room < 0:
            break
        kept.append(turn)
    left_out = len(rest) - len(kept)
    note = ThreadTurn(author="", text=f"[{left_out} messages left out]")
    return (first, note, *reversed(kept))


def moment(ts: str) -> tuple[int, int]:
    """Seconds since 1970, and what orders messages within one."""
    seconds, _, micros = ts.partition(".")
    return (
        int(seconds) if seconds.isdecimal() else 0,
        int(micros) if micros.isdecimal() else 0,
    )
