"""The form that `/research` alone opens, and what comes back of it."""

from bot.reading import Part, part
from bot.rendering.blocks import Json, plain
from bot.rendering.words import Words, source_name
from bot.slack_text import says_something
from domain.arrival import (
    Arrival,
    Ignored,
)
from domain.audience import PersonId
from domain.press import (
    ResearchFormSent,
)
from domain.question import ChannelId, Effort, SourceKind

CALLBACK = "research_form"
_LONGEST = 3_000
_AUTOMATIC = "automatic"


def research_view(channel: ChannelId, words: Words) -> Json:
    """`channel` is where the command was typed; it travels along and is checked again."""
    question: Json = {"type": "plain_text_input", "multiline": True, "max_length": _LONGEST}
    every = [_option(kind, source_name(kind, words)) for kind in SourceKind]
    sources: Json = {"type": "checkboxes", "options": every, "initial_options": every}
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": channel,
        "title": plain(words.form_title, 24),
        "submit": plain(words.form_submit, 24),
        "close": plain(words.form_cancel, 24),
        "blocks": [
            _input("question", words.form_question, question),
            _input("effort", words.form_effort, _select(_efforts(words))),
            _input("sources", words.form_sources, sources),
            _input("place", words.form_place, _select(_places(words))),
        ],
    }


def _efforts(words: Words) -> dict[str, str]:
    return {
        _AUTOMATIC: words.effort_automatic,
        Effort.QUICK: words.effort_quick,
        Effort.COMPARE: words.effort_compare,
        Effort.DEEP: words.effort_deep,
    }


def _places(words: Words) -> dict[str, str]:
    return {"here": words.place_here, "private": words.place_private}


def _option(value: str, text: str) -> Json:
    return {"text": plain(text, 75), "value": str(value)}


def _select(words: dict[str, str]) -> Json:
    options = [_option(value, text) for value, text in words.items()]
    return {"type": "static_select", "options": options, "initial_option": options[0]}


def _input(name: str, label: str, element: Json) -> Json:
    made = {**element, "action_id": name}
    return {"type": "input", "block_id": name, "label": plain(label), "element": made}


def form_sent(top: Part) -> tuple[str, Arrival]:
    """The sending's key and what was asked; a form that stays open is Ignored."""
    view = top.part("view")
    if _wrong(view):
        return "", Ignored(reason="a form that stays open")
    key = f"form:{view.text('id')}:{view.text('hash')}"
    effort = _chosen(view, "effort")
    return key, ResearchFormSent(
        person=PersonId(top.part("user").text("id")),
        channel=ChannelId(view.text("private_metadata")),
        text=_value(view, "question").text("value"),
        id=key,
        effort=Effort(effort) if effort in set(Effort) else None,
        sources=_sources(view),
        is_private=_chosen(view, "place") == "private",
    )


def stays_open(body: object) -> bool:
    view = part(body).part("view")
    return view.text("callback_id") == CALLBACK and bool(_wrong(view))


def errors_in(body: object, words: Words) -> dict[str, str]:
    """Sentences by block, for a form that must stay open; other forms have none."""
    wrong = _wrong(part(body).part("view")) if stays_open(body) else ()
    sentences = {"question": words.no_question, "sources": words.no_source_chosen}
    return {block: sentences[block] for block in wrong}


def _wrong(view: Part) -> tuple[str, ...]:
    """The blocks that cannot stay as they are."""
    asks = says_something(_value(view, "question").text("value"))
    return (*(() if asks else ("question",)), *(() if _sources(view) else ("sources",)))


def _value(view: Part, name: str) -> Part:
    return view.part("state").part("values").part(name).part(name)


def _chosen(view: Part, name: str) -> str:
    return _value(view, name).part("selected_option").text("value")


def _sources(view: Part) -> tuple[SourceKind, ...]:
    ticked = {one.text("value") for one in _value(view, "sources").parts("selected_options")}
    return tuple(kind for kind in SourceKind if kind.value in ticked)
