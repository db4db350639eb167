"""Money, durations, days and counts as people read them."""


def money(usd: float) -> str:
    """`$0.71`; what is not nothing is at least a cent."""
    return f"${max(usd, 0.01) if usd > 0 else 0.0:,.2f}"


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


def counted(number: int, one: str, many: str) -> str:
    """`1 claim`, `19 claims`."""
    return f"{number:,} {one if number == 1 else many}"
