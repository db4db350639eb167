"""How the French say when."""

from scheduling.foreign import Entry, Tongue
from scheduling.vocabulary import MONTHS

_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
_DAYS = {
    "lundis?": "monday",
    "mardis?": "tuesday",
    "mercredis?": "wednesday",
    "jeudis?": "thursday",
    "vendredis?": "friday",
    "samedis?": "saturday",
    "dimanches?": "sunday",
}
_DAY = "|".join(_DAYS)
_NUMBERS = {"deux": "2", "trois": "3", "quatre": "4", "six": "6", "huit": "8", "douze": "12"}
_ORDINALS = {
    "premiers?|1er": "first",
    "deuxièmes?|seconds?": "second",
    "troisièmes?": "third",
    "quatrièmes?": "fourth",
    "derniers?": "last",
}
_ORDINAL = "|".join(_ORDINALS)
_H = r" ?(?:heures?|h)"

_ENTRIES: tuple[Entry, ...] = (
    (
        r"(?:tous les|chaque|les) jours? (?:ouvrés?|ouvrables?|de (?:la )?semaine)|en semaine",
        "every weekday",
    ),
    (r"tous les jours|chaque jour|quotidiennement", "every day"),
    (r"(?:tous les|chaque) matins?", "every morning"),
    (r"(?:tous les|chaque) après-midis?", "every afternoon"),
    (r"(?:tous les|chaque) soirs?", "every evening"),
    (r"(?:tous les|chaque|le) week-?ends?", "every weekend"),
    (rf"(\d{{1,2}}){_H} du matin", r"\1 in the morning"),
    (rf"(\d{{1,2}}){_H} de l'après-midi", r"\1 in the afternoon"),
    (rf"(\d{{1,2}}){_H} du soir", r"\1 in the evening"),
    (r"(?:deux|trois|2|3) fois par jour", "twice a day"),
    (r"toutes les heures|chaque heure", "every hour"),
    (r"(?:toutes les|chaque) minutes?", "every minute"),
    (
        rf"toutes les (?:deux|2) semaines|une semaine sur deux|un (?:{_DAY}) sur deux",
        "every other week",
    ),
    *((rf"toutes les {said}", f"every {number}") for said, number in _NUMBERS.items()),
    (r"toutes les semaines|chaque semaine|hebdomadaire", "weekly"),
    (r"toutes les (\d{1,2}) heures", r"every \1 hours"),
    (r"toutes les", "every"),
    (rf"(?:de|entre) (\d{{1,2}}){_H}? (?:à|et) (\d{{1,2}}){_H}", r"from \1:00 to \2:00"),
    (rf"(\d{{1,2}}){_H} ?(\d{{2}})", r"\1:\2"),
    (rf"(\d{{1,2}}){_H}", r"\1:00"),
    (r"heures", "hours"),
    (r"semaines", "weeks"),
    (r"(?:du|de chaque|chaque) mois", "of the month"),
    (r"(?:du|de chaque) trimestre", "of the quarter"),
    (r"tous les mois|mensuel(?:lement)?", "monthly"),
    (r"tous les trimestres|trimestriel(?:lement)?", "quarterly"),
    (r"(?:à la|en) fin (?:du|de) mois", "on the last day of the month"),
    (r"le dernier jour", "on the last day"),
    (r"le (\d{1,2})(?:er)?(?= (?:du|de chaque|et))", r"on the \1th"),
    (rf"les?(?= (?:{_ORDINAL}|{_DAY}))", "on the"),
    *((said, english) for said, english in _ORDINALS.items()),
    (rf"du(?= (?:{_DAY}) au)", "on"),
    (rf"au(?= (?:{_DAY}))", "to"),
    *((said, english) for said, english in _DAYS.items()),
    (r"chaque|tous les", "every"),
    (r"jusqu'à la fin de l'année", "until the end of the year"),
    (r"jusqu'au", "until"),
    *((rf"pendant {said}", f"for {number}") for said, number in _NUMBERS.items()),
    (r"pendant", "for"),
    (r"à midi", "at noon"),
    (r"à minuit", "at midnight"),
    (r"à|vers", "at"),
    (r"et", "and"),
    *zip(_MONTHS.split(), MONTHS, strict=True),
    (r"heure d[e'] ?(new york|[a-zé]+)", r"\1 time"),
    (r"ici", "here"),
    (r"dans ce (?:canal|salon)", "in this channel"),
    (r"(?:en|par) (?:mp|dm|message (?:direct|privé))", "by dm"),
    (r"dans(?= #)", "in"),
    (r"s'il (?:te|vous) pla[iî]t", "please"),
    (r"(?:crée[rz]?|fais|prépare)(?:-moi)? un digest(?: sur)?", "create a digest"),
    (r"demain|aujourd'hui", "tomorrow"),
)
FRENCH = Tongue("fr", _ENTRIES)
