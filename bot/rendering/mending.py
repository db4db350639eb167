"""What is said of a source that we may no longer read: who can mend it, and how."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Mending:
    """A language. `source` is a source's name, `names` are administrators."""

    how: str = "How"
    works_again: str = "{source} works again. Ask once more."
    others_can: str = (
        "{names} can reconnect {source}: my leave to read it has to be given anew. Tell "
        "them, and ask me again when it is done."
    )
    operator_can: str = (
        "Whoever runs me can reconnect {source}: my leave to read it has to be given anew. "
        "No admin is named in my rules file whom you could ask."
    )
    notion_steps: str = (
        "To reconnect Notion: open the internal connection in Notion's settings, or make one "
        "that may read content, comments and users. Connect it to each top page. Copy its "
        "token to NOTION_TOKEN and start me again. `dossier doctor` then shows ✓ at Notion."
    )
    drive_steps: str = (
        "To reconnect Drive: check the key file in GOOGLE_SERVICE_ACCOUNT. In the Google "
        "admin console, under domain-wide delegation, allow its client id to read Drive. "
        "Start me again. `dossier doctor` then shows ✓ at Google Drive."
    )
    client_steps: str = (
        "To reconnect Drive: in the Google Cloud project, look at the client that people "
        "sign in with. Copy its id and secret to GOOGLE_OAUTH_CLIENT_ID and "
        "GOOGLE_OAUTH_CLIENT_SECRET and start me again. `dossier doctor` then shows ✓ at "
        "Drive sign-in."
    )
    slack_steps: str = (
        "To reconnect Slack: install the app again from manifest.yml, copy its bot token to "
        "SLACK_BOT_TOKEN and start me again. `dossier doctor` then shows ✓ at Slack."
    )
    web_steps: str = (
        "To reconnect the web search: check SEARXNG_URL or TAVILY_API_KEY and start me "
        "again. `dossier doctor` then shows ✓ at Web search."
    )
    own_drive: str = (
        "Connect your own Drive: press the button, open the link that I send you, and choose "
        "the account that has your address in Slack. Then ask me again."
    )


