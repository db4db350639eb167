"""What people are told of limits and of the stop for everything, in their languages."""

from dataclasses import dataclass

from policy.spending import HALTED


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitWords:
    """`too_little` begins with who has it; `new_thread` stands behind what a thread lacks."""

    code: str
    months: str
    day: str
    today: str
    this_month: str
    this_conversation: str
    used_by_person: str
    used_by_thread: str
    used_by_channel: str
    used_by_workspace: str
    person_has: str
    thread_has: str
    channel_has: str
    workspace_has: str
    too_little: str
    new_thread: str
    waits_for_one: str
    waits_for_many: str
    waits_for_room: str
    asked_enough: str
    calls: str
    tokens: str
    paused: str


_ENGLISH = LimitWords(
    code="en",
    months=(
        "January February March April May June July August September October November December"
    ),
    day="{day} {month}",
    today="today",
    this_month="this month",
    this_conversation="This conversation",
    used_by_person="You have used your {usd} for {period} (resets {day}).",
    used_by_thread="This thread has used its {usd} for {period} (resets {day}).",
    used_by_channel="{room} has used its {usd} for {period} (resets {day}).",
    used_by_workspace="This workspace has used its {usd} for {period} (resets {day}).",
    person_has="You have",
    thread_has="This thread has",
    channel_has="{room} has",
    workspace_has="This workspace has",
    too_little=(
        "{who} {left} left of {usd} for {period}, and a question needs "
        "at least {least} (resets {day})."
    ),
    new_thread=" Ask in a new thread.",
    waits_for_one=(
        "I am still at work on {count} question of yours. This one begins when it is done."
    ),
    waits_for_many=(
        "I am still at work on {count} questions of yours. This one begins when one of them is "
        "done."
    ),
    waits_for_room=(
        "I am at work on as many questions as I may in {room}, {count}. This one begins when "
        "one of them is done."
    ),
    asked_enough=(
        "You have asked {count} questions today, which is the limit (resets {day}). Ask again "
        "then."
    ),
    calls="Stopped at the limit of {limit} model calls; this covers {done} of {all} parts.",
    tokens="Stopped at the limit of {limit} tokens; this covers {done} of {all} parts.",
    paused=HALTED,
)
_WORDS = {
    "en": _ENGLISH,
    "de": LimitWords(
        code="de",
        months=(
            "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
        ),
        day="{day}. {month}",
        today="heute",
        this_month="diesen Monat",
        this_conversation="Diese Unterhaltung",
        used_by_person="Du hast deine {usd} für {period} verbraucht (neu ab {day}).",
        used_by_thread="Dieser Thread hat seine {usd} für {period} verbraucht (neu ab {day}).",
        used_by_channel="{room} hat die {usd} für {period} verbraucht (neu ab {day}).",
        used_by_workspace=(
            "Dieser Workspace hat seine {usd} für {period} verbraucht (neu ab {day})."
        ),
        person_has="Du hast",
        thread_has="Dieser Thread hat",
        channel_has="{room} hat",
        workspace_has="Dieser Workspace hat",
        too_little=(
            "{who} von {usd} für {period} noch {left}, und eine Frage braucht "
            "mindestens {least} (neu ab {day})."
        ),
        new_thread=" Frag in einem neuen Thread.",
        waits_for_one=(
            "Ich arbeite noch an {count} Frage von dir. Diese beginnt, wenn sie fertig ist."
        ),
        waits_for_many=(
            "Ich arbeite noch an {count} Fragen von dir. Diese beginnt, wenn eine davon fertig "
            "ist."
        ),
        waits_for_room=(
            "In {room} arbeite ich schon an so vielen Fragen, wie ich darf, {count}. Diese "
            "beginnt, wenn eine davon fertig ist."
        ),
        asked_enough=(
            "Du hast heute {count} Fragen gestellt, mehr geht nicht (neu ab {day}). Frag dann "
            "wieder."
        ),
        calls=(
            "An der Grenze von {limit} Modellaufrufen beendet; dies deckt {done} von {all} "
            "Teilen ab."
        ),
        tokens=(
            "An der Grenze von {limit} Tokens beendet; dies deckt {done} von {all} Teilen ab."
        ),
        paused=(
            "Ein Admin hat mich angehalten, also beginnt nichts Neues. Frag wieder, wenn ich "
            "zurück bin."
        ),
    ),
    "fr": LimitWords(
        code="fr",
        months=(
            "janvier février mars avril mai juin juillet août septembre octobre novembre "
            "décembre"
        ),
        day="{day} {month}",
        today="aujourd’hui",
        this_month="ce mois",
        this_conversation="Cette conversation",
        used_by_person="Vous avez utilisé vos {usd} pour {period} (remis à zéro le {day}).",
        used_by_thread="Ce fil a utilisé ses {usd} pour {period} (remis à zéro le {day}).",
        used_by_channel="{room} a utilisé ses {usd} pour {period} (remis à zéro le {day}).",
        used_by_workspace=(
            "Cet espace de travail a utilisé ses {usd} pour {period} (remis à zéro le {day})."
        ),
        person_has="Vous avez",
        thread_has="Ce fil a",
        channel_has="{room} a",
        workspace_has="Cet espace de travail a",
        too_little=(
            "{who} encore {left} sur {usd} pour {period}, et une question "
            "demande au moins {least} (remis à zéro le {day})."
        ),
        new_thread=" Demandez dans un nouveau fil.",
        waits_for_one=(
            "Je travaille encore à {count} question de vous. Celle-ci commencera quand elle "
            "sera finie."
        ),
        waits_for_many=(
            "Je travaille encore à {count} questions de vous. Celle-ci commencera quand l’une "
            "d’elles sera finie."
        ),
        waits_for_room=(
            "Je travaille déjà, dans {room}, à autant de questions que permis, {count}. "
            "Celle-ci commencera quand l’une d’elles sera finie."
        ),
        asked_enough=(
            "Vous avez posé {count} questions aujourd’hui, c’est la limite (remise à zéro le "
            "{day}). Redemandez alors."
        ),
        calls=(
            "Arrêté à la limite de {limit} appels au modèle ; ceci couvre {done} parties sur "
            "{all}."
        ),
        tokens="Arrêté à la limite de {limit} tokens ; ceci couvre {done} parties sur {all}.",
        paused=(
            "Un admin m’a mis en pause, donc rien de nouveau ne commence. Redemandez à mon "
            "retour."
        ),
    ),
    "es": LimitWords(
        code="es",
        months=(
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
            "diciembre"
        ),
        day="{day} de {month}",
        today="hoy",
        this_month="este mes",
        this_conversation="Esta conversación",
        used_by_person="Has usado tus {usd} para {period} (se renueva el {day}).",
        used_by_thread="Este hilo ha usado sus {usd} para {period} (se renueva el {day}).",
        used_by_channel="{room} ha usado sus {usd} para {period} (se renueva el {day}).",
        used_by_workspace=(
            "Este espacio de trabajo ha usado sus {usd} para {period} (se renueva el {day})."
        ),
        person_has="Tienes",
        thread_has="Este hilo tiene",
        channel_has="{room} tiene",
        workspace_has="Este espacio de trabajo tiene",
        too_little=(
            "{who} aún {left} de {usd} para {period}, y una pregunta necesita "
            "al menos {least} (se renueva el {day})."
        ),
        new_thread=" Pregunta en un hilo nuevo.",
        waits_for_one="Aún trabajo en {count} pregunta tuya. Esta empieza cuando termine.",
        waits_for_many=(
            "Aún trabajo en {count} preguntas tuyas. Esta empieza cuando termine una de ellas."
        ),
        waits_for_room=(
            "En {room} ya trabajo en tantas preguntas como puedo, {count}. Esta empieza cuando "
            "termine una de ellas."
        ),
        asked_enough=(
            "Has hecho {count} preguntas hoy, que es el límite (se renueva el {day}). Pregunta "
            "entonces."
        ),
        calls=(
            "Detenido en el límite de {limit} llamadas al modelo; esto cubre {done} de {all} "
            "partes."
        ),
        tokens="Detenido en el límite de {limit} tokens; esto cubre {done} de {all} partes.",
        paused=(
            "Un admin me ha puesto en pausa, así que no empieza nada nuevo. Pregunta cuando "
            "vuelva."
        ),
    ),
    "ja": LimitWords(
        code="ja",
        months="1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
        day="{month}{day}日",
        today="今日",
        this_month="今月",
        this_conversation="この会話",
        used_by_person="あなたの{period}の{usd}を使い切りました({day}に更新)。",
        used_by_thread="このスレッドは{period}の{usd}を使い切りました({day}に更新)。",
        used_by_channel="{room} は{period}の{usd}を使い切りました({day}に更新)。",
        used_by_workspace=(
            "このワークスペースは{period}の{usd}を使い切りました({day}に更新)。"
        ),
        person_has="あなたの",
        thread_has="このスレッドの",
        channel_has="{room} の",
        workspace_has="このワークスペースの",
        too_little=(
            "{who}{period}の{usd}は残り{left}で、"
            "質問には少なくとも{least}必要です({day}に更新)。"
        ),
        new_thread="新しいスレッドで聞いてください。",
        waits_for_one=(
            "あなたの質問{count}件をまだ作業中です。この質問は、それが終わると始まります。"
        ),
        waits_for_many=(
            "あなたの質問{count}件をまだ作業中です。この質問は、1件終わると始まります。"
        ),
        waits_for_room=(
            "{room} では上限の{count}件を作業中です。この質問は、1件終わると始まります。"
        ),
        asked_enough=(
            "今日は上限の{count}件を質問しました({day}に更新)。そのあとでまた聞いてください。"
        ),
        calls=(
            "モデル呼び出しの上限{limit}回で停止しました。{all}件中{done}件を反映しています。"
        ),
        tokens="トークンの上限{limit}で停止しました。{all}件中{done}件を反映しています。",
        paused=(
            "管理者が私を一時停止しているため、新しい作業は始まりません。再開後に聞いてくださ"
            "い。"
        ),
    ),
}


def limit_words(language: str) -> LimitWords:
    """English for a language that has none of its own."""
    return _WORDS.get(language.split("-", maxsplit=1)[0].lower(), _ENGLISH)
