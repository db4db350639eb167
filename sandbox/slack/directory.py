"""The people of the workspace as Slack's API describes them."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from sandbox.slack.wire import APP, BOT_ID, BOT_USER, TEAM, Json
from sandbox.workspace.schema import Person, Workspace


def team_id_of(person: Person) -> str:
    """Strangers belong to a team of their own organisation."""
    if person.kind != "stranger":
        return TEAM
    return "T0" + re.sub(r"[^A-Z0-9]", "", (person.organisation or "ELSEWHERE").upper())


def user_json(person: Person, *, workspace: Workspace, at: datetime, email: bool) -> Json:
    """`email` says whether the caller may see addresses; strangers' are never shown.

    The workspace's first full member is its owner and admin.
    """
    zone = ZoneInfo(person.timezone)
    offset = at.astimezone(zone).utcoffset()
    owner = (
        next((p.handle for p in workspace.people if p.kind == "member"), "") == person.handle
    )
    shown = {"email": person.email} if email and person.kind != "stranger" else {}
    return {
        "id": person.id,
        "team_id": team_id_of(person),
        "name": person.handle,
        "real_name": person.name,
        "deleted": False,
        "tz": person.timezone,
        "tz_label": at.astimezone(zone).tzname(),
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "is_admin": owner,
        "is_owner": owner,
        "is_primary_owner": owner,
        "is_restricted": person.kind == "guest",
        "is_ultra_restricted": False,
        "is_stranger": person.kind == "stranger",
        "is_bot": False,
        "is_app_user": False,
        "is_email_confirmed": True,
        "locale": person.locale,
        "updated": int(workspace.today.timestamp()),
        "profile": {
            "real_name": person.name,
            "real_name_normalized": person.name,
            "display_name": person.handle,
            "display_name_normalized": person.handle,
            "title": person.title,
            "team": team_id_of(person),
            **shown,
        },
    }


def bot_user_json(name: str) -> Json:
    return {
        "id": BOT_USER,
        "team_id": TEAM,
        "name": name.lower(),
        "real_name": name,
        "deleted": False,
        "tz": "UTC",
        "tz_offset": 0,
        "is_admin": False,
        "is_owner": False,
        "is_restricted": False,
        "is_stranger": False,
        "is_bot": True,
        "is_app_user": False,
        "locale": "en-US",
        "profile": {
            "real_name": name,
            "display_name": name,
            "api_app_id": APP,
            "bot_id": BOT_ID,
            "team": TEAM,
        },
    }


def bot_profile(name: str) -> Json:
    return {"id": BOT_ID, "app_id": APP, "name": name, "team_id": TEAM, "deleted": False}
