"""Money, durations and counts as people write them in a language.

`language` is a tag such as `ja` or `pt-BR`; English signs where we do not have it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signs:
    decimal: str = "."
    thousands: str = ","
    price: str = "${amount}"
    prices: str = "${low}–{high}"
    seconds: str = "{seconds} s"
    minutes: str = "{minutes} min {seconds} s"
    hours: str = "{hours} h {minutes} min"


_AFTER, _BETWEEN = "{amount}\u00a0$", "{low}–{high}\u00a0$"  # the sign stays on its line
_ENGLISH = _Signs()
_SIGNS = {
    "de": _Signs(decimal=",", thousands=".", price=_AFTER, prices=_BETWEEN),
    "fr": _Signs(decimal=",", thousands="\u202f", price=_AFTER, prices=_BETWEEN),
    "es": _Signs(decimal=",", thousands=".", price=_AFTER, prices=_BETWEEN),
    "ja": _Signs(
        seconds="{seconds}秒", minutes="{minutes}分{seconds}秒", hours="{hours}時間{minutes}分"
    ),
}


def money(usd: float, language: str) -> str:
    """`$0.71`, `0,71 $`; what is not nothing is at least a cent."""
    return _signs(language).price.format(amount=_amount(usd, language))


def brief(usd: float, language: str) -> str:
    """`$4`, `$1.80`: for what is about so much."""
    return _signs(language).price.format(amount=_whole(_amount(usd, language), language))


def between(low: float, high: float, language: str) -> str:
    """`$0.50–0.90`, `0,50–0,90 $`."""
    ends = {"low": _amount(low, language), "high": _amount(high, language)}
    return _signs(language).prices.format(**ends)


def briefly_between(low: float, high: float, language: str) -> str:
    """`$2–4`, `$1.80–4`: for what is about so much."""
    ends = {"low": _amount(low, language), "high": _amount(high, language)}
    short = {name: _whole(amount, language) for name, amount in ends.items()}
    return _signs(language).prices.format(**short)


def duration(seconds: float, language: str) -> str:
    """`6.2 s`, `48 s`, `1 min 36 s`, `2 h 5 min`."""
    signs = _signs(language)
    if seconds < 10:  # noqa: PLR2004 - below ten seconds a tenth matters
        return signs.seconds.format(seconds=_written(f"{max(seconds, 0.0):.1f}", language))
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    if hours:
        return signs.hours.format(hours=hours, minutes=minutes)
    if minutes:
        return signs.minutes.format(minutes=minutes, seconds=whole % 60)
    return signs.seconds.format(seconds=whole)


def number(count: int, language: str) -> str:
    """`12,000`, `12.000`."""
    return _written(f"{count:,}", language)


def _amount(usd: float, language: str) -> str:
    return _written(f"{max(usd, 0.01) if usd > 0 else 0.0:,.2f}", language)


def _whole(amount: str, language: str) -> str:
    return amount.removesuffix(f"{_signs(language).decimal}00")


def _written(english: str, language: str) -> str:
    signs = _signs(language)
    return english.translate({ord(","): signs.thousands, ord("."): signs.decimal})


def _signs(language: str) -> _Signs:
    return _SIGNS.get(language.partition("-")[0].lower(), _ENGLISH)
