"""Money, durations, days and counts as people read them."""

from datetime import date, datetime, tzinfo

# English, whatever the machine's locale is; other languages bring their own list.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def money(usd: float) -> str:
    """`$0.71`; what is not nothing is at least a cent."""
    return f"${max(usd, 0.01) if usd > 0 else 0.0:.2f}"


def brief(usd: float) -> str:
    """`$4`, `$1.80`: for what is about so much."""
    return money(usd).removesuffix(".00")


def duration(seconds: float) -> str:
    """`6.2 s`, `48 s`, `1 min 36 s`, `2 h 5 min`."""
    if seconds < 10:  # noqa: PLR2004 - below ten seconds a tenth matters
        return f"{max(seconds, 0.0):.1f} s"
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {whole % 60} s" if minutes else f"{whole} s"


def day(moment: datetime, *, zone: tzinfo, today: date) -> str:
    """`12 Sep`, with its year when that is not this one."""
    local = moment.astimezone(zone).date()
    year = "" if local.year == today.year else f" {local.year}"
    return f"{local.day} {_MONTHS[local.month - 1]}{year}"


def counted(number: int, one: str, many: str) -> str:
    """`1 claim`, `19 claims`."""
    return f"{number:,} {one if number == 1 else many}"
