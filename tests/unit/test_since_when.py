"""From which day on a reply wants to look, told at a moment in its author's zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.steering import Since, steer_of, written

SATURDAY = datetime(2026, 11, 21, 9, 6, tzinfo=ZoneInfo("Europe/Berlin"))
SAID = {
    "en": {
        "only since October": "2026-10-01",
        "only the last quarter": "2026-07-01",
        "just the last two weeks please": "2026-11-07",
        "please look only at this year": "2026-01-01",
        "only the past 30 days": "2026-10-22",
        "only the past year": "2025-11-21",
        "only Q3": "2026-07-01",
        "only since March 3, 2026": "2026-03-03",
        "only since 3rd March": "2026-03-03",
        "only since October 1st": "2026-10-01",
        "only since the beginning of October": "2026-10-01",
        "only after 2025": "2026-01-01",
        "only after September": "2026-10-01",
        "only after November": "2026-11-01",
        "nothing before September": "2026-09-01",
        "nothing older than 6 months": "2026-05-21",
        "since December": "2025-12-01",
        "from October on": "2026-10-01",
        "as of 2026-10-01": "2026-10-01",
        "only since 2026-09": "2026-09-01",
        "only since Monday": "2026-11-16",
        "only since last Saturday": "2026-11-14",
        "only 2026": "2026-01-01",
        "only this week": "2026-11-16",
        "last week only": "2026-11-09",
        "only since yesterday": "2026-11-20",
        "only the last 24 hours": "2026-11-20",
    },
    "de": {
        "nur seit Oktober": "2026-10-01",
        "nur das letzte Quartal": "2026-07-01",
        "nur die letzten zwei Wochen": "2026-11-07",
        "nur aus diesem Jahr": "2026-01-01",
        "nur seit dem 1. Oktober": "2026-10-01",
        "nur ab 1.10.2025": "2025-10-01",
        "nur ab dem 01.12.": "2025-12-01",
        "nur ab 3.4.26": "2026-04-03",
        "seit März": "2026-03-01",
        "ab Maerz 2025": "2025-03-01",
        "nur seit Anfang Oktober": "2026-10-01",
        "nur nach 2025": "2026-01-01",
        "nur das dritte Quartal": "2026-07-01",
        "nur seit letztem Freitag": "2026-11-20",
        "nichts Älteres als 6 Monate": "2026-05-21",
        "nur letzten Monat": "2026-10-01",
        "nur seit gestern": "2026-11-20",
        "nur 2026": "2026-01-01",
    },
    "fr": {
        "seulement depuis octobre": "2026-10-01",
        "seulement le dernier trimestre": "2026-07-01",
        "uniquement les deux dernières semaines": "2026-11-07",
        "juste cette année": "2026-01-01",
        "seulement depuis le 1er octobre": "2026-10-01",
        "seulement depuis le 3 mars 2026": "2026-03-03",
        "seulement depuis le 01/10/2025": "2025-10-01",
        "à partir d'octobre": "2026-10-01",
        "depuis décembre": "2025-12-01",
        "seulement après 2025": "2026-01-01",
        "seulement le mois dernier": "2026-10-01",
        "seulement l'année dernière": "2025-01-01",
        "seulement les 30 derniers jours": "2026-10-22",
        "seulement depuis le mois d'octobre": "2026-10-01",
        "seulement le troisième trimestre": "2026-07-01",
        "rien avant septembre": "2026-09-01",
        "seulement depuis lundi": "2026-11-16",
    },
    "es": {
        "solo desde octubre": "2026-10-01",
        "sólo el último trimestre": "2026-07-01",
        "solamente las últimas dos semanas": "2026-11-07",
        "únicamente este año": "2026-01-01",
        "solo desde el 1 de octubre": "2026-10-01",
        "solo desde el 1 de octubre de 2025": "2025-10-01",
        "solo desde el 01/10/2026": "2026-10-01",
        "desde diciembre": "2025-12-01",
        "a partir de octubre": "2026-10-01",
        "solo después de 2025": "2026-01-01",
        "solo el mes pasado": "2026-10-01",
        "solo los últimos 3 meses": "2026-08-21",
        "solo el tercer trimestre": "2026-07-01",
        "nada antes de septiembre": "2026-09-01",
        "solo desde el lunes": "2026-11-16",
        "solo hoy": "2026-11-21",
    },
    "ja": {
        "10月以降だけ": "2026-10-01",
        "１０月以降だけでお願いします": "2026-10-01",
        "10月以降でお願いします": "2026-10-01",
        "2025年10月以降のみ": "2025-10-01",
        "2026年10月1日以降だけ": "2026-10-01",
        "2026/10/1以降だけ": "2026-10-01",
        "12月以降だけ": "2025-12-01",
        "直近の四半期だけ": "2026-07-01",
        "第3四半期だけ": "2026-07-01",
        "先月からのみ": "2026-10-01",
        "今年だけでお願いします": "2026-01-01",
        "去年以降だけ": "2025-01-01",
        "過去2週間だけ見てください": "2026-11-07",
        "最近の三か月だけ": "2026-08-21",
        "月曜日以降だけ": "2026-11-16",
        "昨日以降だけ": "2026-11-20",
        "2025年以降のみ": "2025-01-01",
    },
}
TURNS = [  # a moment in UTC, its author's zone, the words, the day
    ("2027-01-01 08:00", "UTC", "only since December", "2026-12-01"),
    ("2027-01-01 08:00", "UTC", "only last quarter", "2026-10-01"),
    ("2027-01-01 08:00", "UTC", "nur letzte Woche", "2026-12-21"),
    ("2027-01-01 08:00", "UTC", "solo este año", "2027-01-01"),
    ("2027-01-01 08:00", "UTC", "先月からのみ", "2026-12-01"),
    ("2026-12-31 23:30", "UTC", "only this year", "2026-01-01"),
    ("2026-12-31 23:30", "Asia/Tokyo", "only this year", "2027-01-01"),
    ("2027-01-01 02:00", "America/Los_Angeles", "cette semaine seulement", "2026-12-28"),
    ("2027-01-01 02:00", "America/Los_Angeles", "only this month", "2026-12-01"),
    ("2028-03-31 12:00", "UTC", "only the past month", "2028-02-29"),
    ("2028-02-29 12:00", "UTC", "only the past year", "2027-02-28"),
]


def day_of(reply: str, at: datetime) -> str:
    steer = steer_of(reply)
    start = steer.start(at) if isinstance(steer, Since) else None
    return start.date().isoformat() if start else "-"


@pytest.mark.parametrize("language", SAID)
def test_words_of_time_are_a_day(language: str) -> None:
    """Of months and years the newest that has come; of units the calendar's."""
    wrong = {
        reply: (meant, read)
        for reply, meant in SAID[language].items()
        if (read := day_of(reply, SATURDAY)) != meant
    }

    assert wrong == {}
    assert len(SAID[language]) >= 12


@pytest.mark.parametrize("turn", TURNS)
def test_the_day_is_that_of_whoever_speaks(turn: tuple[str, str, str, str]) -> None:
    """Where it is tomorrow already, it may be another year."""
    moment, zone, reply, meant = turn
    at = datetime.fromisoformat(f"{moment}+00:00").astimezone(ZoneInfo(zone))

    assert day_of(reply, at) == meant


def test_what_is_stored_is_a_midnight_of_the_persons_own_zone() -> None:
    """In summer time where the day was one of summer."""
    stored = written(steer_of("only since October"), at=SATURDAY)

    assert stored == "since:2026-10-01T00:00:00+02:00"


@pytest.mark.parametrize(
    "reply",
    [
        *("only the last weeks", "only next week", "only 2027", "only since 31 February"),
        *("nur die letzten Monate", "seulement ces dernières semaines", "今年度だけ"),
        *("solo las últimas semanas", "nur ab 32.13.2026"),
    ],
)
def test_words_that_name_no_day_that_has_come_stay_the_leads(reply: str) -> None:
    """Which day would be a guess, or would leave out everything."""
    assert written(steer_of(reply), at=SATURDAY) in ("since", "")
