"""How it is said in Spanish when."""

from scheduling.foreign import Entry, Tongue
from scheduling.vocabulary import MONTHS

_MONTHS = (
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
)
_DAYS = {
    "lunes": "monday",
    "martes": "tuesday",
    "mi[eé]rcoles": "wednesday",
    "jueves": "thursday",
    "viernes": "friday",
    "s[aá]bados?": "saturday",
    "domingos?": "sunday",
}
_DAY = "|".join(_DAYS)
_MONTH = "|".join(_MONTHS.split())
_NUMBERS = {"dos": "2", "tres": "3", "cuatro": "4", "seis": "6", "ocho": "8", "doce": "12"}
_ORDINALS = {
    "primer(?:os?)?": "first",
    "segundos?": "second",
    "tercer(?:os?)?": "third",
    "cuartos?": "fourth",
    "[uú]ltimos?": "last",
}
_ORDINAL = "|".join(_ORDINALS)

_ENTRIES: tuple[Entry, ...] = (
    (
        r"(?:cada|todos los|los) d[ií]as? (?:laborables?|h[aá]bil(?:es)?)|entre semana",
        "every weekday",
    ),
    (r"todos los d[ií]as|cada d[ií]a|diariamente|a diario", "every day"),
    (r"(?:todas las|cada) mañanas?", "every morning"),
    (r"(?:todas las|cada) tardes?", "every afternoon"),
    (r"(?:todas las|cada) noches?", "every evening"),
    (r"(?:cada|los|todos los) fin(?:es)? de semana", "every weekend"),
    (r"de la mañana", "in the morning"),
    (r"de la tarde", "in the afternoon"),
    (r"de la noche", "in the evening"),
    (r"(?:dos|tres|2|3) veces al d[ií]a", "twice a day"),
    (r"cada hora|todas las horas", "every hour"),
    (r"cada minuto", "every minute"),
    (rf"cada (?:dos|2) semanas|(?:{_DAY}) alternos|quincenal(?:mente)?", "every other week"),
    *((rf"cada {said}", f"every {number}") for said, number in _NUMBERS.items()),
    (r"cada (\d{1,2}) horas", r"every \1 hours"),
    (r"minutos", "minutes"),
    (r"cada semana|semanal(?:mente)?|todas las semanas", "weekly"),
    (r"(?:del|de cada|al) mes", "of the month"),
    (r"(?:del|de cada) trimestre", "of the quarter"),
    (r"cada mes|todos los meses|mensual(?:mente)?", "monthly"),
    (r"cada trimestre|trimestral(?:mente)?", "quarterly"),
    (r"(?:a|al) (?:fin|final) de mes", "on the last day of the month"),
    (r"el [uú]ltimo d[ií]a", "on the last day"),
    (r"el (?:d[ií]a )?(\d{1,2})(?= (?:del|de cada|y))", r"on the \1th"),
    (r"(\d{1,2})(?= (?:del|de cada) mes)", r"\1th"),
    (rf"(?:el|los)(?= (?:{_ORDINAL}|{_DAY}))", "on the"),
    *((said, english) for said, english in _ORDINALS.items()),
    (rf"de(?= (?:{_DAY}) a)", "on"),
    (rf"a(?= (?:{_DAY}))", "to"),
    *((said, english) for said, english in _DAYS.items()),
    (r"cada|todos los", "every"),
    (r"hasta (?:el )?(?:fin|final) de(?:l)? año", "until the end of the year"),
    (r"hasta(?: el)?", "until"),
    *((rf"durante {said}", f"for {number}") for said, number in _NUMBERS.items()),
    (r"durante", "for"),
    (r"semanas", "weeks"),
    (r"al mediod[ií]a", "at noon"),
    (r"a medianoche", "at midnight"),
    (r"de (\d{1,2})(?::00)? a (\d{1,2})(?::00)?(?: ?h(?:oras)?)?", r"from \1:00 to \2:00"),
    (r"(\d{1,2}[:.]\d{2}) ?h(?:oras)?", r"\1"),
    (r"(\d{1,2}) ?h", r"\1:00"),
    (r"horas", "hours"),
    (r"a las?", "at"),
    (rf"de(?= (?:{_MONTH}))", "of"),
    (r"y", "and"),
    *zip(_MONTHS.split(), MONTHS, strict=True),
    (r"hora de (nueva york)", "new york time"),
    (r"hora de ([a-zé]+)", r"\1 time"),
    (r"aqu[ií]", "here"),
    (r"en este canal", "in this channel"),
    (r"por (?:dm|mensaje directo)", "by dm"),
    (r"en(?= #)", "in"),
    (r"por favor", "please"),
    (r"(?:crea|haz|prepara)(?:me)? un digest(?: sobre)?", "create a digest"),
    (r"hoy|mañana", "tomorrow"),
)
SPANISH = Tongue("es", _ENTRIES)
