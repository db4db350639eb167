"""The words of time that the phrases of a cadence are made of, as patterns and their values."""

from datetime import time

NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "a": 1,
    "an": 1,
}
NUMBER = rf"(?:\d{{1,3}}|{'|'.join(NUMBERS)})"
DAY = (
    r"(?:mon|tue|wed|thu|fri|sat|sun)(?:days?|sdays?|s|rs|rsdays?|nesdays?|urdays?|r|rdays?)?\b"
)
AND = r"(?:\s*(?:,\s*and|,|and|&|\+|/)\s*)"
EACH = r"(?:every|each|on|on the|all)"
WEEKS = {
    "first": "1",
    "1st": "1",
    "second": "2",
    "2nd": "2",
    "third": "3",
    "3rd": "3",
    "fourth": "4",
    "4th": "4",
    "fifth": "5",
    "5th": "5",
    "last": "L",
}
WEEK = rf"(?:{'|'.join(WEEKS)})"
OF_MONTH = r"(?:\s*(?:of|in)\s+(?:the|each|every|a)\s+(?P<unit>month|quarter)|\s+of\s+months?)?"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = rf"(?:{'|'.join(MONTHS)})[a-z]*\.?"
CLOCK = r"\d{1,2}(?:[:.h]\d{2})?\s*(?:[ap]\.?m\b\.?|uhr\b|o.?clock\b|h\b)?"
TIMES = {"noon": time(12), "midday": time(12), "midnight": time(0)}
PARTS = {
    "morning": time(9),
    "afternoon": time(14),
    "evening": time(18),
    "night": time(21),
    "lunchtime": time(12),
    "lunch": time(12),
}
