"""Outside text on its way to a model: fenced, escaped, and never part of an instruction."""

from datetime import datetime
from xml.sax.saxutils import escape as escape  # noqa: PLC0414 - also for callers
from xml.sax.saxutils import quoteattr
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.evidence import Passage
from domain.question import Question
from policy.redaction import redacted


def material(passage: Passage) -> str:
    """One passage as the model sees it; inside, `<` is escaped, so no fence can be forged."""
    origin = passage.origin
    attributes = {
        "kind": "passage",
        "id": passage.id,
        "title": origin.title,
        "source": origin.ref.source.value,
        "place": origin.place,
        "author": origin.author,
        "date": day(origin.modified or origin.created),
        "heading": passage.heading,
    }
    shown = " ".join(
        f"{name}={quoteattr(value)}" for name, value in attributes.items() if value
    )
    return f"<material {shown}>\n{escape(passage.text.strip())}\n</material>"


def asked(question: Question) -> str:
    """The asker's own words, without secrets."""
    return f"<question>{escape(redacted(question.text))}</question>"


def thread(question: Question) -> str:
    """What was said before in the thread, or nothing."""
    if not question.earlier:
        return ""
    said = "\n".join(
        f"{'Dossier' if turn.own else escape(turn.author)}: {escape(turn.text)}"
        for turn in question.earlier
    )
    return f"<thread>\n{said}\n</thread>"


def today(question: Question) -> str:
    """The question's moment in the asker's zone."""
    local = asked_at(question)
    return f"Today is {local:%Y-%m-%d} ({local:%A}), {local.tzinfo}."


def asked_at(question: Question) -> datetime:
    """In the asker's zone; an unknown one is read as UTC."""
    try:
        zone = ZoneInfo(question.asker.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    return question.asked_at.astimezone(zone)


def quoted(text: str) -> str:
    """As an attribute's value, quotes included."""
    return quoteattr(text)


def day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment else ""
