"""The whole program where Slack calls it: signed requests in place of sockets."""

import json
from pathlib import Path
from urllib.parse import urlencode

import aiohttp

from evals.cases import shipped
from evals.stage import Stage, open_stage
from sandbox.clock import SandboxClock
from sandbox.slack.request_url import signed
from sandbox.slack.wire import APP, TEAM
from sandbox.thread_text import text_of
from store.runs import Runs
from tests.wire.slack_room import until

QUESTION = "when and where is the offsite?"


def address(stage: Stage) -> str:
    url = stage.sandbox.slack.team.sockets.request_url
    assert url is not None
    return url.address


async def post(stage: Stage, body: str, headers: dict[str, str]) -> int:
    kind = "application/json" if body.startswith("{") else "application/x-www-form-urlencoded"
    async with (
        aiohttp.ClientSession() as http,
        http.post(
            address(stage), data=body, headers={"Content-Type": kind, **headers}
        ) as answer,
    ):
        await answer.read()
        return answer.status


def mention(ts: str) -> str:
    event = {
        "type": "app_mention",
        "user": "UDANA",
        "channel": "CGENERAL",
        "ts": ts,
        "text": f"<@UDOSSIER> {QUESTION}",
    }
    about = {"api_app_id": APP, "team_id": TEAM, "event_id": f"Ev{ts}"}
    return json.dumps({"type": "event_callback", **about, "event": event})


async def test_a_question_a_command_and_a_press_are_answered_over_http(tmp_path: Path) -> None:
    """Nothing connects to Slack by a socket, and nothing that Slack sends is lost."""
    async with open_stage(shipped().workspace, tmp_path, over_http=True) as stage:
        slack = stage.sandbox.slack
        told = await stage.ask("dana", "general", QUESTION)
        await slack.command("dana", "CGENERAL", "/research", "help")
        help_text = text_of(slack.messages_in("dana", "CGENERAL")[-1])
        answer = told.posted[-1]
        await slack.press("dana", "CGENERAL", answer["ts"], action_id="sources")
        await until(lambda: "Ghent" in json.dumps(slack.view_of("dana") or {}), seconds=20)
        form = json.dumps(slack.view_of("dana"))

        assert "Ghent" in told.text
        assert "followed by a question" in help_text
        assert "[1]" in form
        assert slack.sockets_connected == 0


async def test_what_slack_did_not_sign_or_signed_long_ago_is_refused(tmp_path: Path) -> None:
    """A question, a command and a click: none of them begins anything."""
    async with open_stage(shipped().workspace, tmp_path, over_http=True) as stage:
        now = int(SandboxClock().now().timestamp())
        ts = await stage.sandbox.slack.say("dana", "CGENERAL", "hm")
        command = urlencode(
            {"command": "/research", "text": QUESTION, "user_id": "UDANA", "trigger_id": "1.2"}
        )
        bodies = (mention(ts), command, urlencode({"payload": "{}"}))
        refused = [
            await post(stage, body, headers)
            for body in bodies
            for headers in (
                {},
                signed(body, secret="somebody else's"),  # noqa: S106 - of nobody
                signed(body, at=now - 360),
                signed(body + " "),
                signed(body) | {"X-Slack-Request-Timestamp": "now"},
            )
        ]
        taken = await post(stage, bodies[0], signed(bodies[0]))
        question = await stage.ended("CGENERAL", ts)
        runs = await Runs(stage.database).active()

        assert refused == [401] * 15
        assert taken == 200
        assert question.text == QUESTION
        assert runs == ()
