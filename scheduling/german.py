"""How Germans say when."""

from scheduling.foreign import Entry, Tongue
from scheduling.vocabulary import MONTHS

_MONTHS = "januar februar märz april mai juni juli august september oktober november dezember"
_HOURS = "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf"
_DAYS = {
    "montag": "monday",
    "dienstag": "tuesday",
    "mittwoch": "wednesday",
    "donnerstag": "thursday",
    "freitag": "friday",
    "samstag|sonnabend": "saturday",
    "sonntag": "sunday",
}
_DAY = "|".join(_DAYS)
_NUMBERS = {"zwei": "2", "drei": "3", "vier": "4", "sechs": "6", "acht": "8", "zwölf": "12"}
_ORDINALS = {
    "erste[nrs]?": "first",
    "zweite[nrs]?": "second",
    "dritte[nrs]?": "third",
    "vierte[nrs]?": "fourth",
    "letzte[nrs]?": "last",
}


def _half(number: int) -> str:
    return f"{number - 1 or 12}:30"


_ENTRIES: tuple[Entry, ...] = (
    (
        r"jede[nmrs]? (?:werk|arbeits)tag|(?:werk|arbeits)tags|an (?:werk|arbeits)tagen",
        "every weekday",
    ),
    (r"mo\.? ?(?:-|–|bis) ?fr\.?", "mon-fri"),
    (r"jede[nmrs]? (?:morgen|vormittag)", "every morning"),
    (r"jede[nmrs]? nachmittag", "every afternoon"),
    (r"jede[nmrs]? abend", "every evening"),
    (r"(?:uhr )?(?:morgens|früh|vormittags)", "in the morning"),
    (r"(?:uhr )?nachmittags", "in the afternoon"),
    (r"(?:uhr )?abends", "in the evening"),
    (r"mittags", "at noon"),
    (r"(?:um )?mitternacht", "at midnight"),
    (r"jeden tag|täglich", "every day"),
    (r"(?:zwei|drei|2|3)[ -]?mal (?:am|pro) tag|(?:zwei|drei)mal täglich", "twice a day"),
    (r"jede stunde|stündlich", "hourly"),
    (r"jede minute|minütlich", "every minute"),
    (
        r"alle (?:zwei|2) wochen|jede zweite woche|vierzehntägig|zweiwöchentlich",
        "every other week",
    ),
    (rf"jeden zweiten (?:{_DAY})(?! (?:im|des|jedes))", "every other monday"),
    *((rf"alle {said}", f"every {number}") for said, number in _NUMBERS.items()),
    (r"alle", "every"),
    (r"stunden", "hours"),
    (r"minuten", "minutes"),
    (r"(?:für )(?:zwei|2) wochen", "for 2 weeks"),
    (r"wochen", "weeks"),
    (r"jede woche|wöchentlich", "weekly"),
    (r"(?:im|des|jedes|in jedem|eines jeden) monats?", "of the month"),
    (r"(?:im|des|jedes) quartals?", "of the quarter"),
    (r"jeden monat|monatlich", "monthly"),
    (r"jedes quartal|vierteljährlich|quartalsweise", "quarterly"),
    (r"(?:am|zum) (?:monatsende|ende des monats)", "on the last day of the month"),
    (r"am letzten tag", "on the last day"),
    (r"am (\d{1,2})\.(?= (?:und|im|des|jedes))", r"on the \1th"),
    (r"(\d{1,2})\.(?= (?:im|des|jedes) monats?)", r"\1th"),
    *((said, english) for said, english in _ORDINALS.items()),
    (r"(?:am |jedes )?wochenende|wochenends", "every weekend"),
    (r"jede[nmrs]?", "every"),
    *((rf"(?:{said})s?", english) for said, english in _DAYS.items()),
    (r"bis (?:zum )?(?:jahresende|ende des jahres)", "until the end of the year"),
    (r"bis(?: zum)?", "until"),
    *(
        (rf"(?:um |gegen )?halb {hour}", f"at {_half(number)}")
        for number, hour in enumerate(_HOURS.split(), start=1)
    ),
    (r"um|gegen", "at"),
    (rf"von(?= (?:{_DAY}))", "on"),
    (r"von", "from"),
    (r"am|an", "on"),
    (r"und", "and"),
    (r"für", "for"),
    *zip(_MONTHS.split(), MONTHS, strict=True),
    (r"new yorker zeit", "new york time"),
    (r"([a-zäöü]+)er zeit", r"\1 time"),
    (r"mez", "cet"),
    (r"hier(?:her)?", "here"),
    (r"in diesem (?:kanal|channel)", "in this channel"),
    (r"(?:per|als) (?:dm|direktnachricht)", "by dm"),
    (r"bitte", "please"),
    (
        r"(?:erstelle?|mach) (?:mir )?einen (?:neuen )?digest(?: (?:über|zu))?",
        "create a digest",
    ),
    (r"heute|morgen", "tomorrow"),
)
GERMAN = Tongue("de", _ENTRIES)
