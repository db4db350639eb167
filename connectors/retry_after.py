"""How long a server asks to be left alone."""

from datetime import datetime
from email.utils import parsedate_to_datetime

_LONGEST = 3600.0


def seconds_of(header: str | None, *, now: datetime, otherwise: float = 1.0) -> float:
    """Seconds of a Retry-After header: a number, or an HTTP date (RFC 9110, 10.2.3)."""
    if not header:
        return otherwise
    try:
        seconds = float(header)
    except ValueError:
        seconds = _until(header, now, otherwise)
    return min(max(seconds, 0.0), _LONGEST) if seconds == seconds else otherwise  # noqa: PLR0124 - NaN


def _until(header: str, now: datetime, otherwise: float) -> float:
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return otherwise
    return (moment - now).total_seconds() if moment.tzinfo else otherwise
