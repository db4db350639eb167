"""Saying when: forty ways with cron and next three times, and what is refused."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.errors import NeedsAsker
from scheduling.cadence import upcoming
from scheduling.words import NoCadence, read_digest, read_when

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)  # a Friday, 10:00 in Berlin
BERLIN = "Europe/Berlin"

# What is said · its cron lines · the next three times, local.
WAYS = (
    ("every day at 9", "0 9 * * *", "21 Nov 09:00, 22 Nov 09:00, 23 Nov 09:00"),
    ("daily at 9am", "0 9 * * *", "21 Nov 09:00, 22 Nov 09:00, 23 Nov 09:00"),
    ("Daily at 9:30 a.m.", "30 9 * * *", "21 Nov 09:30, 22 Nov 09:30, 23 Nov 09:30"),
    ("each day at 17:45", "45 17 * * *", "20 Nov 17:45, 21 Nov 17:45, 22 Nov 17:45"),
    ("every morning", "0 9 * * *", "21 Nov 09:00, 22 Nov 09:00, 23 Nov 09:00"),
    ("every morning at 7", "0 7 * * *", "21 Nov 07:00, 22 Nov 07:00, 23 Nov 07:00"),
    ("every evening", "0 18 * * *", "20 Nov 18:00, 21 Nov 18:00, 22 Nov 18:00"),
    ("every day at noon", "0 12 * * *", "20 Nov 12:00, 21 Nov 12:00, 22 Nov 12:00"),
    ("daily at midnight", "0 0 * * *", "21 Nov 00:00, 22 Nov 00:00, 23 Nov 00:00"),
    ("every weekday at 8:30", "30 8 * * mon-fri", "23 Nov 08:30, 24 Nov 08:30, 25 Nov 08:30"),
    ("on weekdays at 8.30", "30 8 * * mon-fri", "23 Nov 08:30, 24 Nov 08:30, 25 Nov 08:30"),
    ("Mon-Fri at 9", "0 9 * * mon-fri", "23 Nov 09:00, 24 Nov 09:00, 25 Nov 09:00"),
    ("Monday to Friday 9:00", "0 9 * * mon-fri", "23 Nov 09:00, 24 Nov 09:00, 25 Nov 09:00"),
    (
        "every working day at 4 pm",
        "0 16 * * mon-fri",
        "20 Nov 16:00, 23 Nov 16:00, 24 Nov 16:00",
    ),
    (
        "every business day, at 10",
        "0 10 * * mon-fri",
        "23 Nov 10:00, 24 Nov 10:00, 25 Nov 10:00",
    ),
    ("every Monday at 9", "0 9 * * mon", "23 Nov 09:00, 30 Nov 09:00, 07 Dec 09:00"),
    ("Mondays at 9 o'clock", "0 9 * * mon", "23 Nov 09:00, 30 Nov 09:00, 07 Dec 09:00"),
    ("weekly on Friday at 4pm", "0 16 * * fri", "20 Nov 16:00, 27 Nov 16:00, 04 Dec 16:00"),
    ("at 9:00 every Tuesday", "0 9 * * tue", "24 Nov 09:00, 01 Dec 09:00, 08 Dec 09:00"),
    (
        "on Mondays and Thursdays at 14:00",
        "0 14 * * mon,thu",
        "23 Nov 14:00, 26 Nov 14:00, 30 Nov 14:00",
    ),
    (
        "every Mon, Wed and Fri at 9:15 am",
        "15 9 * * mon,wed,fri",
        "23 Nov 09:15, 25 Nov 09:15, 27 Nov 09:15",
    ),
    ("every weekend at 11", "0 11 * * sat,sun", "21 Nov 11:00, 22 Nov 11:00, 28 Nov 11:00"),
    (
        "twice a day at 9 and 17",
        "0 9,17 * * *",
        "20 Nov 17:00, 21 Nov 09:00, 21 Nov 17:00",
    ),
    (
        "every day at 9:00, 13:00 and 17:00",
        "0 9,13,17 * * *",
        "20 Nov 13:00, 20 Nov 17:00, 21 Nov 09:00",
    ),
    (
        "weekdays at 8:30 and 5 pm",
        "0 17 * * mon-fri | 30 8 * * mon-fri",
        "20 Nov 17:00, 23 Nov 08:30, 23 Nov 17:00",
    ),
    ("every hour", "0 * * * *", "20 Nov 11:00, 20 Nov 12:00, 20 Nov 13:00"),
    ("every two hours", "0 */2 * * *", "20 Nov 12:00, 20 Nov 14:00, 20 Nov 16:00"),
    (
        "every 4 hours on weekdays",
        "0 */4 * * mon-fri",
        "20 Nov 12:00, 20 Nov 16:00, 20 Nov 20:00",
    ),
    (
        "hourly from 9 to 17 on weekdays",
        "0 9,10,11,12,13,14,15,16,17 * * mon-fri",
        "20 Nov 11:00, 20 Nov 12:00, 20 Nov 13:00",
    ),
    (
        "the first Monday of the month at 9",
        "0 9 * * mon#1",
        "07 Dec 09:00, 04 Jan 09:00, 01 Feb 09:00",
    ),
    (
        "on the last Friday of each month at 16:00",
        "0 16 * * fri#L",
        "27 Nov 16:00, 25 Dec 16:00, 29 Jan 16:00",
    ),
    (
        "first and third Tuesday of the month at 9:00",
        "0 9 * * tue#1,tue#3",
        "01 Dec 09:00, 15 Dec 09:00, 05 Jan 09:00",
    ),
    ("monthly on the 1st at 9", "0 9 1 * *", "01 Dec 09:00, 01 Jan 09:00, 01 Feb 09:00"),
    (
        "on the 15th of every month at 8 Uhr",
        "0 8 15 * *",
        "15 Dec 08:00, 15 Jan 08:00, 15 Feb 08:00",
    ),
    (
        "on the 1st and 15th of the month at 9:00",
        "0 9 1,15 * *",
        "01 Dec 09:00, 15 Dec 09:00, 01 Jan 09:00",
    ),
    (
        "on the last day of the month at 17:00",
        "0 17 L * *",
        "30 Nov 17:00, 31 Dec 17:00, 31 Jan 17:00",
    ),
    (
        "quarterly on the 1st at 9:00",
        "0 9 1 1,4,7,10 *",
        "01 Jan 09:00, 01 Apr 09:00, 01 Jul 09:00",
    ),
    (
        "every weekday at 8:30 until 24 November",
        "30 8 * * mon-fri",
        "23 Nov 08:30, 24 Nov 08:30",
    ),
    (
        "daily at 6pm for two weeks",
        "0 18 * * *",
        "20 Nov 18:00, 21 Nov 18:00, 22 Nov 18:00",
    ),
    ("30 8 * * 1-5", "30 8 * * 1-5", "23 Nov 08:30, 24 Nov 08:30, 25 Nov 08:30"),
    ("cron: 0 9 * * 1", "0 9 * * 1", "23 Nov 09:00, 30 Nov 09:00, 07 Dec 09:00"),
    ("@daily", "@daily", "21 Nov 00:00, 22 Nov 00:00, 23 Nov 00:00"),
    (
        "every Saturday at 7 in the evening",
        "0 19 * * sat",
        "21 Nov 19:00, 28 Nov 19:00, 05 Dec 19:00",
    ),
)

ZONES = (
    ("every weekday at 8:30 Berlin time", "Europe/Berlin"),
    ("every weekday at 8:30 New York time", "America/New_York"),
    ("every weekday at 8:30 America/New_York", "America/New_York"),
    ("daily at 9 UTC", "UTC"),
    ("daily at 9 Lord Howe time", "Australia/Lord_Howe"),
    ("daily at 9 Pacific time", "America/Los_Angeles"),
    ("daily at 9", "Europe/Berlin"),
)

REFUSED = (
    ("every minute", "once an hour at most"),
    ("every 5 minutes", "once an hour at most"),
    ("every half hour", "once an hour at most"),
    ("daily at 9:00 and 9:20", "once an hour at most"),
    ("* * * * *", "once an hour at most"),
    ("0 9 30 2 *", "never comes true"),
    ("61 9 * * *", "cannot read the cron line"),
    ("0 9 * * 9", "cannot read the weekdays"),
    ("0 9 * *", "five fields"),
    ("every day at 25:00", "no time of day"),
    ("every day at 9:75", "no time of day"),
    ("every day at 13pm", "no time of day"),
    ("every day", "At what time"),
    ("weekly at 9", "On which day"),
    ("monthly at 9:00", "On which day"),
    ("every other Monday at 9", "every second week"),
    ("biweekly on Friday at 9", "every second week"),
    ("on the 32nd of every month at 9", "no day 32"),
    ("every day at 9 Mars time", "no time zone"),
    ("every day at 9 Europe/Atlantis", "no time zone"),
    ("every day at 9 IST", "several time zones"),
    ("every day at 9 until 1 March 2020", "in the past"),
    ("every day at 9 until 31 February 2027", "is no date"),
    ("tomorrow at 9", "again and again"),
    ("at 9", "again and again"),
    ("regularly", "can't tell when"),
    ("every Blursday at 9", "can't tell when"),
    ("when something changes", "can't tell when"),
    ("every five hours", "1, 2, 3, 4, 6, 8 or 12"),
    ("", "can't tell when"),
)


@pytest.mark.parametrize(("said", "crons", "times"), WAYS, ids=[way[0] for way in WAYS])
def test_a_way_of_saying_when_is_understood(said: str, crons: str, times: str) -> None:
    """The cron line, and what matters more, the times it stands for."""
    cadence = read_when(said, zone=BERLIN, now=NOW)
    local = [slot.astimezone(ZoneInfo(BERLIN)) for slot in upcoming(cadence, after=NOW)]

    assert " | ".join(cadence.crons) == crons
    assert ", ".join(f"{moment:%d %b %H:%M}" for moment in local) == times


@pytest.mark.parametrize(("said", "zone"), ZONES)
def test_a_time_zone_may_be_named(said: str, zone: str) -> None:
    """Without one, the person's own."""
    assert read_when(said, zone=BERLIN, now=NOW).zone == zone


