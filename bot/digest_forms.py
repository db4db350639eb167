"""The form of a digest: its view, what was filled in, and what is wrong with that."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.reading import Part, part
from bot.rendering.blocks import Json, plain
from bot.rendering.digest_form_words import FormWords, form_words
from bot.rendering.inert import one_line
from domain.arrival import (
    Arrival,
    Ignored,
)
from domain.audience import PersonId
from domain.digest import Missed, WhenUnchanged
from domain.errors import NeedsAsker
from domain.press import (
    DigestFormSent,
)
from domain.question import ChannelId
from domain.record import UnreadableRecordError, from_json, to_json
from scheduling.saying import Sayable
from scheduling.words import read_when

CALLBACK = "digest"
_LONGEST = 2_000
_MOST_USD = 1_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What stands in the form when it opens."""

    question: str = ""
    when: str = ""
    channel: str = ""
    digest: str = ""
    missed: Missed = Missed.LATEST
    unchanged: WhenUnchanged = WhenUnchanged.LINE
    usd_per_month: float = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What the form carries along, unseen: for whom and when it was opened."""

    zone: str
    at: datetime
    digest: str = ""
    language: str = "en"


def form(filled: Filled, opened: Opened) -> Json:
    words = form_words(opened.language)
    channel: Json = {
        "type": "conversations_select",
        "action_id": "channel",
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    if filled.channel and not filled.channel.startswith("D"):
        channel["initial_conversation"] = filled.channel
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": to_json(opened),
        "title": plain(words.change if filled.digest else words.new, 24),
        "submit": plain(words.submit, 24),
        "close": plain(words.cancel, 24),
        "blocks": [
            _input("question", words.question, _text(filled.question, long=True)),
            _input(
                "when",
                words.when,
                _text(filled.when),
                hint=f"{words.examples} ({opened.zone})",
            ),
            _input(
                "channel",
                words.channel,
                channel,
                hint=words.channel_hint,
                optional=True,
            ),
            _input("missed", words.missed, _select(_missed(words), filled.missed)),
            _input(
                "unchanged",
                words.unchanged,
                _select(_unchanged(words), filled.unchanged),
            ),
            _input("money", words.money, _text(f"{filled.usd_per_month:g}")),
        ],
    }


def _missed(words: FormWords) -> Mapping[str, str]:
    return {
        Missed.LATEST.value: words.latest,
        Missed.SKIP.value: words.skip,
        Missed.ALL.value: words.run_all,
    }


def _unchanged(words: FormWords) -> Mapping[str, str]:
    return {
        WhenUnchanged.LINE.value: words.line,
        WhenUnchanged.SILENCE.value: words.silence,
    }


def _input(
    name: str, label: str, element: Json, *, hint: str = "", optional: bool = False
) -> Json:
    made: Json = {
        "type": "input",
        "block_id": name,
        "label": plain(label),
        "optional": optional,
        "element": {**element, "action_id": name},
    }
    return made | ({"hint": plain(hint)} if hint else {})


def _text(value: str, *, long: bool = False) -> Json:
    made: Json = {"type": "plain_text_input", "multiline": long, "max_length": _LONGEST}
    return made | ({"initial_value": value[:_LONGEST]} if value else {})


def _select(words: Mapping[str, str], chosen: str) -> Json:
    options = {
        value: {"text": plain(text, 75), "value": value} for value, text in words.items()
    }
    return {
        "type": "static_select",
        "options": list(options.values()),
        "initial_option": options[chosen],
    }


def form_sent(top: Part) -> tuple[str, Arrival]:
    """The sending's key and what was filled in; what cannot be planned is Ignored."""
    view = top.part("view")
    if view.text("callback_id") != CALLBACK:
        return "", Ignored(reason="another form")
    if _wrong(view):
        return "", Ignored(reason="a form that stays open")
    sent = f"{view.text('id')}:{view.text('hash')}"
    opened = _opened(view)
    return f"form:{sent}", DigestFormSent(
        person=PersonId(top.part("user").text("id")),
        form=sent,
        question=" ".join(_value(view, "question").text("value").split()),
        when=_value(view, "when").text("value"),
        channel=ChannelId(_value(view, "channel").text("selected_conversation")),
        digest=opened.digest if opened else "",
        missed=_value(view, "missed").part("selected_option").text("value"),
        unchanged=_value(view, "unchanged").part("selected_option").text("value"),
        usd_per_month=_money(_value(view, "money").text("value")) or Filled().usd_per_month,
    )


def errors_in(body: object) -> dict[str, str]:
    """Sentences by block, for a form that must stay open; other forms have none."""
    view = part(body).part("view")
    return _wrong(view) if view.text("callback_id") == CALLBACK else {}


def _wrong(view: Part) -> dict[str, str]:
    opened = _opened(view)
    if opened is None:
        return {"when": form_words("en").too_old}
    words = form_words(opened.language)
    wrong: dict[str, str] = {}
    try:
        read_when(_value(view, "when").text("value"), zone=opened.zone, now=opened.at)
    except Sayable as bad:
        wrong["when"] = one_line(bad.said_in(opened.language), 400)
    except NeedsAsker as needs:
        wrong["when"] = one_line(needs.sentence, 400)
    if not any(map(str.isalnum, _value(view, "question").text("value"))):
        wrong["question"] = words.no_question
    if _money(_value(view, "money").text("value")) is None:
        wrong["money"] = words.no_money
    return wrong


def _value(view: Part, name: str) -> Part:
    return view.part("state").part("values").part(name).part(name)


def _opened(view: Part) -> Opened | None:
    try:
        return from_json(view.text("private_metadata"), Opened)
    except UnreadableRecordError:
        return None


def _money(text: str) -> float | None:
    try:
        usd = float(text.strip().lstrip("$").replace(",", "."))
    except ValueError:
        return None
    return usd if 0 < usd <= _MOST_USD else None
