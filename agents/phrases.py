"""The few words that code adds to an answer, in the languages that answers are given in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    partly: str
    nothing_in: str
    not_answered: str
    not_answered_once: str
    limit: str
    left_out: str
    cancelled: str
    web_closed: str
    nobody_started: str


_ENGLISH = Phrases(
    partly="the source says this only in part",
    nothing_in="nothing was found on “{title}”",
    not_answered="{source} did not answer ({tries} tries)",
    not_answered_once="{source} did not answer",
    limit="Stopped at the limit of ${limit}; this covers {done} of {all} parts.",
    left_out="{count} statements were left out because their sources do not bear them out",
    cancelled="“{title}” was cancelled by {by}",
    web_closed="“{title}” was not looked up on the web: a search would carry internal words",
    nobody_started="Nobody started this, so I let it go. Ask again when you want it.",
)
_PHRASES = {
    "en": _ENGLISH,
    "de": Phrases(
        partly="die Quelle sagt das nur zum Teil",
        nothing_in="zu „{title}“ fand sich nichts",
        not_answered="{source} hat nicht geantwortet ({tries} Versuche)",
        not_answered_once="{source} hat nicht geantwortet",
        limit="An der Grenze von ${limit} beendet; dies deckt {done} von {all} Teilen ab.",
        left_out="{count} Aussagen wurden weggelassen, weil ihre Quellen sie nicht belegen",
        cancelled="„{title}“ wurde von {by} abgebrochen",
        web_closed="„{title}“ wurde nicht im Web gesucht: die Suche trüge interne Worte hinaus",
        nobody_started="Niemand hat das gestartet, also lasse ich es. Frag bei Bedarf wieder.",
    ),
    "fr": Phrases(
        partly="la source ne le dit qu’en partie",
        nothing_in="rien n’a été trouvé sur « {title} »",
        not_answered="{source} n’a pas répondu ({tries} essais)",
        not_answered_once="{source} n’a pas répondu",
        limit="Arrêté à la limite de {limit} $ ; ceci couvre {done} parties sur {all}.",
        left_out="{count} affirmations ont été omises : leurs sources ne les confirment pas",
        cancelled="« {title} » a été annulé par {by}",
        web_closed="« {title} » n’a pas été cherché sur le web : des mots internes sortiraient",
        nobody_started="Personne ne l’a lancé, je laisse donc. Redemandez au besoin.",
    ),
    "es": Phrases(
        partly="la fuente lo dice solo en parte",
        nothing_in="no se encontró nada sobre «{title}»",
        not_answered="{source} no respondió ({tries} intentos)",
        not_answered_once="{source} no respondió",
        limit="Detenido en el límite de {limit} $; esto cubre {done} de {all} partes.",
        left_out="se omitieron {count} afirmaciones que sus fuentes no respaldan",
        cancelled="{by} canceló «{title}»",
        web_closed="«{title}» no se buscó en la web: la búsqueda llevaría palabras internas",
        nobody_started="Nadie lo inició, así que lo dejo. Pregunta de nuevo cuando lo quieras.",
    ),
    "ja": Phrases(
        partly="出典が述べているのは一部だけです",
        nothing_in="「{title}」については何も見つかりませんでした",
        not_answered="{source} が応答しませんでした({tries} 回試行)",
        not_answered_once="{source} が応答しませんでした",
        limit="上限の ${limit} で停止しました。{all} 件中 {done} 件を反映しています。",
        left_out="出典で裏付けられない記述を {count} 件省きました",
        cancelled="「{title}」は {by} が中止しました",
        web_closed="「{title}」はウェブで調べていません。検索に社内の言葉が含まれるためです",
        nobody_started="開始されなかったため、取りやめました。必要になったらもう一度聞いてください。",
    ),
}


def phrases(language: str) -> Phrases:
    """English for a language that has none of its own."""
    return _PHRASES.get(language.split("-", maxsplit=1)[0].lower(), _ENGLISH)
