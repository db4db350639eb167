"""Time zones as people name them: a city, a region, a well-known abbreviation."""

from functools import cache
from zoneinfo import available_timezones

from scheduling.cadence import BadCadence
from scheduling.sentences import UNCLEAR_ZONE, UNKNOWN_ZONE

_KNOWN = {
    "utc": "UTC",
    "gmt": "UTC",
    "cet": "Europe/Berlin",
    "cest": "Europe/Berlin",
    "german": "Europe/Berlin",
    "uk": "Europe/London",
    "british": "Europe/London",
    "et": "America/New_York",
    "eastern": "America/New_York",
    "central": "America/Chicago",
    "mountain": "America/Denver",
    "pt": "America/Los_Angeles",
    "pacific": "America/Los_Angeles",
    "india": "Asia/Kolkata",
    "japan": "Asia/Tokyo",
    "san francisco": "America/Los_Angeles",
    "delhi": "Asia/Kolkata",
    "mumbai": "Asia/Kolkata",
    "munich": "Europe/Berlin",
    "hamburg": "Europe/Berlin",
}
AMBIGUOUS = frozenset({"ist", "est", "cst", "pst", "mst", "bst", "edt", "pdt", "cdt", "mdt"})
ABBREVIATIONS = ("utc", "gmt", "cet", "cest", *sorted(AMBIGUOUS))


def zone_said(name: str) -> str:
    """The IANA name. Raises BadCadence for one that nobody knows, or that means several."""
    folded = " ".join(name.casefold().replace("_", " ").split())
    if folded in AMBIGUOUS:
        raise BadCadence(UNCLEAR_ZONE, name=name.upper())
    found = _KNOWN.get(folded) or _by_name().get(folded)
    if not found:
        raise BadCadence(UNKNOWN_ZONE, name=name)
    return found


@cache
def _by_name() -> dict[str, str]:
    """Whole names and cities, in lower case."""
    zones = sorted(zone for zone in available_timezones() if "/" in zone)
    usual = [zone for zone in zones if not zone.startswith(("Etc/", "posix/", "right/"))]
    cities = {zone.rpartition("/")[2].replace("_", " ").casefold(): zone for zone in usual}
    return cities | {zone.replace("_", " ").casefold(): zone for zone in usual}
