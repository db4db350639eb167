"""Hostile text in every field of everything that is posted makes no foreign element."""

from collections.abc import Iterator, Sequence
from datetime import date
from random import Random
from typing import get_args

import pytest

from bot.rendering.blocks import Json
from bot.rendering.home import HomePage, Listed, home_view
from bot.rendering.languages import words_for
from bot.rendering.locale import Locale
from bot.rendering.message import Message
from bot.rendering.plan import render_plan
from bot.rendering.plan_view import PlanView
from bot.rendering.posts import render
from bot.rendering.source_list import Seen, sources_message, sources_view
from domain.post import Content
from domain.question import RunId
from tests.rules.drawing import OURS, drawn

RUN = RunId("2f6d1c9e")
LANGUAGES = ("en", "de", "fr", "es", "ja")
WORLDS = range(60)
# What Slack reads literally, and what holds it; anything else it parses, fetches or notifies.
INERT = {
    *("rich_text", "rich_text_section", "rich_text_list", "rich_text_preformatted", "text"),
    *("link", "table", "plain_text", "actions", "button", "context_actions", "divider"),
    *("feedback_buttons", "overflow", "context", "section", "header", "plan", "task_card"),
    *("modal", "home", "static_select", "input"),
}


def locale(number: int) -> Locale:
    words = words_for(LANGUAGES[number % len(LANGUAGES)])
    return Locale(today=date(2026, 11, 20), words=words)


def nodes(value: object) -> Iterator[Json]:
    if isinstance(value, dict):
        yield value
        for one in value.values():
            yield from nodes(one)
    if isinstance(value, list | tuple):
        for one in value:
            yield from nodes(one)


def foreign(value: object) -> list[str]:
    """Types that are not inert, and addresses that are not of the record's own."""
    found = [
        str(node["type"]) for node in nodes(value) if node.get("type", "text") not in INERT
    ]
    for node in nodes(value):
        found += [str(node[key]) for key in ("url", "image_url") if node.get(key, OURS) != OURS]
    return found


def foreign_in(messages: Sequence[Message]) -> list[str]:
    parsed = [message.text for message in messages if "<" in message.text]
    return [*parsed, *(one for message in messages for one in foreign(list(message.blocks)))]


@pytest.mark.parametrize("kind", get_args(Content), ids=lambda kind: kind.__name__)
def test_nothing_that_is_posted(kind: type[Content]) -> None:
    """Answers, digests, questions back, prices, stops, failures, offers, greetings."""
    for number in WORLDS:
        made = render(drawn(kind, Random(number)), RUN, locale(number))

        assert foreign_in((*made.messages, made.plain)) == []


def test_no_plan() -> None:
    """Topics, periods, titles of parts and names, in every state and language."""
    for number in WORLDS:
        message = render_plan(drawn(PlanView, Random(number)), locale(number))

        assert foreign_in([message]) == []


def test_no_list_of_sources_and_no_home() -> None:
    """Forms and the Home tab show titles, authors, quotes and questions."""
    for number in WORLDS:
        chance, here = Random(number), locale(number)
        seen = [drawn(Seen, chance) for _ in range(3)]
        runs = [drawn(Listed, chance) for _ in range(3)]

        assert foreign(sources_view(seen, here)) == []
        assert foreign_in([sources_message(seen, here)]) == []
        assert foreign(home_view(HomePage(runs=runs), here)) == []


def test_the_same_texts_unrendered_hold_all_of_it() -> None:
    """The control: one of them as Slack would parse it."""
    hostile = "<!channel> <https://bad.example/?d=K|Sign in>"
    naive = {"type": "section", "text": {"type": "mrkdwn", "text": hostile}}
    link = {"type": "link", "url": "https://bad.example", "text": "[1]"}

    assert len(foreign([naive, link])) == 2
    assert foreign_in([Message(text=hostile)]) == [hostile]
