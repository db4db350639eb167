"""The words in which a cadence and its times are read back, in each language."""

from dataclasses import dataclass

_EN_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_EN_MONTHS = (
    "January February March April May June July August September October November December"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarWords:
    """A language. `days` begin with Monday; `weeks` are the first to the fifth and the last.

    `every` takes names of days, `of_month` what `date` and `nth` make of dates; a `moment` is
    said with the short names.
    """

    days: str = _EN_DAYS
    months: str = _EN_MONTHS
    short_days: str = "Mon Tue Wed Thu Fri Sat Sun"
    short_months: str = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
    weeks: str = "first second third fourth fifth last"
    every: str = "every {days}"
    every_day: str = "every day"
    every_weekday: str = "every weekday"
    every_hour: str = "every hour"
    every_hour_at: str = "every hour at minute {minute}"
    every_hours: str = "every {count} hours"
    hours_between: str = "every hour from {first} to {last}"
    of_month: str = "on the {dates} of the month"
    nth: str = "{week} {day}"
    last_day: str = "last day"
    date: str = "{number}"
    in_months: str = " in {months}"
    at: str = "{day}{months} at {times}"
    both: str = "{hours}, {day}"
    odd: str = "by the cron line {cron}"
    comma: str = ", "
    final_comma: str = " and "
    either: str = " or "
    until: str = ", until {date}"
    day_of_year: str = "{day} {month} {year}"
    day_of_month: str = "{day} {month}"
    moment: str = "{weekday} {day} {month} {time}"


ENGLISH = CalendarWords()
GERMAN = CalendarWords(
    days="Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    months=(
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
    ),
    short_days="Mo Di Mi Do Fr Sa So",
    short_months="Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
    weeks="ersten zweiten dritten vierten fünften letzten",
    every="jeden {days}",
    every_day="jeden Tag",
    every_weekday="jeden Werktag",
    every_hour="jede Stunde",
    every_hour_at="jede Stunde zur Minute {minute}",
    every_hours="alle {count} Stunden",
    hours_between="jede Stunde von {first} bis {last}",
    of_month="am {dates} des Monats",
    last_day="letzten Tag",
    date="{number}.",
    in_months=" im {months}",
    at="{day}{months} um {times}",
    odd="nach der Cron-Zeile {cron}",
    final_comma=" und ",
    either=" oder ",
    until=", bis {date}",
    day_of_year="{day}. {month} {year}",
    day_of_month="{day}. {month}",
    moment="{weekday} {day}. {month} {time}",
)
FRENCH = CalendarWords(
    days="lundi mardi mercredi jeudi vendredi samedi dimanche",
    months=(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
    ),
    short_days="lun. mar. mer. jeu. ven. sam. dim.",
    short_months="janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    weeks="premier deuxième troisième quatrième cinquième dernier",
    every="chaque {days}",
    every_day="chaque jour",
    every_weekday="chaque jour ouvré",
    every_hour="toutes les heures",
    every_hour_at="toutes les heures à la minute {minute}",
    every_hours="toutes les {count} heures",
    hours_between="toutes les heures de {first} à {last}",
    of_month="le {dates} du mois",
    last_day="dernier jour",
    in_months=" en {months}",
    at="{day}{months} à {times}",
    odd="selon la ligne cron {cron}",
    final_comma=" et ",
    either=" ou ",
    until=", jusqu'au {date}",
)
SPANISH = CalendarWords(
    days="lunes martes miércoles jueves viernes sábado domingo",
    months=(
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
        "diciembre"
    ),
    short_days="lun mar mié jue vie sáb dom",
    short_months="ene feb mar abr may jun jul ago sept oct nov dic",
    weeks="primer segundo tercer cuarto quinto último",
    every="cada {days}",
    every_day="cada día",
    every_weekday="cada día laborable",
    every_hour="cada hora",
    every_hour_at="cada hora en el minuto {minute}",
    every_hours="cada {count} horas",
    hours_between="cada hora de {first} a {last}",
    of_month="el {dates} del mes",
    last_day="último día",
    in_months=" en {months}",
    at="{day}{months} a las {times}",
    odd="según la línea cron {cron}",
    final_comma=" y ",
    either=" o ",
    until=", hasta el {date}",
    day_of_year="{day} de {month} de {year}",
    day_of_month="{day} de {month}",
)
JAPANESE = CalendarWords(
    days="月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日",
    months="1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
    short_days="月 火 水 木 金 土 日",
    short_months="1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
    weeks="第1 第2 第3 第4 第5 最終",
    every="毎週{days}",
    every_day="毎日",
    every_weekday="平日",
    every_hour="1時間ごと",
    every_hour_at="毎時{minute}分",
    every_hours="{count}時間ごと",
    hours_between="{first}から{last}まで1時間ごと",
    of_month="毎月{dates}",
    nth="{week}{day}",
    last_day="末日",
    date="{number}日",
    in_months="({months})",
    at="{day}{months} {times}",
    both="{day}、{hours}",
    odd="cron {cron}",
    comma="・",
    final_comma="・",
    either="または",
    until="、{date}まで",
    day_of_year="{year}年{month}{day}日",
    day_of_month="{month}{day}日",
    moment="{month}{day}日({weekday}) {time}",
)
_BY_LANGUAGE = {
    "en": ENGLISH,
    "de": GERMAN,
    "fr": FRENCH,
    "es": SPANISH,
    "ja": JAPANESE,
}


def calendar_words(language: str) -> CalendarWords:
    """`language` is a tag such as `ja` or `pt-BR`; English where we do not have it."""
    return _BY_LANGUAGE.get(language.partition("-")[0].lower(), ENGLISH)
