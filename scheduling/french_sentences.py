"""What people hear of a digest's times and troubles, in French."""

from scheduling import sentences as english

FRENCH: dict[str, str] = {
    english.NO_ZONE: (
        "Il n’y a pas de fuseau horaire « {zone} ». Utilisez un nom comme Europe/Paris."
    ),
    english.NEVER: "La ligne cron « {cron} » ne se réalise jamais.",
    english.TOO_OFTEN: "Un digest peut tourner une fois par heure au plus.",
    english.PAST: "Le {day:%d/%m/%Y} est passé.",
    english.NONE_LEFT: "Il n’y a pas de tel moment avant le {day:%d/%m/%Y}.",
    english.WHAT_TIME: "À quelle heure ? Par exemple « à 9 h ».",
    english.WHICH_DAY: "Quel jour ? Par exemple « tous les lundis à 9 h ».",
    english.HOURS: "Toutes les tant d’heures : 1, 2, 3, 4, 6, 8 ou 12 conviennent.",
    english.NO_TIME: "« {said} » n’est pas une heure.",
    english.NO_DAY: "Aucun mois n’a de jour {day}.",
    english.EVERY_SECOND: (
        "Je ne sais pas faire une semaine ou un mois sur deux. Chaque semaine "
        "convient, ou par exemple le premier et le troisième lundi du mois."
    ),
    english.NO_DATE: "« {said} » n’est pas une date. Écrivez 31 mars 2027 ou 2027-03-31.",
    english.NOT_UNDERSTOOD: (
        "Je ne comprends pas quand est « {said} ». Dites par exemple « chaque jour "
        "ouvré à 8 h 30 », « le premier lundi du mois à 9 h », ou écrivez une "
        "ligne cron."
    ),
    english.ONCE: (
        "Un digest revient sans cesse : dites tous les quand. Pour une fois, "
        "posez-moi simplement la question à ce moment-là."
    ),
    english.UNCLEAR_ZONE: (
        "« {name} » peut désigner plusieurs fuseaux. Nommez une ville : « heure de Paris »."
    ),
    english.UNKNOWN_ZONE: (
        "Il n’y a pas de fuseau horaire « {name} ». Nommez une ville (« heure de "
        "Paris ») ou Europe/Paris."
    ),
    english.OWNER_LEFT: "{name}, qui l’a créé, est parti.",
    english.NO_ROOM: (
        "J’ai suspendu le digest « {title} » dans {place} : {why} Reprenez-le dans "
        "mon onglet Accueil quand c’est réglé."
    ),
    english.FAILED_ONCE: (
        "Le digest « {title} » dans {place} n’est pas venu cette fois : {why} Je "
        "réessaie la prochaine fois."
    ),
    english.FAILED_OFTEN: (
        "J’ai suspendu le digest « {title} » dans {place}, car il a échoué {count} "
        "fois de suite. La dernière fois : {why} Reprenez-le dans mon onglet "
        "Accueil quand c’est réglé."
    ),
    english.NO_MONEY: (
        "Le digest « {title} » dans {place} a utilisé ses {limit} de ce mois ; "
        "il se repose jusqu’au prochain. Modifiez-le pour relever la limite."
    ),
    english.RESTS: "{why} Jusque-là, le digest « {title} » dans {place} se repose.",
    english.REMINDER: (
        "Le digest « {title} » dans {place} se termine le {day}, quatre-vingt-dix "
        "jours après sa création ou sa prolongation. Prolongez-le dans mon onglet "
        "Accueil pour le garder."
    ),
    english.ENDED: (
        "Le digest « {title} » dans {place} est terminé : il n’a pas été prolongé. "
        "Recréez-le avec /digest quand vous le voudrez."
    ),
    english.OVER: (
        "Le digest « {title} » dans {place} est arrivé à la fin que vous lui aviez donnée."
    ),
    english.GONE: "Ce digest n’existe plus.",
    english.NO_END: "il n’est pas arrivé à son terme.",
    english.BROKE_OFF: "j’ai été redémarré encore et encore pendant que j’y travaillais.",
    english.STOPPED: "J’ai arrêté le digest « {title} » : {why}",
    english.WAS_STOPPED: "il a été arrêté.",
    english.MODEL_DOWN: "le modèle n’a pas répondu.",
    english.RUN_MONEY: "l’argent prévu était épuisé.",
    english.DECLINED: "le modèle a refusé.",
    english.NO_SOURCE: "rien de ce que je peux lire pour cela n’est connecté.",
    english.BROKEN: "quelque chose s’est cassé de mon côté.",
    english.ARCHIVED: "le canal est archivé.",
    english.GROWN: (
        "il y a deux fois plus de monde dans le canal que lors de votre dernier accord."
    ),
    english.NOW_PUBLIC: (
        "le canal était privé lors de votre dernier accord et il est public maintenant."
    ),
    english.OWNER_OUT: "la personne qui l’a créé n’est plus dans le canal.",
    english.SHARED: "le canal est maintenant partagé avec une autre organisation.",
    english.REMOVED: "je ne suis plus dans le canal.",
    english.ONLY_MAKER: (
        "Seul {name}, qui a créé ce digest, peut faire cela. Vous pouvez le suspendre."
    ),
    english.PAUSED_BY: (
        "J’ai suspendu le digest « {title} » dans {place} : {name} me l’a demandé."
    ),
    english.ASKED_FOR: "{name} l’a demandé.",
    english.DELETED_BY: "supprimé par {name}.",
    english.CRON_FIELDS: (
        "Une ligne cron a cinq champs (minute, heure, jour, mois, jour de la semaine) ; « "
        "{cron} » en a {count}."
    ),
    english.CRON_UNREAD: "Je ne peux pas lire la ligne cron « {cron} ».",
    english.CRON_DAYS: "Je ne peux pas lire les jours de la semaine de « {cron} ».",
    english.NEVER_AGAIN: (
        "Il ne tournerait plus jamais : son dernier jour est passé. Modifiez-le d’abord."
    ),
    english.OFTEN: "il a échoué {count} fois de suite : {why}",
    english.NOT_IN: (
        "Je ne suis pas dans {place}, je ne peux donc pas y publier. Invitez-m’y d’abord, "
        "ou recevez le digest dans notre conversation directe."
    ),
    english.NO_CHANNEL: (
        "Je ne connais pas de canal {place}. Invitez-m’y d’abord, ou nommez-en un autre."
    ),
    english.PLACE_ARCHIVED: "{place} est archivé, rien ne peut donc y être publié.",
    english.PLACE_SHARED: (
        "{place} est partagé avec une autre organisation, et ce que je trouve sortirait de "
        "la vôtre. Recevez le digest dans un canal à vous."
    ),
    english.OUR_DM: "notre conversation directe",
    english.OUR_GROUP: "notre message de groupe",
    english.NOT_IN_IT: (
        "Je ne suis pas dans ce canal, je ne peux donc pas y publier. Invitez-m’y d’abord, ou "
        "recevez le digest dans notre conversation directe."
    ),
    english.HELP: (
        "/digest suivi de quand, quoi et où : « /digest chaque jour ouvré à 8 h 30 "
        "qu’est-ce qui a changé dans les prix, ici ». Je le relis avant d’enregistrer quoi "
        "que ce soit.\n/digest seul ouvre un formulaire, et /digest list montre vos digests "
        "et ceux de ce canal. Vous pouvez aussi me mentionner avec les mêmes mots, ou "
        "appuyer sur « En faire un digest » sous une réponse."
    ),
    english.LISTING: "J’en fais la liste dans notre conversation directe.",
    english.READING_BACK: "Je relis ce que j’ai compris dans notre conversation directe.",
    english.NO_QUESTION: (
        "Et que voulez-vous savoir ? Dites-le après le moment : « chaque lundi à 9 h "
        "qu’est-ce qui … »."
    ),
    english.TOO_LATE: "Je n’ai pas pu ouvrir le formulaire à temps.",
    english.NONE_YET: (
        "Aucun pour l’instant. /digest en crée un, tout comme « En faire un digest » sous "
        "une réponse."
    ),
    english.MY_DIGESTS: "Mes digests",
    english.NEW_DIGEST: "Nouveau digest",
    english.NOTHING_NEW: "Digest : rien de nouveau",
    english.NEWS: "Digest : {counts}",
}