ENGLISH = Mending()
GERMAN = Mending(
    how="Wie",
    works_again="{source} funktioniert wieder. Frag noch einmal.",
    others_can=(
        "{names} kann {source} wieder verbinden: die Erlaubnis, dort zu lesen, muss mir "
        "neu gegeben werden. Sag dort Bescheid und frag mich danach noch einmal."
    ),
    operator_can=(
        "Wer mich betreibt, kann {source} wieder verbinden: die Erlaubnis, dort zu "
        "lesen, muss mir neu gegeben werden. In meiner Regeldatei ist kein Admin "
        "benannt, den du fragen könntest."
    ),
    notion_steps=(
        "So wird Notion wieder verbunden: öffne in den Einstellungen von Notion die "
        "interne Verbindung oder lege eine an, die Inhalte, Kommentare und Personen "
        "lesen darf. Verbinde sie mit jeder obersten Seite. Kopiere ihr Token nach "
        "NOTION_TOKEN und starte mich neu. `dossier doctor` zeigt dann ✓ bei Notion."
    ),
    drive_steps=(
        "So wird Drive wieder verbunden: prüfe die Schlüsseldatei in "
        "GOOGLE_SERVICE_ACCOUNT. Erlaube ihrer Client-ID in der Google-Admin-Konsole "
        "unter domainweiter Delegation, Drive zu lesen. Starte mich neu. `dossier "
        "doctor` zeigt dann ✓ bei Google Drive."
    ),
    client_steps=(
        "So wird Drive wieder verbunden: sieh im Google-Cloud-Projekt nach dem Client, "
        "mit dem sich die Leute anmelden. Kopiere seine ID und sein Secret nach "
        "GOOGLE_OAUTH_CLIENT_ID und GOOGLE_OAUTH_CLIENT_SECRET und starte mich neu. "
        "`dossier doctor` zeigt dann ✓ bei Drive sign-in."
    ),
    slack_steps=(
        "So wird Slack wieder verbunden: installiere die App neu aus manifest.yml, "
        "kopiere ihr Bot-Token nach SLACK_BOT_TOKEN und starte mich neu. `dossier "
        "doctor` zeigt dann ✓ bei Slack."
    ),
    web_steps=(
        "So wird die Websuche wieder verbunden: prüfe SEARXNG_URL oder TAVILY_API_KEY "
        "und starte mich neu. `dossier doctor` zeigt dann ✓ bei Web search."
    ),
    own_drive=(
        "Verbinde dein eigenes Drive: drück den Knopf, öffne den Link, den ich dir "
        "schicke, und wähle das Konto mit deiner Adresse in Slack. Frag mich danach noch "
        "einmal."
    ),
)
FRENCH = Mending(
    how="Comment",
    works_again="{source} fonctionne de nouveau. Redemandez.",
    others_can=(
        "{names} peut reconnecter {source} : l’autorisation d’y lire doit m’être donnée "
        "de nouveau. Prévenez, puis redemandez-moi."
    ),
    operator_can=(
        "La personne qui me fait fonctionner peut reconnecter {source} : l’autorisation "
        "d’y lire doit m’être donnée de nouveau. Aucun admin n’est nommé dans mes règles."
    ),
    notion_steps=(
        "Pour reconnecter Notion : dans les réglages de Notion, ouvrez la connexion "
        "interne ou créez-en une qui peut lire le contenu, les commentaires et les "
        "personnes. Connectez-la à chaque page du haut. Copiez son jeton dans "
        "NOTION_TOKEN et redémarrez-moi. `dossier doctor` affiche alors ✓ pour Notion."
    ),
    drive_steps=(
        "Pour reconnecter Drive : vérifiez le fichier de clé de GOOGLE_SERVICE_ACCOUNT. "
        "Dans la console d’administration Google, sous délégation au niveau du domaine, "
        "autorisez son id client à lire Drive. Redémarrez-moi. `dossier doctor` affiche "
        "alors ✓ pour Google Drive."
    ),
    client_steps=(
        "Pour reconnecter Drive : dans le projet Google Cloud, regardez le client avec "
        "lequel on se connecte. Copiez son id et son secret dans GOOGLE_OAUTH_CLIENT_ID "
        "et GOOGLE_OAUTH_CLIENT_SECRET et redémarrez-moi. `dossier doctor` affiche alors "
        "✓ pour Drive sign-in."
    ),
    slack_steps=(
        "Pour reconnecter Slack : réinstallez l’app depuis manifest.yml, copiez son "
        "jeton de bot dans SLACK_BOT_TOKEN et redémarrez-moi. `dossier doctor` affiche "
        "alors ✓ pour Slack."
    ),
    web_steps=(
        "Pour reconnecter la recherche web : vérifiez SEARXNG_URL ou TAVILY_API_KEY et "
        "redémarrez-moi. `dossier doctor` affiche alors ✓ pour Web search."
    ),
    own_drive=(
        "Connectez votre propre Drive : appuyez sur le bouton, ouvrez le lien que je "
        "vous envoie et choisissez le compte qui a votre adresse dans Slack. Puis "
        "redemandez-moi."
    ),
)
SPANISH = Mending(
    how="Cómo",
    works_again="{source} funciona de nuevo. Pregunta otra vez.",
    others_can=(
        "{names} puede volver a conectar {source}: hay que darme de nuevo el permiso "
        "para leer allí. Avisa, y después pregúntame otra vez."
    ),
    operator_can=(
        "Quien me gestiona puede volver a conectar {source}: hay que darme de nuevo el "
        "permiso para leer allí. No hay ningún admin nombrado en mi archivo de reglas."
    ),
    notion_steps=(
        "Para volver a conectar Notion: abre la conexión interna en los ajustes de "
        "Notion, o crea una que pueda leer contenido, comentarios y usuarios. Conéctala "
        "a cada página superior. Copia su token en NOTION_TOKEN y reiníciame. `dossier "
        "doctor` muestra entonces ✓ en Notion."
    ),
    drive_steps=(
        "Para volver a conectar Drive: revisa el archivo de clave de "
        "GOOGLE_SERVICE_ACCOUNT. En la consola de administración de Google, en "
        "delegación de todo el dominio, permite a su id de cliente leer Drive. "
        "Reiníciame. `dossier doctor` muestra entonces ✓ en Google Drive."
    ),
    client_steps=(
        "Para volver a conectar Drive: en el proyecto de Google Cloud, mira el cliente "
        "con el que la gente inicia sesión. Copia su id y su secreto en "
        "GOOGLE_OAUTH_CLIENT_ID y GOOGLE_OAUTH_CLIENT_SECRET y reiníciame. `dossier "
        "doctor` muestra entonces ✓ en Drive sign-in."
    ),
    slack_steps=(
        "Para volver a conectar Slack: instala de nuevo la app desde manifest.yml, copia "
        "su token de bot en SLACK_BOT_TOKEN y reiníciame. `dossier doctor` muestra "
        "entonces ✓ en Slack."
    ),
    web_steps=(
        "Para volver a conectar la búsqueda web: revisa SEARXNG_URL o TAVILY_API_KEY y "
        "reiníciame. `dossier doctor` muestra entonces ✓ en Web search."
    ),
    own_drive=(
        "Conecta tu propio Drive: pulsa el botón, abre el enlace que te envío y elige la "
        "cuenta que tiene tu dirección en Slack. Después pregúntame otra vez."
    ),
)
JAPANESE = Mending(
    how="方法",
    works_again="{source} はまた使えます。もう一度聞いてください。",
    others_can=(
        "{names} が {source} を再接続できます。読む許可をもう一度もらう必要があります。伝"
        "えたうえで、終わったらまた聞いてください。"
    ),
    operator_can=(
        "私の運用者が {source} を再接続できます。読む許可をもう一度もらう必要があります。"
        "規則ファイルに管理者は指定されていません。"
    ),
    notion_steps=(
        "Notion の再接続: Notion の設定で内部コネクトを開くか、コンテンツ、コメント、ユー"
        "ザーを読めるものを作ります。最上位の各ページに接続し、トークンを NOTION_TOKEN に"
        "入れて再起動してください。`dossier doctor` の Notion が ✓ になります。"
    ),
    drive_steps=(
        "Drive の再接続: GOOGLE_SERVICE_ACCOUNT の鍵ファイルを確認します。Google 管理コン"
        "ソールのドメイン全体の委任で、そのクライアント ID に Drive の読み取りを許可し、"
        "再起動してください。`dossier doctor` の Google Drive が ✓ になります。"
    ),
    client_steps=(
        "Drive の再接続: Google Cloud プロジェクトで、ログインに使うクライアントを確認し"
        "ます。ID とシークレットを GOOGLE_OAUTH_CLIENT_ID と GOOGLE_OAUTH_CLIENT_SECRET "
        "に入れて再起動してください。`dossier doctor` の Drive sign-in が ✓ になります。"
    ),
    slack_steps=(
        "Slack の再接続: manifest.yml からアプリを入れ直し、ボットトークンを "
        "SLACK_BOT_TOKEN に入れて再起動してください。`dossier doctor` の Slack が ✓ にな"
        "ります。"
    ),
    web_steps=(
        "ウェブ検索の再接続: SEARXNG_URL または TAVILY_API_KEY を確認して再起動してくださ"
        "い。`dossier doctor` の Web search が ✓ になります。"
    ),
    own_drive=(
        "自分の Drive を接続するには、ボタンを押し、送られたリンクを開き、Slack と同じア"
        "ドレスのアカウントを選びます。そのあともう一度聞いてください。"
    ),
)
