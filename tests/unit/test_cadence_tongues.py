"""Saying when in German, French, Spanish and Japanese: what is understood, and what is not."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.errors import NeedsAsker
from scheduling.cadence import upcoming
from scheduling.words import NoCadence, read_digest, read_when

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)  # a Friday, 10:00 in Berlin
BERLIN = "Europe/Berlin"
WORKING = ("30 8 * * mon-fri", "23 Nov 08:30, 24 Nov 08:30, 25 Nov 08:30")
MONDAYS = ("0 9 * * mon", "23 Nov 09:00, 30 Nov 09:00, 07 Dec 09:00")
FIRST_MONDAYS = ("0 9 * * mon#1", "07 Dec 09:00, 04 Jan 09:00, 01 Feb 09:00")
TWICE = ("0 9,17 * * *", "20 Nov 17:00, 21 Nov 09:00, 21 Nov 17:00")
FIFTEENTHS = ("0 8 15 * *", "15 Dec 08:00, 15 Jan 08:00, 15 Feb 08:00")
TWO_DATES = ("0 9 1,15 * *", "01 Dec 09:00, 15 Dec 09:00, 01 Jan 09:00")
TWO_DAYS = ("0 14 * * mon,thu", "23 Nov 14:00, 26 Nov 14:00, 30 Nov 14:00")
TWO_HOURS = ("0 */2 * * *", "20 Nov 12:00, 20 Nov 14:00, 20 Nov 16:00")
LAST_DAYS = ("0 17 L * *", "30 Nov 17:00, 31 Dec 17:00, 31 Jan 17:00")
LAST_FRIDAYS = ("0 16 * * fri#L", "27 Nov 16:00, 25 Dec 16:00, 29 Jan 16:00")
UNTIL = ("0 9 * * *", "21 Nov 09:00, 22 Nov 09:00, 23 Nov 09:00, 24 Nov 09:00")

WAYS = (
    ("jeden Werktag um 8:30", WORKING),
    ("von Montag bis Freitag um halb neun", WORKING),
    ("Mo-Fr 8:30 Uhr", WORKING),
    ("montags um 9 Uhr", MONDAYS),
    ("am ersten Montag im Monat um 9 Uhr", FIRST_MONDAYS),
    ("zweimal am Tag um 9 und 17 Uhr", TWICE),
    ("am 15. jedes Monats um 8 Uhr", FIFTEENTHS),
    ("am 1. und 15. des Monats um 9 Uhr", TWO_DATES),
    ("jeden Montag und Donnerstag um 14 Uhr", TWO_DAYS),
    ("alle zwei Stunden", TWO_HOURS),
    ("am letzten Tag des Monats um 17 Uhr", LAST_DAYS),
    ("täglich um 9 Uhr bis zum 24. November", UNTIL),
    ("chaque jour ouvré à 8 h 30", WORKING),
    ("du lundi au vendredi à 8h30", WORKING),
    ("tous les lundis à 9 h", MONDAYS),
    ("le premier lundi du mois à 9 h", FIRST_MONDAYS),
    ("deux fois par jour à 9 h et 17 h", TWICE),
    ("le 15 de chaque mois à 8 heures", FIFTEENTHS),
    ("le 1er et le 15 du mois à 9 h", TWO_DATES),
    ("toutes les deux heures", TWO_HOURS),
    ("le dernier vendredi du mois à 16 h", LAST_FRIDAYS),
    ("tous les jours à 9 h jusqu'au 24 novembre", UNTIL),
    ("todos los días laborables a las 8:30", WORKING),
    ("cada lunes a las 9", MONDAYS),
    ("el primer lunes de cada mes a las 9", FIRST_MONDAYS),
    ("todos los días a las 9 y a las 17", TWICE),
    ("el día 15 de cada mes a las 8", FIFTEENTHS),
    ("todos los lunes y jueves a las 14 h", TWO_DAYS),
    ("cada dos horas", TWO_HOURS),
    ("los últimos viernes del mes a las 4 de la tarde", LAST_FRIDAYS),
    ("cada día a las 9 hasta el 24 de noviembre", UNTIL),
    ("平日8時30分", WORKING),
    ("月曜から金曜の8時半", WORKING),
    ("毎週月曜9時", MONDAYS),
    ("毎週月曜日の午前９時に", MONDAYS),
    ("毎月第1月曜日の9時", FIRST_MONDAYS),
    ("毎日9時と17時", TWICE),
    ("毎月15日8時", FIFTEENTHS),
    ("毎週月・木曜日の14時", TWO_DAYS),
    ("2時間ごと", TWO_HOURS),
    ("毎月末日午後5時", LAST_DAYS),
    ("毎日9時、11月24日まで", UNTIL),
)

REFUSED = (
    ("jede Minute", "once an hour at most"),
    ("alle zwei Wochen um 9", "every second week"),
    ("jeden zweiten Montag um 9 Uhr", "every second week"),
    ("jeden Tag", "At what time"),
    ("jeden Tag um 25 Uhr", "no time of day"),
    ("morgen um 9 Uhr", "again and again"),
    ("jeden Tag um 9 Uhr Marser Zeit", "no time zone"),
    ("toutes les minutes", "once an hour at most"),
    ("un lundi sur deux à 9 h", "every second week"),
    ("tous les jours", "At what time"),
    ("tous les jours à 25 h", "no time of day"),
    ("demain à 9 h", "again and again"),
    ("le 32 de chaque mois à 9 h", "no day 32"),
    ("cada minuto", "once an hour at most"),
    ("cada dos semanas a las 9", "every second week"),
    ("todos los días", "At what time"),
    ("todos los días a las 25", "no time of day"),
    ("mañana a las 9", "again and again"),
    ("cada cinco horas", "can't tell when"),
    ("毎分", "once an hour at most"),
    ("隔週月曜9時", "every second week"),
    ("毎日", "At what time"),
    ("毎日25時", "no time of day"),
    ("明日9時", "again and again"),
    ("ときどき", "can't tell when"),
)


@pytest.mark.parametrize(("said", "expected"), WAYS, ids=[way[0] for way in WAYS])
def test_a_way_of_saying_when_is_understood(said: str, expected: tuple[str, str]) -> None:
    """The same cron lines and times as in English."""
    cadence = read_when(said, zone=BERLIN, now=NOW)
    count = expected[1].count(",") + 1
    slots = upcoming(cadence, after=NOW, count=count)
    local = [f"{slot.astimezone(ZoneInfo(BERLIN)):%d %b %H:%M}" for slot in slots]

    assert (" | ".join(cadence.crons), ", ".join(local)) == expected


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ("jeden Tag um 9 Uhr New Yorker Zeit", "America/New_York"),
        ("jeden Tag um 9 Uhr Londoner Zeit", "Europe/London"),
        ("tous les jours à 9 h heure de Paris", "Europe/Paris"),
        ("cada día a las 9 hora de Madrid", "Europe/Madrid"),
        ("毎日9時 日本時間", "Asia/Tokyo"),
    ],
)
def test_a_time_zone_may_be_named(said: str, zone: str) -> None:
    """As people say it in that language."""
    assert read_when(said, zone=BERLIN, now=NOW).zone == zone


@pytest.mark.parametrize(("said", "why"), REFUSED, ids=[way[0] for way in REFUSED])
def test_what_cannot_be_planned_is_refused(said: str, why: str) -> None:
    """For the same reasons as in English, and never by a guess."""
    with pytest.raises(NeedsAsker) as refused:
        read_when(said, zone=BERLIN, now=NOW)

    assert why in refused.value.sentence


LINES = (
    (
        "jeden Werktag um 8:30, was hat sich bei den Preisen geändert, hier",
        ("30 8 * * mon-fri", "was hat sich bei den Preisen geändert", "here"),
    ),
    (
        "Was gibt es Neues bei den Preisen? Jeden Montag um 9 Uhr in #pricing",
        ("0 9 * * mon", "Was gibt es Neues bei den Preisen?", "#pricing"),
    ),
    (
        "bitte erstelle einen Digest: jeden Freitag um 16 Uhr was hörte der Support, per DM",
        ("0 16 * * fri", "was hörte der Support", "dm"),
    ),
    (
        "tous les lundis à 9 h, quoi de neuf sur les prix, ici",
        ("0 9 * * mon", "quoi de neuf sur les prix", "here"),
    ),
    (
        "¿Qué ha cambiado en los precios? Cada lunes a las 9 aquí",
        ("0 9 * * mon", "¿Qué ha cambiado en los precios?", "here"),
    ),
    ("毎週月曜9時、価格の変更点をここに", ("0 9 * * mon", "価格の変更点", "here")),
    ("価格の変更点を毎週月曜9時に", ("0 9 * * mon", "価格の変更点", "")),
)


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_a_line_holds_when_what_and_where(line: str, expected: tuple[str, str, str]) -> None:
    """The question stays in its own words, to the letter."""
    said = read_digest(line, zone=BERLIN, now=NOW, needs_time=True)

    assert (said.cadence.crons[0], said.question, said.place) == expected


@pytest.mark.parametrize(
    "question",
    [
        "was passiert jeden Montag?",
        "wem gehört der wöchentliche Bericht?",
        "Jeder Kunde beschwert sich über Rechnungen, warum?",
        "que se passe-t-il tous les lundis ?",
        "qui a décidé du prix le premier mars ?",
        "¿qué pasa todos los lunes?",
        "¿cada cuánto se reúne el equipo?",
        "毎週の会議はどこですか",
    ],
)
def test_a_question_is_no_digest(question: str) -> None:
    """What merely speaks of days and weeks is answered, not scheduled."""
    with pytest.raises(NoCadence):
        read_digest(question, zone=BERLIN, now=NOW, needs_time=True)
