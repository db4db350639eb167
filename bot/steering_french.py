"""How people steer in French."""

from bot import steering_calendars as calendars
from bot.steering_words import NAME, Language, any_of

_OBJECT = (
    r"(?: (?:tout|ca|cela|la|le|(?:la|cette|ta|votre) recherche|les recherches"
    r"|de (?:chercher|travailler)))?"
)
_SOURCE = (
    r"(?:(?:le|la|les|du|de|dans|sur|d') ?)?(?:(?:partie|recherche) )?"
    rf"(?:(?:sur|dans|de|du) )?(?:le |la )?{NAME}"
)
_TIME = (
    r"(?:(?:le|la|les|l'|ce|cet|cette|ces|du|des|au|dernier|derniere|derniers|dernieres"
    r"|prochain|premier|deuxieme|troisieme|quatrieme|deux|trois|quatre|six|dix|\d+(?:er)?"
    r"|debut|mois d[e']) ?)*"
    r"(?:jours?|semaines?|mois|trimestres?|ans?|annees?|aujourd'hui|hier|janvier|fevrier|mars"
    r"|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|t[1-4]|lundi|mardi"
    r"|mercredi|jeudi|vendredi|samedi|dimanche|\d{1,2}[/.]\d{1,2}(?:[/.](?:\d\d){1,2})?"
    r"|\d{4}(?:-\d\d){0,2})"
    r"(?: (?:dernier|derniere|passe|passee|\d{1,4}))?"
)
_FROM = r"(?:depuis|apres|a partir d[eu']|a compter d[eu']|pour|sur|de|en|dans)"
FRENCH = Language(
    filler=any_of(
        r"\b(?:s'il (?:te|vous) plait|svp|stp|maintenant|tout de suite|donc|alors"
        r"|merci(?: beaucoup)?)\b"
    ),
    lead_in=any_of(
        r"(?:ok|oui|non|d'accord|bon|attends|attendez|salut|bonjour|vas-y|allez-y),",
        r"(?:ok|d'accord|bon|et|dossier)\b",
    ),
    request=any_of(
        r"(?:peux|pourrais)-tu",
        r"(?:pouvez|pourriez)-vous|veuillez",
        r"(?:est-ce que )?(?:tu (?:peux|pourrais)|vous (?:pouvez|pourriez)|on peut)",
    ),
    stop=any_of(
        rf"(?:stop|stoppe[rz]?|arrete[rz]?|annule[rz]?|abandonne[rz]?|cesse[rz]?"
        rf"|interromps|interrompe[rz]|interrompre){_OBJECT}",
        r"arrete-toi|arretez-vous|t'arreter|vous arreter",
        r"laisse[rz]? tomber(?: ca| cela)?",
        r"oublie[rz]?(?: ca| cela)?",
        r"(?:ca|cela) suffit|assez|plus besoin|ce n'est plus (?:la peine|necessaire)",
        r"(?:ne )?(?:continue|continuez|cherche|cherchez) (?:pas|plus)",
    ),
    go_on=any_of(
        r"(?:continue[rz]?|reprends|reprenez|reprendre|poursuis|poursuive[rz]|poursuivre)"
        r"(?: (?:ca|cela|(?:la|ta|votre|cette) recherche))?",
    ),
    skip=any_of(
        r"(?:sans|ignore[rz]?|saute[rz]?|passe[rz]?|oublie[rz]?|laisse[rz]? tomber|arrete[rz]?"
        r"|stoppe[rz]?|annule[rz]?|exclus|exclure|pas(?: besoin)?|inutile)"
        rf"(?: (?:de )?chercher)? {_SOURCE}",
        rf"laisse[rz]? {_SOURCE} (?:de cote|tomber)",
        r"(?:ne |n')?(?:cherche[rz]?|utilise[rz]?|regarde[rz]?|consulte[rz]?|lis|lisez)"
        rf" (?:pas|plus) {_SOURCE}",
        rf"ne pas (?:chercher|utiliser|regarder|consulter) {_SOURCE}",
    ),
    since=any_of(
        rf"(?:regarde[rz]? |cherche[rz]? )?(?:seulement|uniquement|juste|rien que|que)"
        rf" (?:{_FROM} ?)?{_TIME}",
        rf"(?:ne |n')?(?:regarde[rz]?|cherche[rz]?|prends|prenez|garde[rz]?) que"
        rf" (?:{_FROM} )?{_TIME}",
        rf"(?:{_FROM} )?{_TIME} (?:seulement|uniquement)",
        rf"(?:depuis|a (?:partir|compter) d[eu']) ?{_TIME}",
        rf"rien avant {_TIME}",
    ),
    also=any_of(
        r"(?:et )?(?:aussi|egalement) .+",
        r"(?:et )?(?:regarde|verifie|ajoute|cherche|compare|consulte)[rz]?"
        r" (?:aussi|egalement) .+",
        r"(?:et )?(?:aussi|egalement) (?:regarder|verifier|ajouter|chercher|comparer) .+",
    ),
    thanks=any_of(
        r"(?:super|parfait|merci|genial|top|d'accord|compris)"
        r"(?:,? (?:merci|beaucoup|bien|a tous|a toi|a vous|infiniment))*",
    ),
    start=any_of(
        r"(?:oui|ok|d'accord)?,? ?(?:vas-y|allez-y|lance|lancez|commence|commencez)?"
        r"(?:,? s'il (?:te|vous) plait|,? stp|,? svp)?",
    ),
    cheaper=any_of(
        r"(?:la )?(?:version )?(?:moins chere?|plus petite?)(?:,? s'il (?:te|vous) plait)?",
    ),
    calendar=calendars.FRENCH,
)