@pytest.mark.parametrize(("said", "why"), REFUSED, ids=[way[0] or "-" for way in REFUSED])
def test_what_cannot_be_planned_is_refused_in_a_sentence(said: str, why: str) -> None:
    """Never a guess: the sentence says what is wrong or asks for what is missing."""
    with pytest.raises(NeedsAsker) as refused:
        read_when(said, zone=BERLIN, now=NOW)

    assert why in refused.value.sentence
    assert refused.value.sentence.endswith((".", "?"))


LINES = (
    (
        "every weekday at 8:30 Berlin time, what changed about pricing and competitors, here",
        ("30 8 * * mon-fri", "what changed about pricing and competitors", "here"),
    ),
    (
        "Every weekday at 8:30, tell me what changed about pricing",
        ("30 8 * * mon-fri", "what changed about pricing", ""),
    ),
    (
        "what changed about pricing, every Monday at 9 in #pricing",
        ("0 9 * * mon", "what changed about pricing", "#pricing"),
    ),
    (
        "please make a digest: every Friday at 16:00 what did support hear, by DM",
        ("0 16 * * fri", "what did support hear", "dm"),
    ),
    (
        "set up a digest on the first Monday of the month at 9: which contracts end soon?",
        ("0 9 * * mon#1", "which contracts end soon?", ""),
    ),
    (
        "who is on call and what broke? every day at 9",
        ("0 9 * * *", "who is on call and what broke?", ""),
    ),
)


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_a_line_holds_when_what_and_where(line: str, expected: tuple[str, str, str]) -> None:
    """The cadence may come first or last, the place at the end."""
    said = read_digest(line, zone=BERLIN, now=NOW, needs_time=True)

    assert (said.cadence.crons[0], said.question, said.place) == expected


@pytest.mark.parametrize(
    "question",
    [
        "what changed about our pricing this quarter, and who decided it?",
        "every customer complains about invoices, why?",
        "what happens every Monday?",
        "daily standup notes: where are they kept?",
        "who owns the weekly report?",
        "which meeting is at 9:30 on the first floor?",
        "how did Monday's launch go?",
        "",
    ],
)
def test_a_question_is_no_digest(question: str) -> None:
    """What merely speaks of days and weeks is answered, not scheduled."""
    with pytest.raises(NoCadence):
        read_digest(question, zone=BERLIN, now=NOW, needs_time=True)
