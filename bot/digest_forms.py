"""The form of a digest: its view, what was filled in, and what is wrong with that."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.reading import Part, part
from bot.rendering.blocks import Json, plain
from bot.rendering.inert import one_line
from domain.arrival import Arrival, DigestFormSent, Ignored
from domain.audience import PersonId
from domain.digest import Missed, WhenUnchanged
from domain.errors import NeedsAsker
from domain.question import ChannelId
from domain.record import UnreadableRecordError, from_json, to_json
from scheduling.words import read_when

CALLBACK = "digest"
EXAMPLES = "every weekday at 8:30 · the first Monday of the month at 9:00 · 30 8 * * 1-5"
_MISSED: Mapping[str, str] = {
    Missed.LATEST.value: "Run the latest one, if it is not a day old",
    Missed.SKIP.value: "Skip it",
    Missed.ALL.value: "Run all of them",
}
_UNCHANGED: Mapping[str, str] = {
    WhenUnchanged.LINE.value: "Say so in one line",
    WhenUnchanged.SILENCE.value: "Say nothing",
}
_LONGEST = 2_000
_MOST_USD = 1_000.0
NO_MONEY = "Write an amount in dollars, such as 20."


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


def form(filled: Filled, opened: Opened) -> Json:
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
        "title": plain("Change the digest" if filled.digest else "New digest", 24),
        "submit": plain("Read it back", 24),
        "close": plain("Cancel", 24),
        "blocks": [
            _input("question", "What do you want to know?", _text(filled.question, long=True)),
            _input("when", "When?", _text(filled.when), hint=f"{EXAMPLES} ({opened.zone})"),
            _input(
                "channel",
                "In which channel?",
                channel,
                hint="Empty: in our direct message. I have to be in the channel.",
                optional=True,
            ),
            _input("missed", "If I was not running then", _select(_MISSED, filled.missed)),
            _input(
                "unchanged",
                "When nothing is new",
                _select(_UNCHANGED, filled.unchanged),
            ),
            _input("money", "Dollars a month, at most", _text(f"{filled.usd_per_month:g}")),
        ],
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
        return {"when": "This form is too old. Open it again."}
    wrong: dict[str, str] = {}
    try:
        read_when(_value(view, "when").text("value"), zone=opened.zone, now=opened.at)
    except NeedsAsker as needs:
        wrong["when"] = one_line(needs.sentence, 400)
    if not any(map(str.isalnum, _value(view, "question").text("value"))):
        wrong["question"] = "Ask something: a topic, or a question."
    if _money(_value(view, "money").text("value")) is None:
        wrong["money"] = NO_MONEY
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
