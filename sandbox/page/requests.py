"""What a browser sent, parsed; and the JSON that goes back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from sandbox.workspace.schema import Person, Workspace


class Unusable(Exception):
    """The page asked for something that does not exist or made no sense; the text says what."""


def reply(content: object) -> web.Response:
    return web.Response(
        text=json.dumps(content, ensure_ascii=False), content_type="application/json"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The fields of a query string or of a JSON body, and the person who sent them."""

    person: Person
    fields: Mapping[str, object]

    def text(self, name: str) -> str:
        """The field as text; raises Unusable when it is missing or empty."""
        value = self.optional(name)
        if not value:
            raise Unusable(f"{name} is missing")
        return value

    def optional(self, name: str) -> str:
        value = self.fields.get(name, "")
        if not isinstance(value, str):
            raise Unusable(f"{name} must be text")
        return value

    def table(self, name: str) -> dict[str, dict[str, str]]:
        """A field of the shape {block id: {action id: value}}; raises Unusable otherwise."""
        value = self.fields.get(name)
        if not isinstance(value, dict):
            raise Unusable(f"{name} must be an object")
        return {str(block): _texts(name, actions) for block, actions in value.items()}


def _texts(name: str, actions: object) -> dict[str, str]:
    if not isinstance(actions, dict):
        raise Unusable(f"{name} must hold objects")
    return {str(action): str(value) for action, value in actions.items()}


def asked(request: web.Request, workspace: Workspace) -> Sent:
    """A GET; the person is named by handle in `as`."""
    fields = dict(request.query)
    return Sent(person=_person(fields, workspace), fields=fields)


async def posted(request: web.Request, workspace: Workspace) -> Sent:
    """A POST with a JSON object.

    Only this content type is read: a foreign page cannot send it without asking first.
    """
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    try:
        fields = await request.json()
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise Unusable("the body is not JSON") from error
    if not isinstance(fields, dict):
        raise Unusable("the body is not a JSON object")
    return Sent(person=_person(fields, workspace), fields=fields)


def _person(fields: Mapping[str, object], workspace: Workspace) -> Person:
    handle = fields.get("as")
    for person in workspace.people:
        if person.handle == handle:
            return person
    raise Unusable(f"nobody here is called {handle}")
