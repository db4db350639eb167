"""The state of a digest in the message whose button was pressed, as in the list in Home."""

import logging

from bot.pacing import Urgency
from bot.reach import Reach
from bot.reading import Part
from bot.rendering.blocks import Json, context
from bot.rendering.digest import CONTROLS, control_buttons
from bot.rendering.digest_languages import digest_words
from bot.rendering.digest_words import ENGLISH
from bot.rendering.message import Message
from bot.slack_errors import SlackTrouble
from domain.digest import DigestId, DigestState
from domain.press import (
    DigestPressed,
)
from store.digests import DigestRow

log = logging.getLogger("dossier.intake")

STATE = "digest_state"


async def show_state(reach: Reach, arrival: DigestPressed) -> None:
    """Swap the message's buttons for those that fit now; Home is published anew instead.

    What is shown is read afresh, so that a late click shows what is, not what it did.
    """
    if not arrival.channel:
        return
    try:
        message = await _pressed_message(reach, arrival)
        if message is None:
            return
        blocks = [_json(block) for block in message.parts("blocks")]
        row = await reach.digests.digests.get(DigestId(arrival.digest))
        shown = (*(block for block in blocks if not _is_ours(block)), *_state(arrival, row))
        if shown != tuple(blocks):
            await reach.slack.update(
                Message(text=message.text("text"), blocks=shown),
                channel=arrival.channel,
                ts=arrival.ts,
                urgency=Urgency.ANSWER,
            )
    except SlackTrouble as refused:
        log.warning("digest.not_shown", extra={"code": refused.code})


async def _pressed_message(reach: Reach, arrival: DigestPressed) -> Part | None:
    is_root = arrival.thread == arrival.ts
    limit = 1 if is_root else 0
    found = await reach.slack.thread(arrival.channel, arrival.thread, limit=limit)
    return next((one for one in found if one.text("ts") == arrival.ts), None)


def _json(block: Part) -> Json:
    return {str(name): value for name, value in block.fields.items()}


def _is_ours(block: Json) -> bool:
    return str(block.get("block_id", "")).startswith((CONTROLS, STATE))


def _state(arrival: DigestPressed, row: DigestRow | None) -> tuple[Json, ...]:
    """The buttons, and why it does not run if it does not; an ended one has no buttons."""
    if row is None:
        return (_said(ENGLISH.ended),)
    words = digest_words(row.digest.language)
    match row.state:
        case DigestState.PAUSED:
            note = f"{_capital(words.paused)}: {row.note}" if row.note else words.paused
            return (_said(note), control_buttons(row.digest.id, words, is_paused=True))
        case DigestState.ENDED:
            return (_said(_capital(row.note) or words.ended),)
        case _:
            return (control_buttons(DigestId(arrival.digest), words),)


def _capital(note: str) -> str:
    return note[:1].upper() + note[1:]


def _said(note: str) -> Json:
    return context(note) | {"block_id": STATE}
