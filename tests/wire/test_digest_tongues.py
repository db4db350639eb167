"""A digest speaks the language in which it was asked for, read-back and editions alike."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.digest_forms import Filled, Opened, form
from bot.rendering.digest import render_digest
from bot.rendering.digest_languages import digest_words
from bot.rendering.locale import Locale
from domain.digest import Covered, DigestId, Edition, News, NewsItem
from sandbox.slack.view_limits import check_view
from scheduling import sentences
from scheduling.saying import said
from tests.wire.bot_room import bot_room, shown
from tests.wire.slack_room import TODAY, WORKSPACE, until

SAID = {
    "de": (
        "jeden Werktag um 8:30, was hat sich bei den Preisen geändert, hier",
        ("Jeden Werktag um 08:30", "Als Nächstes: Mo 23. Nov. 08:30 ·", "Speichern"),
    ),
    "fr": (
        "tous les lundis à 9 h, qu'est-ce qui a changé dans les prix, ici",
        ("Chaque lundi à 09:00", "Prochaines fois : lun. 23 nov. 09:00 ·", "Enregistrer"),
    ),
    "es": (
        "cada lunes a las 9, qué ha cambiado en los precios, aquí",
        ("Cada lunes a las 09:00", "Próximas veces: lun 23 nov 09:00 ·", "Guardar"),
    ),
    "ja": (
        "毎週月曜9時、価格の変更点をここに",
        ("毎週月曜日 09:00", "次回: 11月23日(月) 09:00 ·", "保存"),
    ),
}


@pytest.mark.parametrize("language", list(SAID))
async def test_what_was_understood_is_read_back_in_the_same_language(
    tmp_path: Path, language: str
) -> None:
    """With the next three times and the buttons."""
    words, expected = SAID[language]
    async with bot_room(tmp_path) as room:
        ts = await room.slack.say("dana", "CPRICING", f"@dossier {words}")
        await until(lambda: room.replies("CPRICING", ts))
        text = shown(room.replies("CPRICING", ts)[0])

        assert [part for part in expected if part not in text] == []


@pytest.mark.parametrize("language", ["en", *SAID])
def test_the_form_keeps_to_slack_s_limits_in_every_language(language: str) -> None:
    """Else Slack refuses to open it."""
    view = form(Filled(), Opened(zone="Europe/Berlin", at=TODAY, language=language))
    check_view(view, kind="modal")

    assert "…" not in shown([view["title"], view["submit"], view["close"], view["blocks"]])


@pytest.mark.parametrize("language", list(SAID))
def test_an_edition_has_no_english_words_of_ours(language: str) -> None:
    """Labels, notes, corrections, counts and buttons."""
    news = tuple(NewsItem(news=one, text="x", earlier="y", earlier_at=TODAY) for one in News)
    faded = tuple(NewsItem(news=one, text="") for one in News if one is not News.NEW)
    edition = Edition(
        digest=DigestId("d1"),
        title="z",
        maker="w",
        news=news + faded,
        covered=Covered(read=3, unchanged=2, unchecked=1),
        since=TODAY,
        due=TODAY,
        is_trial=True,
        language=language,
    )
    text = shown(list(render_digest(edition, Locale(today=TODAY.date())).messages[-1].blocks))
    english = digest_words("en")
    ours = (english.changed, english.gone, english.unchanged, english.corrects, english.save)

    assert [words for words in ours if words in text] == []
    assert digest_words(language).label(News.GONE) in text


LOCALES = {"de": "de-DE", "fr": "fr-FR", "es": "es-ES", "ja": "ja-JP"}
NOWHERE = {
    "de": "jeden Montag um 9 Uhr was war neu, in #nowhere",
    "fr": "tous les lundis à 9 h, qu'est-ce qui a changé, dans #nowhere",
    "es": "cada lunes a las 9, qué ha cambiado, en #nowhere",
    "ja": "毎週月曜9時、価格の変更点を #nowhere に",
}


@pytest.mark.parametrize("language", list(LOCALES))
async def test_help_and_a_place_that_does_not_work_are_said_in_the_persons_language(
    tmp_path: Path, language: str
) -> None:
    """What the command answers at once, and why nothing was saved."""
    dana, *others = WORKSPACE.people
    speaking = replace(dana, locale=LOCALES[language])
    people = replace(WORKSPACE, people=(speaking, *others))
    async with bot_room(tmp_path, workspace=people) as room:
        await room.slack.command("dana", "CPRICING", "/digest", "help")
        help_ = said(sentences.HELP, language).splitlines()[0]
        await until(lambda: help_ in str(room.slack.messages_in("dana", "CPRICING")))
        await room.slack.command("dana", "CPRICING", "/digest", NOWHERE[language])
        direct = await room.slack.open_dm("dana")
        refusal = said(sentences.NO_CHANNEL, language, place="#nowhere")
        await until(lambda: refusal in shown(room.slack.messages_in("dana", direct)))

        assert sentences.HELP.splitlines()[0] not in str(
            room.slack.messages_in("dana", "CPRICING")
        )
