"""What we write, in Spanish."""

from bot.rendering import administering, handing_over, health_words, mending, plan_words, seeing
from bot.rendering.words import Words

SPANISH = Words(
    code="es",
    health=health_words.SPANISH,
    handing_over=handing_over.SPANISH,
    months="ene feb mar abr may jun jul ago sept oct nov dic",
    titled="«{text}»",
    quoted="«{text}»",
    web_page="página",
    answer="Respuesta",
    answer_text="Respuesta: {sources}{gaps}",
    one_source="fuente citada",
    many_sources="fuentes citadas",
    one_gap="laguna",
    many_gaps="lagunas",
    not_covered="No cubierto",
    edited="editado el {day}",
    read="leídos: {read}",
    read_cited="leídos: {read}, citados: {cited}",
    one_claim="afirmación",
    many_claims="afirmaciones",
    checked="vinculadas a su fuente por una comprobación automática: {supported}",
    checked_one="vinculada a su fuente por una comprobación automática",
    hedged="matizadas: {count}",
    dropped="omitidas por falta de respaldo: {count}",
    full_answer_in_file="Este es el comienzo; la respuesta entera está en el archivo de abajo.",
    sources="Fuentes",
    sources_loading="Leo de nuevo cada fuente, con lo que tú puedes abrir …",
    not_open_to_you="{source}: no está abierto para ti",
    source_changed="el texto ha cambiado desde entonces",
    source_silent="no respondió ahora mismo",
    close="Cerrar",
    dig_deeper="Profundizar",
    make_digest="Convertir en digest",
    show_search="Mostrar la búsqueda exacta",
    search_exactly="Buscar exactamente esto",
    search_not="No buscar",
    try_source="Intentar {source} de nuevo",
    helpful_label="Esta respuesta ayudó",
    not_helpful_label="Esta respuesta no ayudó",
    period_read="leí el periodo así: {period}",
    ask_again_with="{gap}; pregunta de nuevo con «{button}».",
    nothing_in="No encontré nada sobre esto en {places}.",
    nothing="No encontré nada sobre esto.",
    nothing_searched="Busqué: {queries}.",
    or_word="o",
    web_place="la web",
    researching="Investigando",
    planning="Planificando",
    queued="En cola",
    writing="Escribiendo la respuesta",
    verifying="Comprobando la respuesta con sus fuentes",
    waiting="Espero una respuesta a mi pregunta",
    one_part="parte",
    many_parts="partes",
    about_minutes="unos {minutes} min",
    so_far="desde hace {duration}",
    done_in="Hecho en {duration}",
    stopped_by="Detenido por {by}",
    stopped="Detenido",
    failed="Terminó sin respuesta",
    steer_hint="Responde aquí para dirigir: «sin la web», «solo desde octubre».",
    stop="Detener",
    plan=plan_words.SPANISH,
    administering=administering.SPANISH,
    mending=mending.SPANISH,
    seeing=seeing.SPANISH,
    mark_pending="en espera",
    mark_searching="buscando",
    mark_reading="leyendo",
    mark_done="hecho",
    mark_nothing="nada encontrado",
    mark_failed="falló",
    mark_cancelled="cancelado",
    mark_cancelled_by="cancelado por {by}",
    mark_skipped="omitido",
    and_word="y",
    count_read="leídos: {read}",
    count_useful="leídos: {read}, útiles: {useful}",
    after_read="tras leer {read}",
    asked_by="pedido por {person}",
    from_day="desde el {day}, {by}",
    found_so_far="{part}: {searches}, leídos hasta ahora: {read}.",
    one_search="búsqueda",
    many_searches="búsquedas",
    quote_head="Esto requiere una investigación profunda",
    quote_counts="{parts} (internas: {internal}, web: {web})",
    quote_minutes="unos {minutes} minutos",
    quote_minute="alrededor de un minuto",
    start_run="Empezar",
    cheaper_run="Más barato: {parts}, unos {usd}",
    fewer_parts="Más pequeño: {parts}",
    cancel_run="Cancelar",
    or_change="O responde qué cambiar.",
    quote_started="Iniciado por {by}.",
    quote_cheaper="Iniciado por {by}, con {parts}.",
    meter="{usd} de {limit}",
    continue_for="Continuar por unos {usd}",
    stopped_head="Detenido por {by}.",
    stopped_reason="Detenido: {reason}",
    stopped_because="Detenido: {reason}.",
    stopped_done="Hecho: {parts}.",
    stopped_not_done="Sin hacer: {parts}.",
    stopped_spent="Gasto: {usd}.",
    continue_run="Continuar",
    answer_with_what="Responder con lo que hay",
    model_down=(
        "El modelo no respondió durante mucho tiempo, así que dejé de intentarlo. Lo "
        "encontrado se conserva. Ejecución {run}."
    ),
    model_rejected=(
        "El modelo no acepta mis peticiones: rechaza su clave o su cuenta. Un admin ve por qué "
        "con `dossier doctor`. Lo encontrado se conserva."
    ),
    model_declined=(
        "El modelo se negó a trabajar en esto. Lo encontrado se conserva; pregunta con otras "
        "palabras."
    ),
    bug="Algo se rompió por mi parte. La ejecución {run} se conserva; un admin verá por qué.",
    budget="El dinero para esto se agotó. Un admin puede subir el límite.",
    refused="No puedo responder a esto.",
    refused_detail="No puedo responder a esto: {detail}",
    no_source=(
        "Nada de lo que puedo leer para esto está conectado, así que no puedo buscar nada. Un "
        "admin ve qué falta con `dossier doctor`."
    ),
    run_named="Ejecución {run}.",
    try_again="Intentar de nuevo",
    private_one=(
        "1 fuente más responde a tu pregunta en {room}; no todos allí pueden abrirla."
    ),
    private_many=(
        "{count} fuentes más responden a tu pregunta en {room}; no todos allí pueden abrirlas."
    ),
    this_room="esa conversación",
    search_privately="Buscar en privado",
    or_reply="O responde con tus palabras. Sin respuesta, sigo en dos minutos.",
    sign_of_life="está leyendo la pregunta",
    stopped_cut_off="Las llamadas cortadas pueden sumar hasta {usd}.",
    how_to_ask=(
        "Hazme una pregunta y buscaré la respuesta en Slack, Drive, Notion y la web, con sus "
        "fuentes. Por ejemplo: «@Dossier ¿qué cambió en nuestros precios este trimestre y "
        "quién lo decidió?»"
    ),
    shared_room=(
        "No respondo en canales compartidos, porque lo que encuentro saldría de tu "
        "organización. Pregúntame en un mensaje directo."
    ),
    stranger="Solo respondo a personas de la organización que me opera.",
    shortened=(
        "Tu pregunta tiene {length} caracteres. Leí los primeros {start} y los últimos {end}."
    ),
    not_named="Un admin nombró a las personas a las que respondo, y no estás entre ellas.",
    not_here="Un admin me desactivó aquí. Pregúntame en un mensaje directo.",
    not_in_messages="Un admin me desactivó aquí.",
    no_sources="Un admin desactivó todo lo que podría leer para esto aquí.",
    guest=(
        "Todavía no respondo a invitados. Pregunta a alguien que sea miembro pleno, o pide a "
        "un admin que lo cambie."
    ),
    something_broke=(
        "Algo se rompió por mi parte antes de empezar. Pregunta de nuevo, por favor."
    ),
    nothing_runs="No hay nada en marcha en este hilo.",
    gone="Ya no tengo esta ejecución.",
    not_waiting="Aquí ya no espera nada: se inició o terminó.",
    asked_privately="Preguntaste en {room}: {question}",
    some_channel="un canal",
    was_deleted="se borró la pregunta",
    an_admin="un admin",
    help=(
        "/research seguido de una pregunta: la publico aquí y respondo en su hilo. Úsalo en "
        "un canal donde yo esté, o en nuestro mensaje directo. En un hilo, mencióname.\n"
        "Antes de la pregunta puedes decir: `private` (la respuesta llega a nuestro mensaje "
        "directo), `effort:quick`, `effort:compare` o `effort:deep`, y "
        "`sources:slack,drive,notion,web` con las que puedo usar. /research solo abre un "
        "formulario.\n"
        "Una respuesta en el hilo me dirige mientras trabajo, y pregunta más cuando termino."
    ),
    on_it="Me pongo a ello.",
    asks="{name} pregunta: {question}",
    wrong_effort="effort: es quick, compare o deep. Pregunta de nuevo, por favor.",
    wrong_sources=(
        "sources: nombra algunas de slack, drive, notion y web, con comas. Pregunta de nuevo."
    ),
    form_title="Investigar",
    form_submit="Preguntar",
    form_cancel="Cancelar",
    form_question="¿Qué quieres saber?",
    form_effort="¿Cuánto trabajo?",
    form_sources="¿Dónde puedo buscar?",
    form_place="¿Dónde quieres la respuesta?",
    effort_automatic="El que haga falta",
    effort_quick="Un vistazo",
    effort_compare="Varias fuentes, comparadas",
    effort_deep="A fondo: más partes, más tiempo y dinero",
    place_here="En este canal",
    place_private="En nuestro mensaje directo, solo para mí",
    no_question="Pregunta algo: una pregunta, o de qué quieres saber más.",
    no_source_chosen="Elige al menos una.",
    greeting_shared=(
        "Soy Dossier. {room} se comparte con otra organización, así que aquí no respondo. "
        "Pregúntame en un mensaje directo."
    ),
    this_channel="este canal",
    dm_title="Soy Dossier: investigo una pregunta y respondo con fuentes.",
    dm_greeting=(
        "Soy Dossier: hazme una pregunta y responderé con fuentes. Las respuestas aquí "
        "pueden usar todo lo que tú puedes abrir."
    ),
    prompt_research="Investigar una pregunta",
    prompt_research_text="¿Qué cambió en nuestros precios este trimestre y quién lo decidió?",
    prompt_compare="Compararnos con otros",
    prompt_compare_text="¿Cómo estamos en precios frente a la competencia?",
    prompt_channel="Ponerse al día en un canal",
    prompt_channel_text="¿Qué se decidió esta semana en #general?",
    prompt_sight="¿Qué puedes ver?",
    prompt_sight_text="¿Qué puedes ver desde aquí?",
    sight_in_messages="Aquí uso lo que tú puedes abrir:",
    sight_in_room="Aquí uso lo que todos en #{room} pueden abrir:",
    source_works="funciona",
    not_connected="{source} no está conectado; un admin puede conectarlo.",
    home_questions="Mis preguntas",
    home_no_questions="Ninguna todavía.",
    home_money="Dinero este mes",
    home_used_of="Has usado {usd} de {limit} (se renueva el {day}).",
    home_used="Has usado {usd}; no hay límite.",
    home_all_used_of="El espacio de trabajo ha usado {usd} de {limit} (se renueva el {day}).",
    home_others_digests="Resúmenes en los canales donde estás",
    home_sources="De dónde leo",
    home_no_sources="No hay ninguna conectada.",
    home_how="Cómo preguntar",
    home_how_where="Mencióname en un canal, o escríbeme aquí.",
    home_how_rights=(
        "En un canal uso lo que todos allí pueden abrir; aquí, lo que tú puedes abrir."
    ),
    home_how_words=(
        "Di qué quieres saber y de qué periodo: una sola pregunta, con nombres, funciona mejor."
    ),
    home_how_steer=(
        "Mientras trabajo, responde en el hilo para dirigir: «sin la web», «mira también "
        "soporte»."
    ),
    home_open="Abrir",
    home_no_text="(sin texto)",
    home_run="ejecución {run}",
    state_queued="en cola",
    state_planning="planificando",
    state_researching="investigando",
    state_writing="escribiendo",
    state_verifying="comprobando",
    state_waiting="te espera",
    state_delivered="respondida",
    state_stopped="detenida",
    state_failed="falló",
    search_not_yours="Solo quien preguntó puede ver esta búsqueda y aprobarla.",
    search_none_left="Aquí no queda ninguna búsqueda que mostrar.",
    search_at_work="Aún trabajo en esta pregunta. Pulsa de nuevo cuando termine.",
    search_void=(
        "Esta tarjeta ya no vale: cada una sirve una vez, durante diez minutos, a quien "
        "preguntó. Pulsa «Mostrar la búsqueda exacta» bajo la respuesta para obtener otra."
    ),
    search_going="Busco exactamente esto. La respuesta llega donde preguntaste.",
    search_declined="No se buscó nada, y nada salió.",
    search_card=(
        "Para buscar «{title}» en la web enviaría exactamente estas palabras al buscador, y "
        "nada más:\n"
        "{words}"
    ),
    search_named="Solo fuentes de la empresa tienen estas palabras: {words}.",
    search_read="Van a {engine}. Leído hasta ahora para esta pregunta: {sources}.",
    search_good_for="Esta tarjeta vale diez minutos y una vez.",
    search_cannot="No puedo ofrecer la búsqueda de «{title}». {reason}",
    search_too_long="La búsqueda es demasiado larga para comprobarla.",
    search_sensitive="La búsqueda llevaría algo que parece un secreto.",
    search_address="La búsqueda llevaría una dirección que nadie aquí escribió.",
    search_copies="La búsqueda copiaría palabras de una fuente de la empresa.",
)
