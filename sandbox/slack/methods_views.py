"""views.*: forms and the Home tab."""

from sandbox.slack.calls import Call, Method
from sandbox.slack.changes import Change, ChangeKind
from sandbox.slack.surfaces import DEEPEST_FORMS
from sandbox.slack.view_limits import check_view
from sandbox.slack.views import fresh_view
from sandbox.slack.wire import Json, Refused


def _given(call: Call, kind: str) -> Json:
    view = call.structure("view", "invalid_arguments")
    check_view(view, kind=kind)
    checked: Json = view
    return checked


def _shown(call: Call, view: Json, person: str) -> Json:
    kind: ChangeKind = "home" if view["type"] == "home" else "view"
    call.team.changes.tell(Change(kind=kind, ts=view["id"], person=person))
    return {"view": view}


def open_form(call: Call) -> Json:
    person = call.team.keys.pull(call.required("trigger_id", "invalid_trigger_id"))
    view = fresh_view(call.team, _given(call, "modal"))
    call.team.surfaces.forms[person] = [view]
    return _shown(call, view, person)


def push(call: Call) -> Json:
    person = call.team.keys.pull(call.required("trigger_id", "invalid_trigger_id"))
    stack = call.team.surfaces.forms.get(person, [])
    if not stack:
        raise Refused("not_found")
    if len(stack) >= DEEPEST_FORMS:
        raise Refused("push_limit_reached")
    view = fresh_view(call.team, _given(call, "modal"), root=stack[0]["id"])
    view["previous_view_id"] = stack[-1]["id"]
    stack.append(view)
    return _shown(call, view, person)


def update(call: Call) -> Json:
    view_id = call.text("view_id") or call.required("external_id", "view_not_found")
    person, old = call.team.surfaces.any_view(view_id)
    _check_hash(call, old)
    view = fresh_view(call.team, _given(call, old["type"]), replacing=old)
    if old["type"] == "home":
        call.team.surfaces.homes[person] = view
    else:
        call.team.surfaces.replace(old["id"], view)
    return _shown(call, view, person)


def publish(call: Call) -> Json:
    if not call.team.manifest.has_home:
        raise Refused("not_enabled")
    person = call.required("user_id")
    if person not in call.team.people:
        raise Refused("user_not_found")
    old = call.team.surfaces.homes.get(person)
    if old is not None:
        _check_hash(call, old)
    view = fresh_view(call.team, _given(call, "home"), replacing=old)
    call.team.surfaces.homes[person] = view
    return _shown(call, view, person)


def _check_hash(call: Call, old: Json) -> None:
    if call.text("hash") not in ("", old["hash"]):
        raise Refused("hash_conflict")


METHODS = (
    Method(
        name="views.open",
        run=open_form,
        tier="4",
        scope="",
        what="Open a form; a trigger serves once, for three seconds",
    ),
    Method(
        name="views.push",
        run=push,
        tier="4",
        scope="",
        what="Lay a form over the open one; three at most",
    ),
    Method(
        name="views.update",
        run=update,
        tier="4",
        scope="",
        what="Replace a form, or Home, unless its hash is stale",
    ),
    Method(
        name="views.publish",
        run=publish,
        tier="4",
        scope="",
        what="Set a person's Home tab",
    ),
)
