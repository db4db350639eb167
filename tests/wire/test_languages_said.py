"""What is said around runs, in the question's language or else the person's."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.admission import Admission
from bot.answers_about_itself import asks_what_you_see
from bot.face import Duties
from bot.house_rules import HouseRules
from bot.rendering.languages import BY_LANGUAGE, words_for
from bot.rendering.words import ENGLISH
from sandbox.slack.wire import BOT_USER
from sandbox.workspace.schema import Workspace
from tests.wire.bot_room import BotRoom, bot_room, shown
from tests.wire.slack_room import WORKSPACE, until

LANGUAGES = ["de-DE", "fr-FR", "es-ES", "ja-JP"]


def speaking(locale: str) -> Workspace:
    """Dana's Slack is in this language."""
    dana, *others = WORKSPACE.people
    return replace(WORKSPACE, people=(replace(dana, locale=locale), *others))


def whispered(room: BotRoom, channel: str = "CPRICING") -> str:
    messages = room.slack.messages_in("dana", channel)
    return " ".join(shown(m) or str(m["text"]) for m in messages if m["user"] == BOT_USER)


@pytest.mark.parametrize("locale", LANGUAGES)
async def test_the_help_is_in_the_language_of_the_persons_slack(
    tmp_path: Path, locale: str
) -> None:
    """The word `help` tells no language."""
    async with bot_room(tmp_path, workspace=speaking(locale)) as room:
        await room.slack.command("dana", "CPRICING", "/research", "help")
        first = words_for(locale).help.splitlines()[0]
        await until(lambda: first in whispered(room))

        assert ENGLISH.help.splitlines()[0] not in whispered(room)


async def test_the_form_and_its_complaints_are_in_that_language(tmp_path: Path) -> None:
    """Labels, options, and what stands under a field."""
    german = words_for("de-DE")
    async with bot_room(tmp_path, workspace=speaking("de-DE")) as room:
        await room.slack.command("dana", "CPRICING", "/research", "")
        await until(lambda: room.slack.view_of("dana"))
        view = room.slack.view_of("dana")
        assert view is not None
        outcome = await room.slack.submit("dana", view["id"], {"question": {"question": "?!"}})

        assert german.form_question in shown(view)
        assert german.effort_deep in shown(view)
        assert outcome.errors["question"] == german.no_question


@pytest.mark.parametrize("locale", LANGUAGES)
async def test_home_is_in_that_language(tmp_path: Path, locale: str) -> None:
    """Headings, states, and how to ask."""
    words = words_for(locale)
    async with bot_room(tmp_path, workspace=speaking(locale)) as room:
        ts = await room.slack.say("dana", "CPRICING", "@dossier what changed?")
        await until(lambda: room.texts("CPRICING", ts))
        await room.slack.open_home("dana")
        await until(lambda: room.slack.home_of("dana"))
        home = shown(room.slack.home_of("dana"))

        for said in (words.home_questions, words.state_delivered, words.home_how_words):
            assert said in home
        assert ENGLISH.home_how_words not in home


async def test_the_direct_message_opens_in_that_language(tmp_path: Path) -> None:
    """With prompts that can be sent as they are."""
    japanese = words_for("ja")
    async with bot_room(tmp_path, workspace=speaking("ja-JP")) as room:
        channel = await room.slack.open_dm("dana")
        await until(lambda: room.slack.prompts_of(channel))
        await until(lambda: room.slack.messages_in("dana", channel))
        prompts = [prompt["title"] for prompt in room.slack.prompts_of(channel)]

        assert prompts[0] == japanese.prompt_research
        assert japanese.dm_greeting in shown(room.slack.messages_in("dana", channel))


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("was hat sich an unseren Preisen geändert?", "de"),
        ("qui a décidé de nos prix ?", "fr"),
        ("¿quién decidió los precios?", "es"),
        ("価格はどう変わりましたか", "ja"),
        ("what changed about our prices?", "en"),
        ("quanto costano i nostri prezzi?", "en"),
        ("متى تغيرت الأسعار؟", "en"),
    ],
)
async def test_a_refusal_is_in_the_language_of_the_question(
    tmp_path: Path, question: str, language: str
) -> None:
    """Whatever the language of their Slack."""

    def nobody(duties: Duties) -> Duties:
        rules = HouseRules(askers=("ada@tidewater.example",))
        return replace(duties, admission=Admission(rules=rules))

    async with bot_room(tmp_path, changed=nobody, workspace=speaking("de-DE")) as room:
        ts = await room.slack.say("dana", "CPRICING", f"@dossier {question}")
        await until(lambda: room.texts("CPRICING", ts))

        assert room.texts("CPRICING", ts) == [BY_LANGUAGE[language].not_named]


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_what_can_you_see_is_understood_as_the_prompt_says_it(language: str) -> None:
    """The prompt in the direct message is answered without research."""
    assert asks_what_you_see(BY_LANGUAGE[language].prompt_sight_text)
    assert asks_what_you_see(BY_LANGUAGE[language].prompt_sight)
