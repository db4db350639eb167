"""The few words that code adds to an answer, in the languages that answers are given in."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.events import RunEvent, Triaged
from domain.question import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    partly: str
    updated: str
    broke_off: str
    nothing_in: str
    not_answered: str
    not_answered_once: str
    not_connected: str
    copy_searched: str
    limit: str
    one_left_out: str
    left_out: str
    cancelled: str
    web_closed: str
    nobody_started: str
    model_silent: str
    out_of_time: str
    part_at_limit: str
    part_without_model: str
    part_declined: str
    part_broke: str
    no_place: str
    the_web: str
    lost: str
    on_weekday: str
    on_date: str
    weekdays: str
    too_large: str
    only_since: str


_ENGLISH = Phrases(
    partly="the source says this only in part",
    updated="I was updated while I worked on this",
    broke_off="I was restarted again and again while I worked on this",
    nothing_in="nothing was found on “{title}”",
    not_answered="{source} did not answer ({tries} tries)",
    not_answered_once="{source} did not answer",
    not_connected="{source} was not searched: whoever asked has not connected theirs",
    copy_searched="; I searched my copy of {moment}",
    limit="Stopped at the limit of {limit}; this covers {done} of {all} parts.",
    one_left_out="1 statement was left out because its sources do not bear it out",
    left_out="{count} statements were left out because their sources do not bear them out",
    cancelled="“{title}” was cancelled by {by}",
    web_closed="“{title}” was not looked up on the web: a search would carry internal words",
    nobody_started="Nobody started this, so I let it go. Ask again when you want it.",
    model_silent=(
        "The model has not answered for {minutes} minutes. I keep trying until {until} and "
        "will post here; nothing is lost. Run {run}."
    ),
    out_of_time="“{title}” was cut off at the time limit",
    part_at_limit="“{title}” was cut off at the money limit",
    part_without_model="“{title}” was not finished: the model did not answer",
    part_declined="“{title}” was not finished: the model declined",
    part_broke="“{title}” broke off on my side",
    no_place="“{title}” was not looked into: this run has no part or no source left for it",
    the_web="Web",
    lost=(
        "I can't read {source}: the connection was removed {when}. An admin can reconnect it."
    ),
    on_weekday="on {day}",
    on_date="on {day}",
    weekdays="Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    too_large="Documents that are too large to be read: {count}",
    only_since="anything before {day}: {by} asked for nothing older",
)
_PHRASES = {
    "en": _ENGLISH,
    "de": Phrases(
        partly="die Quelle sagt das nur zum Teil",
        updated="ich wurde aktualisiert, während ich daran arbeitete",
        broke_off="ich wurde immer wieder neu gestartet, während ich daran arbeitete",
        nothing_in="zu „{title}“ fand sich nichts",
        not_answered="{source} hat nicht geantwortet ({tries} Versuche)",
        not_answered_once="{source} hat nicht geantwortet",
        not_connected="{source} wurde nicht durchsucht: wer fragte, hat seins nicht verbunden",
        copy_searched="; durchsucht habe ich meine Kopie von {moment}",
        limit="An der Grenze von {limit} beendet; dies deckt {done} von {all} Teilen ab.",
        one_left_out="1 Aussage wurde weggelassen, weil ihre Quellen sie nicht belegen",
        left_out="{count} Aussagen wurden weggelassen, weil ihre Quellen sie nicht belegen",
        cancelled="„{title}“ wurde von {by} abgebrochen",
        web_closed="„{title}“ wurde nicht im Web gesucht: die Suche trüge interne Worte hinaus",
        nobody_started="Niemand hat das gestartet, also lasse ich es. Frag bei Bedarf wieder.",
        model_silent=(
            "Das Modell antwortet seit {minutes} Minuten nicht. Ich versuche es bis {until} "
            "weiter und melde mich hier; nichts geht verloren. Lauf {run}."
        ),
        out_of_time="„{title}“ wurde an der Zeitgrenze abgebrochen",
        part_at_limit="„{title}“ wurde an der Geldgrenze abgebrochen",
        part_without_model="„{title}“ wurde nicht fertig: das Modell hat nicht geantwortet",
        part_declined="„{title}“ wurde nicht fertig: das Modell hat abgelehnt",
        part_broke="„{title}“ ist bei mir abgebrochen",
        no_place="„{title}“ blieb aus: dafür war kein Teil oder keine Quelle mehr frei",
        the_web="Web",
        lost=(
            "Ich kann {source} nicht lesen: die Verbindung wurde {when} entfernt. Ein Admin "
            "kann sie wiederherstellen."
        ),
        on_weekday="am {day}",
        on_date="am {day}",
        weekdays="Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
        too_large="Zu groß zum Lesen: {count} Dokumente",
        only_since="alles vor dem {day}: {by} wollte nichts Älteres",
    ),
    "fr": Phrases(
        partly="la source ne le dit qu’en partie",
        updated="j’ai été mis à jour pendant que j’y travaillais",
        broke_off="j’ai été redémarré sans cesse pendant que j’y travaillais",
        nothing_in="rien n’a été trouvé sur « {title} »",
        not_answered="{source} n’a pas répondu ({tries} essais)",
        not_answered_once="{source} n’a pas répondu",
        not_connected="{source} n’a pas été consulté : la personne n’a pas connecté le sien",
        copy_searched=" ; j’ai cherché dans ma copie de {moment}",
        limit="Arrêté à la limite de {limit} ; ceci couvre {done} parties sur {all}.",
        one_left_out="1 affirmation a été omise : ses sources ne la confirment pas",
        left_out="{count} affirmations ont été omises : leurs sources ne les confirment pas",
        cancelled="« {title} » a été annulé par {by}",
        web_closed="« {title} » n’a pas été cherché sur le web : des mots internes sortiraient",
        nobody_started="Personne ne l’a lancé, je laisse donc. Redemandez au besoin.",
        model_silent=(
            "Le modèle ne répond pas depuis {minutes} minutes. Je continue d’essayer jusqu’à "
            "{until} et je répondrai ici ; rien n’est perdu. Recherche {run}."
        ),
        out_of_time="« {title} » a été coupé à la limite de temps",
        part_at_limit="« {title} » a été coupé à la limite d’argent",
        part_without_model="« {title} » n’est pas terminé : le modèle n’a pas répondu",
        part_declined="« {title} » n’est pas terminé : le modèle a refusé",
        part_broke="« {title} » s’est interrompu de mon côté",
        no_place="« {title} » n’a pas été traité : il ne restait ni partie ni source libre",
        the_web="Le web",
        lost=(
            "Je ne peux pas lire {source} : la connexion a été retirée {when}. Un admin peut "
            "la rétablir."
        ),
        on_weekday="{day}",
        on_date="le {day}",
        weekdays="lundi mardi mercredi jeudi vendredi samedi dimanche",
        too_large="Documents trop grands pour être lus : {count}",
        only_since="tout ce qui précède le {day} : {by} n’a rien voulu de plus ancien",
    ),
    "es": Phrases(
        partly="la fuente lo dice solo en parte",
        updated="me actualizaron mientras trabajaba en esto",
        broke_off="me reiniciaron una y otra vez mientras trabajaba en esto",
        nothing_in="no se encontró nada sobre «{title}»",
        not_answered="{source} no respondió ({tries} intentos)",
        not_answered_once="{source} no respondió",
        not_connected="no se buscó en {source}: quien preguntó no ha conectado el suyo",
        copy_searched="; busqué en mi copia de {moment}",
        limit="Detenido en el límite de {limit}; esto cubre {done} de {all} partes.",
        one_left_out="se omitió 1 afirmación que sus fuentes no respaldan",
        left_out="se omitieron {count} afirmaciones que sus fuentes no respaldan",
        cancelled="{by} canceló «{title}»",
        web_closed="«{title}» no se buscó en la web: la búsqueda llevaría palabras internas",
        nobody_started="Nadie lo inició, así que lo dejo. Pregunta de nuevo cuando lo quieras.",
        model_silent=(
            "El modelo no responde desde hace {minutes} minutos. Sigo intentándolo hasta las "
            "{until} y responderé aquí; no se pierde nada. Investigación {run}."
        ),
        out_of_time="«{title}» se cortó en el límite de tiempo",
        part_at_limit="«{title}» se cortó en el límite de dinero",
        part_without_model="«{title}» no se terminó: el modelo no respondió",
        part_declined="«{title}» no se terminó: el modelo se negó",
        part_broke="«{title}» se interrumpió por mi parte",
        no_place="«{title}» no se miró: no quedaba ninguna parte o fuente libre",
        the_web="La web",
        lost=(
            "No puedo leer {source}: la conexión se retiró {when}. Un admin puede "
            "restablecerla."
        ),
        on_weekday="el {day}",
        on_date="el {day}",
        weekdays="lunes martes miércoles jueves viernes sábado domingo",
        too_large="Documentos demasiado grandes para leerlos: {count}",
        only_since="todo lo anterior al {day}: {by} no quiso nada más antiguo",
    ),
    "ja": Phrases(
        partly="出典が述べているのは一部だけです",
        updated="作業中に更新されました",
        broke_off="作業中に何度も再起動されました",
        nothing_in="「{title}」については何も見つかりませんでした",
        not_answered="{source} が応答しませんでした({tries}回試行)",
        not_answered_once="{source} が応答しませんでした",
        not_connected="質問者の {source} が接続されていないため、検索していません",
        copy_searched="。{moment} 時点の写しを検索しました",
        limit="上限の{limit}で停止しました。{all}件中{done}件を反映しています。",
        one_left_out="出典で裏付けられない記述を1件省きました",
        left_out="出典で裏付けられない記述を{count}件省きました",
        cancelled="「{title}」は {by} が中止しました",
        web_closed="「{title}」はウェブで調べていません。検索に社内の言葉が含まれるためです",
        nobody_started="開始されなかったため、取りやめました。必要になったらもう一度聞いてください。",
        model_silent=(
            "モデルが{minutes}分間応答していません。{until}まで試み、ここに投稿します。"
            "失われるものはありません。実行 {run}。"
        ),
        out_of_time="「{title}」は時間の上限で打ち切りました",
        part_at_limit="「{title}」は費用の上限で打ち切りました",
        part_without_model="「{title}」は終わっていません。モデルが応答しませんでした",
        part_declined="「{title}」は終わっていません。モデルが回答を控えました",
        part_broke="「{title}」はこちらの問題で中断しました",
        no_place="「{title}」は調べていません。空いた枠または情報源がありませんでした",
        the_web="ウェブ",
        lost="{source} を読めません。{when}接続が解除されました。管理者が再接続できます。",
        on_weekday="{day}に",
        on_date="{day}に",
        weekdays="月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日",
        too_large="大きすぎて読めなかった文書: {count}件",
        only_since="{day}より前のもの({by} の指定による)",
    ),
}


def language_of(events: Iterable[RunEvent], question: Question) -> str:
    """A run's own language once triage has told it, before that its asker's."""
    told = [one.what.language for one in events if isinstance(one.what, Triaged)]
    return told[-1] if told else question.asker.locale


def phrases(language: str) -> Phrases:
    """English for a language that has none of its own."""
    return _PHRASES.get(language.split("-", maxsplit=1)[0].lower(), _ENGLISH)
