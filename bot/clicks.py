"""Clicks on what we posted: which button, of which run. A value that is not ours is Ignored."""

from bot.digest_clicks import DIGEST, pressed
from bot.reading import Part
from bot.rendering.connecting import CONNECT, DISCONNECT
from domain.arrival import (
    Arrival,
    Ignored,
)
from domain.audience import PersonId
from domain.plan import SubtaskId
from domain.press import (
    Button,
    ButtonPressed,
    ClarifyChosen,
    DrivePressed,
    Enquiry,
    EnquiryPressed,
    FeedbackGiven,
    SearchDecided,
    StopPressed,
    SubtaskAsked,
    SubtaskCancelPressed,
)
from domain.question import ChannelId, MessageTs, RunId

_BUTTONS = frozenset(Button)
_ENQUIRIES = frozenset(Enquiry)
_TAG = 10  # letters of a language tag


def click_of(top: Part) -> tuple[str, Arrival]:
    """The click's key and what it means; Slack sends one action at a time."""
    actions = top.parts("actions")
    if not actions:
        return "", Ignored(reason="click on nothing")
    action, person = actions[0], top.part("user").text("id")
    container = top.part("container")
    key = ":".join(
        ("click", person, action.text("action_ts"), action.text("action_id"), _ts(top))
    )
    if not person or not action.text("action_id"):
        return key, Ignored(reason="click of nobody")
    value = action.text("value") or action.part("selected_option").text("value")
    if action.text("action_id").startswith(DIGEST):
        return key, pressed(top, action.text("action_id"), value, key=key)
    if action.text("action_id") in (CONNECT, DISCONNECT):
        return key, DrivePressed(
            person=PersonId(person),
            connects=action.text("action_id") == CONNECT,
            language=value[:_TAG],
            click=key,
        )
    if container.text("type") == "view":
        return key, Ignored(reason="click in a view")
    return key, _meaning(top, action.text("action_id"), value, key=key)


def _ts(top: Part) -> str:
    return top.part("container").text("message_ts") or top.part("message").text("ts")


def _meaning(top: Part, action: str, value: str, *, key: str) -> Arrival:
    person = PersonId(top.part("user").text("id"))
    name = action.partition(":")[0]
    match name:
        case "stop" if value:
            return StopPressed(person=person, run=RunId(value))
        case "part":
            return _menu(top, person, value)
        case "clarify":
            return _clarify(person, value)
        case "feedback":
            return _feedback(person, value)
        case _:
            return _of_a_run(top, name, value, key=key)


def _of_a_run(top: Part, name: str, value: str, *, key: str) -> Arrival:
    if name in ("search_yes", "search_no"):
        return _search(top, value, approved=name == "search_yes", key=key)
    if name in _ENQUIRIES:
        return EnquiryPressed(
            person=PersonId(top.part("user").text("id")),
            enquiry=Enquiry(name),
            channel=_channel(top),
            thread=MessageTs(top.part("message").text("thread_ts")),
        )
    if name in _BUTTONS and value:
        return _button(top, Button(name), RunId(value), key=key)
    return Ignored(reason=f"action {name[:40]}")


def _menu(top: Part, person: PersonId, value: str) -> Arrival:
    verb, _, rest = value.partition(":")
    run, _, subtask = rest.partition(":")
    if not run or not subtask:
        return Ignored(reason="menu of nothing")
    if verb == "cancel":
        return SubtaskCancelPressed(person=person, run=RunId(run), subtask=SubtaskId(subtask))
    if verb != "found":
        return Ignored(reason="unknown choice in a menu")
    return SubtaskAsked(
        person=person,
        run=RunId(run),
        subtask=SubtaskId(subtask),
        channel=_channel(top),
        thread=_thread(top),
    )


def _clarify(person: PersonId, value: str) -> Arrival:
    run, _, rest = value.partition(":")
    option = rest.partition(":")[2]
    if not run or not option:
        return Ignored(reason="choice of nothing")
    return ClarifyChosen(person=person, run=RunId(run), option=option)


def _search(top: Part, value: str, *, approved: bool, key: str) -> Arrival:
    run, _, nonce = value.partition(":")
    if not run or not nonce:
        return Ignored(reason="decision on nothing")
    return SearchDecided(
        person=PersonId(top.part("user").text("id")),
        run=RunId(run),
        nonce=nonce,
        approved=approved,
        channel=_channel(top),
        click=key,
        ts=MessageTs(_ts(top)),
    )


def _feedback(person: PersonId, value: str) -> Arrival:
    verdict, _, run = value.partition(":")
    if verdict not in ("good", "bad") or not run:
        return Ignored(reason="feedback on nothing")
    return FeedbackGiven(person=person, run=RunId(run), good=verdict == "good")


def _button(top: Part, button: Button, run: RunId, *, key: str) -> ButtonPressed:
    return ButtonPressed(
        person=PersonId(top.part("user").text("id")),
        button=button,
        run=run,
        channel=_channel(top),
        ts=MessageTs(_ts(top)),
        thread=_thread(top),
        click=key,
        trigger=top.text("trigger_id"),
    )


def _channel(top: Part) -> ChannelId:
    return ChannelId(top.part("channel").text("id") or top.part("container").text("channel_id"))


def _thread(top: Part) -> MessageTs:
    thread = top.part("container").text("thread_ts") or top.part("message").text("thread_ts")
    return MessageTs(thread or _ts(top))
