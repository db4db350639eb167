"""A cadence read back in words, and cron's own meaning of a line."""

from datetime import UTC, date, datetime

import pytest

from domain.digest import Cadence
from scheduling.cadence import upcoming
from scheduling.describing import described, moment_said

READ_BACK = (
    (("30 8 * * mon-fri",), "Every weekday at 08:30, Europe/Berlin"),
    (
        ("0 17 * * mon-fri", "30 8 * * mon-fri"),
        "Every weekday at 08:30 and 17:00, Europe/Berlin",
    ),
    (("0 9 * * 1",), "Every Monday at 09:00, Europe/Berlin"),
    (("0 9,17 * * *",), "Every day at 09:00 and 17:00, Europe/Berlin"),
    (("0 9 * * mon#1",), "On the first Monday of the month at 09:00, Europe/Berlin"),
    (("0 17 L * *",), "On the last day of the month at 17:00, Europe/Berlin"),
    (("0 9 1,15 * *",), "On the 1st and 15th of the month at 09:00, Europe/Berlin"),
    (("0 * * * *",), "Every hour, Europe/Berlin"),
    (("0 */4 * * mon-fri",), "Every 4 hours, every weekday, Europe/Berlin"),
    (("0 9 1-7 * *",), "By the cron line 0 9 1-7 * *, Europe/Berlin"),
)


@pytest.mark.parametrize(("crons", "words"), READ_BACK)
def test_a_cadence_is_read_back_in_words(crons: tuple[str, ...], words: str) -> None:
    """What has no plain words is read back as it was given, never wrongly."""
    assert described(Cadence(crons=crons, zone="Europe/Berlin")) == words


IN_TONGUES = (
    ("de", "30 8 * * mon-fri", "Jeden Werktag um 08:30"),
    ("de", "0 9 * * mon#1", "Am ersten Montag des Monats um 09:00"),
    ("de", "0 9 1,15 * *", "Am 1. und 15. des Monats um 09:00"),
    ("de", "0 */4 * * *", "Alle 4 Stunden"),
    ("fr", "30 8 * * mon-fri", "Chaque jour ouvré à 08:30"),
    ("fr", "0 9 * * mon,thu", "Chaque lundi et jeudi à 09:00"),
    ("fr", "0 17 L * *", "Le dernier jour du mois à 17:00"),
    ("es", "0 9 * * mon", "Cada lunes a las 09:00"),
    ("es", "0 9,17 * * *", "Cada día a las 09:00 y 17:00"),
    ("es", "0 16 * * fri#L", "El último viernes del mes a las 16:00"),
    ("ja", "0 9 * * mon", "毎週月曜日 09:00"),
    ("ja", "0 9 * * mon#1", "毎月第1月曜日 09:00"),
    ("ja", "0 9 1,15 * *", "毎月1日・15日 09:00"),
    ("pt", "0 9 * * mon", "Every Monday at 09:00"),
)


@pytest.mark.parametrize(("language", "cron", "words"), IN_TONGUES)
def test_a_cadence_is_read_back_in_its_maker_s_language(
    language: str, cron: str, words: str
) -> None:
    """In English where we do not have theirs."""
    cadence = Cadence(crons=(cron,), zone="Europe/Berlin")

    assert described(cadence, language) == f"{words}, Europe/Berlin"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Mon 23 Nov 08:30"),
        ("de", "Mo 23. Nov. 08:30"),
        ("fr", "lun. 23 nov. 08:30"),
        ("es", "lun 23 nov 08:30"),
        ("ja", "11月23日(月) 08:30"),
    ],
)
def test_a_moment_is_said_in_local_time(language: str, words: str) -> None:
    """Of the digest's own zone."""
    moment = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)

    assert moment_said(moment, "Europe/Berlin", language) == words


def test_the_last_day_is_read_back_too() -> None:
    """An end that is not seen is an end that surprises."""
    cadence = Cadence(crons=("0 9 * * *",), zone="UTC", until=date(2027, 3, 31))

    assert described(cadence).endswith("until 31 March 2027")


CRONS = (
    ("0 9 * * 1", "Mon 23, Mon 30, Mon 07"),
    ("0 9 * * 0", "Sun 22, Sun 29, Sun 06"),
    ("0 9 * * 7", "Sun 22, Sun 29, Sun 06"),
    ("0 9 * * 5-7", "Sat 21, Sun 22, Fri 27"),
    ("0 9 * * 0-4", "Sun 22, Mon 23, Tue 24"),
    ("0 9 * * fri-mon", "Sat 21, Sun 22, Mon 23"),
    ("0 9 * * */2", "Sat 21, Sun 22, Tue 24"),
    ("0 9 * * mon,3", "Mon 23, Wed 25, Mon 30"),
    ("0 9 13 * 5", "Fri 27, Fri 04, Fri 11"),
    ("0 9 29 2 *", "Tue 29, Sun 29, Fri 29"),
)


@pytest.mark.parametrize(("cron", "days"), CRONS)
def test_a_cron_line_means_what_cron_means(cron: str, days: str) -> None:
    """Sunday is 0 and 7; a day of the month and a weekday together mean either."""
    after = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    found = upcoming(Cadence(crons=(cron,), zone="UTC"), after=after)

    assert ", ".join(f"{slot:%a %d}" for slot in found) == days
