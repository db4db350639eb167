"""The form that `/research` alone opens, and what comes back of it."""

from bot.reading import Part, part
from bot.rendering.blocks import Json, plain
from bot.slack_text import says_something
from domain.arrival import Arrival, Ignored, ResearchFormSent
from domain.audience import PersonId
from domain.question import ChannelId, Effort, SourceKind

CALLBACK = "research_form"
NO_QUESTION = "Ask something: a question, or what you want to know more about."
NO_SOURCE = "Choose at least one."
_LONGEST = 3_000
_AUTOMATIC = "automatic"
_EFFORTS = {
    _AUTOMATIC: "As much as it needs",
    Effort.QUICK: "A quick look",
    Effort.COMPARE: "Several sources, compared",
    Effort.DEEP: "Deep: more parts, more time and money",
}
_SOURCES = {
    SourceKind.SLACK: "Slack",
    SourceKind.DRIVE: "Drive",
    SourceKind.NOTION: "Notion",
    SourceKind.WEB: "Web",
}
_PLACES = {"here": "In this channel", "private": "In our direct message, for me alone"}


def research_view(channel: ChannelId) -> Json:
    """`channel` is where the command was typed; it travels along and is checked again."""
    question: Json = {"type": "plain_text_input", "multiline": True, "max_length": _LONGEST}
    every = [_option(kind, name) for kind, name in _SOURCES.items()]
    sources: Json = {"type": "checkboxes", "options": every, "initial_options": every}
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": channel,
        "title": plain("Research", 24),
        "submit": plain("Ask", 24),
        "close": plain("Cancel", 24),
        "blocks": [
            _input("question", "What do you want to know?", question),
            _input("effort", "How much work?", _select(_EFFORTS)),
            _input("sources", "Where may I look?", sources),
            _input("place", "Where do you want the answer?", _select(_PLACES)),
        ],
    }


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


def errors_in(body: object) -> dict[str, str]:
    """Sentences by block, for a form that must stay open; other forms have none."""
    view = part(body).part("view")
    return _wrong(view) if view.text("callback_id") == CALLBACK else {}


def _wrong(view: Part) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not says_something(_value(view, "question").text("value")):
        wrong["question"] = NO_QUESTION
    if not _sources(view):
        wrong["sources"] = NO_SOURCE
    return wrong


def _value(view: Part, name: str) -> Part:
    return view.part("state").part("values").part(name).part(name)


def _chosen(view: Part, name: str) -> str:
    return _value(view, name).part("selected_option").text("value")


def _sources(view: Part) -> tuple[SourceKind, ...]:
    ticked = {one.text("value") for one in _value(view, "sources").parts("selected_options")}
    return tuple(kind for kind in SourceKind if kind.value in ticked)
