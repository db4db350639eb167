"""The digests of a person, or in a channel, as a list: in Home and for `/digest list`."""

from collections.abc import Sequence

from bot.reach import Reach
from bot.rendering.blocks import Json, actions, button, context, plain, section
from bot.rendering.digest import control_buttons
from bot.rendering.digest_languages import digest_words
from bot.rendering.digest_read_back import headline, times_of
from bot.rendering.inert import one_line
from bot.rendering.languages import words_for
from bot.rendering.message import Message
from bot.rendering.notices import notice
from domain.audience import PersonId
from domain.digest import DigestState
from domain.question import Asker, ChannelId
from scheduling.describing import day_of_year
from scheduling.saying import said
from scheduling.sentences import MY_DIGESTS, NEW_DIGEST, NONE_YET
from store.digests import DigestRow

_SHOWN = 15


async def digest_section(reach: Reach, person: PersonId, language: str) -> Sequence[Json]:
    """Blocks for Home: each digest with its buttons."""
    rows = (await reach.digests.digests.of_owner(person))[:_SHOWN]
    blocks: list[Json] = [{"type": "header", "text": plain(said(MY_DIGESTS, language), 150)}]
    for row in rows:
        blocks += [section(line_of(row)), buttons_of(row)]
    if not rows:
        blocks.append(context(said(NONE_YET, language)))
    return [
        *blocks,
        actions("digest_new", button(said(NEW_DIGEST, language), "digest_new", "new")),
    ]


async def listed(reach: Reach, person: Asker, channel: ChannelId) -> Sequence[Message]:
    """Mine first, then those that others have in this channel; one message each."""
    mine = await reach.digests.digests.of_owner(person.id)
    here = await reach.digests.digests.in_channel(channel)
    rows = {row.digest.id: row for row in (*mine, *here)}
    if not rows:
        return [notice(said(NONE_YET, person.locale))]
    shown = list(rows.values())[:_SHOWN]
    return [
        notice(line_of(row), *([buttons_of(row)] if row.digest.owner == person.id else []))
        for row in shown
    ]


def line_of(row: DigestRow) -> str:
    """`Every weekday at 08:30 …, in #pricing: “…” · next Mon 23 Nov 08:30 · made by Dana`."""
    digest, words = row.digest, digest_words(row.digest.language)
    asked = words_for(digest.language).quoted.format(text=one_line(digest.question, 200))
    parts = [f"{headline(digest)}: {asked}"]
    if row.state is DigestState.PAUSED:
        parts.append(f"{words.paused}: {row.note}" if row.note else words.paused)
    elif row.next:
        parts.append(words.next_one.format(time=times_of([row.next], digest)))
    parts.append(words.until.format(day=day_of_year(digest.expires, digest.language)))
    parts.append(words.made_by.format(name=digest.owner_name))
    return " · ".join(parts)


def buttons_of(row: DigestRow) -> Json:
    words = digest_words(row.digest.language)
    is_paused = row.state is DigestState.PAUSED
    made = control_buttons(row.digest.id, words, is_paused=is_paused)
    renew = button(words.renew, "digest_renew", row.digest.id)
    elements = made["elements"]
    return made | {"elements": [*elements, renew] if isinstance(elements, list) else []}
