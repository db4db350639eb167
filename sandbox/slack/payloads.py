"""What Slack sends for commands, clicks and shortcuts."""

from dataclasses import dataclass

from sandbox.slack.directory import team_id_of
from sandbox.slack.forms import elements_of, filled_in, option
from sandbox.slack.state import Conversation
from sandbox.slack.team import Team
from sandbox.slack.wire import APP, TEAM, Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Click:
    """What a person pressed; empty where it does not matter."""

    action_id: str
    block_id: str
    value: str
    selected: str


def about(team: Team, person: str, *, kind: str) -> Json:
    """What every interactive payload starts with."""
    someone = team.person(person)
    return {
        "type": kind,
        "token": "sandbox",
        "api_app_id": APP,
        "team": {"id": TEAM, "domain": team.slug},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": {
            "id": someone.id,
            "username": someone.handle,
            "name": someone.handle,
            "team_id": team_id_of(someone),
        },
        "trigger_id": team.keys.trigger(someone.id),
    }


def named_channel(conversation: Conversation) -> Json:
    names = {"im": "directmessage", "mpim": "privategroup", "private": "privategroup"}
    return {"id": conversation.id, "name": names.get(conversation.kind, conversation.name)}


def response_url(team: Team, conversation: Conversation, person: str, *, original: str) -> str:
    kept = conversation.messages.get(original) or conversation.ephemerals.get(original, {})
    key = team.keys.response(
        conversation.id,
        team.person(person).id,
        original=original,
        thread=kept.get("thread_ts", ""),
    )
    return f"{team.base_url}/response/{key}"


def command_payload(
    team: Team, conversation: Conversation, person: str, *, command: str, text: str
) -> Json:
    someone = team.person(person)
    where = named_channel(conversation)
    return {
        "token": "sandbox",
        "team_id": TEAM,
        "team_domain": team.slug,
        "channel_id": where["id"],
        "channel_name": where["name"],
        "user_id": someone.id,
        "user_name": someone.handle,
        "command": command,
        "text": team.encode(text),
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": response_url(team, conversation, person, original=""),
        "trigger_id": team.keys.trigger(someone.id),
    }


def message_click(team: Team, conversation: Conversation, ts: str, *, person: str) -> Json:
    user = team.person(person).id
    whispered = conversation.ephemerals.get(ts, {})
    message = whispered if whispered.get("_to") == user else conversation.messages.get(ts)
    if message is None:
        raise LookupError(f"{person} sees no message {ts}")
    thread = {"thread_ts": message["thread_ts"]} if "thread_ts" in message else {}
    return {
        "container": {
            "type": "message",
            "message_ts": ts,
            "channel_id": conversation.id,
            "is_ephemeral": bool(whispered),
            **thread,
        },
        "channel": named_channel(conversation),
        "message": {k: v for k, v in message.items() if k != "_to"},
        "state": {"values": {}},
        "response_url": response_url(team, conversation, person, original=ts),
    }


def view_click(team: Team, view_id: str, *, person: str) -> Json:
    user = team.person(person).id
    open_now = [*team.surfaces.forms.get(user, []), team.surfaces.homes.get(user, {})]
    view = next((view for view in open_now if view.get("id") == view_id), None)
    if view is None:
        raise LookupError(f"{person} has no view {view_id}")
    return {"container": {"type": "view", "view_id": view_id}, "view": view}


def action_of(blocks: list[Json], clicked: Click) -> Json:
    """The one element that was clicked, as Slack reports it."""
    for block, element in elements_of(blocks):
        here = element["action_id"] == clicked.action_id
        if not here or clicked.block_id not in ("", block.get("block_id")):
            continue
        if element["type"] == "button" and clicked.value not in ("", element.get("value", "")):
            continue
        named = {
            "type": element["type"],
            "action_id": element["action_id"],
            "block_id": block.get("block_id", ""),
        }
        return named | _pressed(element, clicked)
    raise LookupError(f"there is nothing to click called {clicked.action_id}")


def _pressed(element: Json, clicked: Click) -> Json:
    choice = clicked.selected or clicked.value
    match element["type"]:
        case "button":
            return {"text": element["text"], "value": element.get("value", "")}
        case "feedback_buttons":
            buttons = (element["positive_button"], element["negative_button"])
            button = next((b for b in buttons if b.get("value") == choice), None)
            if button is None:
                raise LookupError(f"feedback is not {choice!r}")
            return {"text": button["text"], "value": button["value"]}
        case "icon_button":
            return {"value": element.get("value", "")}
        case _:
            state = filled_in(
                [{"block_id": "b", "elements": [element]}],
                {"b": {element["action_id"]: choice}},
            )
            picked: Json = state.get("b", {}).get(element["action_id"], {})
            return picked or {"selected_option": option(element, choice)}
