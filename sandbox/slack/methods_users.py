"""Who is who, and signing in: users.*, bots.info, team.info, auth.test, Socket Mode's door."""

from sandbox.slack.calls import Call, Method, page_of
from sandbox.slack.directory import bot_profile, bot_user_json, user_json
from sandbox.slack.wire import BOT_ID, BOT_USER, TEAM, Json, Refused
from sandbox.workspace.schema import Person


def _described(call: Call, person: Person) -> Json:
    described = user_json(
        person,
        workspace=call.team.workspace,
        at=call.team.clock.now(),
        email="users:read.email" in call.actor.scopes,
    )
    return described | {"deleted": person.id in call.team.state.left}


def info(call: Call) -> Json:
    user = call.required("user", "user_not_found")
    if user == BOT_USER:
        return {"user": bot_user_json(call.team.manifest.display_name)}
    person = call.team.people.get(user)
    if person is None:
        raise Refused("user_not_found")
    described = _described(call, person)
    if not call.flag("include_locale"):
        del described["locale"]
    return {"user": described}


def list_all(call: Call) -> Json:
    """The team's own people and the bot; strangers are not in it."""
    own = [person for person in call.team.people.values() if person.kind != "stranger"]
    rows = [_described(call, person) for person in own]
    rows.append(bot_user_json(call.team.manifest.display_name))
    shown, more = page_of(call, rows, most=1000, default=1000)
    return {"members": shown, "response_metadata": {"next_cursor": more}}


def by_email(call: Call) -> Json:
    email = call.required("email", "users_not_found").lower()
    for person in call.team.people.values():
        if person.email.lower() == email and person.kind != "stranger":
            return {"user": _described(call, person)}
    raise Refused("users_not_found")


def bot_info(call: Call) -> Json:
    if call.text("bot", BOT_ID) != BOT_ID:
        raise Refused("bot_not_found")
    name = call.team.manifest.display_name
    return {"bot": bot_profile(name) | {"user_id": BOT_USER, "updated": 0}}


def team_info(call: Call) -> Json:
    team = call.team
    return {
        "team": {
            "id": TEAM,
            "name": team.workspace.name,
            "url": team.url,
            "domain": team.slug,
            "email_domain": team.workspace.domain,
            "is_verified": False,
        }
    }


def auth_test(call: Call) -> Json:
    team, user = call.team, call.actor.user
    name = team.manifest.display_name.lower() if call.actor.is_bot else team.people[user].handle
    return {
        "url": team.url,
        "team": team.workspace.name,
        "user": name,
        "team_id": TEAM,
        "user_id": user,
        "is_enterprise_install": False,
        **({"bot_id": BOT_ID} if call.actor.is_bot else {}),
    }


def open_connection(call: Call) -> Json:
    """The address of a socket, with a ticket that opens it once."""
    base = call.team.base_url.replace("http", "ws", 1)
    ticket = call.team.sockets.ticket()
    return {"url": f"{base}/link?ticket={ticket}&app_id={call.args.get('app_id', '')}"}


METHODS = (
    Method(
        name="users.info",
        run=info,
        tier="4",
        scope="users:read",
        what="A person: time zone, guest, stranger, address",
    ),
    Method(
        name="users.list",
        run=list_all,
        tier="2",
        scope="users:read",
        what="The team's people",
    ),
    Method(
        name="users.lookupByEmail",
        run=by_email,
        tier="3",
        scope="users:read.email",
        what="The person with an address",
    ),
    Method(
        name="bots.info",
        run=bot_info,
        tier="3",
        scope="users:read",
        what="The bot's name and app",
    ),
    Method(
        name="team.info",
        run=team_info,
        tier="3",
        scope="team:read",
        what="The workspace's name and address",
    ),
    Method(
        name="auth.test",
        run=auth_test,
        tier="login",
        scope="",
        what="Whose token it is",
    ),
    Method(
        name="apps.connections.open",
        run=open_connection,
        tier="3",
        scope="connections:write",
        what="A one-use address for Socket Mode",
    ),
)
