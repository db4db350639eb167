"""What was understood of a digest, read back before it is saved and when it is."""

from collections.abc import Sequence
from datetime import datetime

from bot.rendering.blocks import blocks_of
from bot.rendering.digest import control_buttons, draft_buttons
from bot.rendering.digest_languages import digest_words
from bot.rendering.inert import escaped, inert
from bot.rendering.languages import words_for
from bot.rendering.layout import Line, Row, literal
from bot.rendering.limits import PLAIN_TEXT
from bot.rendering.message import Message
from domain.amounts import money
from domain.digest import Digest, WhenUnchanged
from scheduling.describing import described, moment_said


def times_of(moments: Sequence[datetime], digest: Digest) -> str:
    """`Mon 23 Nov 08:30 · Tue 24 Nov 08:30`."""
    zone, language = digest.cadence.zone, digest.language
    return " · ".join(moment_said(moment, zone, language) for moment in moments)


def headline(digest: Digest) -> str:
    words = digest_words(digest.language)
    cadence = described(digest.cadence, digest.language)
    if digest.channel.startswith("D"):
        return words.in_dm.format(cadence=cadence)
    return words.in_place.format(cadence=cadence, place=digest.place)


def read_back(digest: Digest, moments: Sequence[datetime], *, usd: float = 0.0) -> Message:
    """`usd` is what one run is likely to cost, or 0 when nobody knows."""
    facts = _facts(digest, moments, usd=usd)
    rows: list[Row] = [
        Line(
            pieces=(
                literal(headline(digest), bold=True),
                literal(f": {words_for(digest.language).quoted.format(text=digest.question)}"),
            )
        ),
        Line(pieces=(literal(facts),), opens=False),
    ]
    return _message(rows, draft_buttons(digest.id, digest_words(digest.language)))


def _facts(digest: Digest, moments: Sequence[datetime], *, usd: float) -> str:
    words = digest_words(digest.language)
    own = digest.channel.startswith("D")
    parts = [
        words.next.format(times=times_of(moments, digest)),
        words.uses_own if own else words.uses_room.format(place=digest.place),
        words.about.format(usd=money(usd, words.code)) if usd else "",
        words.silent if digest.unchanged is WhenUnchanged.SILENCE else "",
    ]
    return " · ".join(part for part in parts if part)


def saved(digest: Digest, moments: Sequence[datetime]) -> Message:
    words = digest_words(digest.language)
    text = words.saved.format(headline=headline(digest), next=times_of(moments[:1], digest))
    rows: list[Row] = [Line(pieces=(literal(text),))]
    return _message(rows, control_buttons(digest.id, digest_words(digest.language)))


def _message(rows: list[Row], buttons: dict[str, object]) -> Message:
    words = "\n".join(
        "".join(piece.text for piece in row.pieces) for row in rows if isinstance(row, Line)
    )
    return Message(text=escaped(inert(words))[:PLAIN_TEXT], blocks=(*blocks_of(rows), buttons))
