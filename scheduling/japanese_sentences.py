"""What people hear of a digest's times and troubles, in Japanese."""

from scheduling import sentences as english

JAPANESE: dict[str, str] = {
    english.NO_ZONE: (
        "「{zone}」というタイムゾーンはありません。Asia/Tokyoのような名前を使ってください。"
    ),
    english.NEVER: "cronの行「{cron}」に当たる日時はありません。",
    english.TOO_OFTEN: "ダイジェストは多くても1時間に1回です。",
    english.PAST: "{day:%Y/%m/%d}はもう過ぎています。",
    english.NONE_LEFT: "{day:%Y/%m/%d}までにその日時はありません。",
    english.WHAT_TIME: "何時ですか。例:「9時」。",
    english.WHICH_DAY: "どの日ですか。例:「毎週月曜9時」。",
    english.HOURS: "何時間ごとかは1、2、3、4、6、8、12から選んでください。",
    english.NO_TIME: "「{said}」は時刻ではありません。",
    english.NO_DAY: "{day}日のある月はありません。",
    english.EVERY_SECOND: (
        "隔週や隔月はできません。毎週か、たとえば毎月第1・第3月曜日ならできます。"
    ),
    english.NO_DATE: "「{said}」は日付ではありません。2027-03-31のように書いてください。",
    english.NOT_UNDERSTOOD: (
        "「{said}」がいつのことか分かりません。たとえば「平日8時30分」「毎月第1月曜"
        "9時」、またはcronの行で書いてください。"
    ),
    english.ONCE: (
        "ダイジェストは繰り返し届くものです。「毎週」などで伝えてください。一度だけ"
        "なら、そのときに質問してください。"
    ),
    english.UNCLEAR_ZONE: (
        "「{name}」に当たるタイムゾーンは複数あります。「日本時間」のように書いてください。"
    ),
    english.UNKNOWN_ZONE: (
        "「{name}」というタイムゾーンはありません。「日本時間」やAsia/Tokyoのように"
        "書いてください。"
    ),
    english.OWNER_LEFT: "作成した{name}さんはもういません。",
    english.NO_ROOM: (
        "{place}のダイジェスト「{title}」を一時停止しました。理由: {why} 直ったら、"
        "ホームタブで再開してください。"
    ),
    english.FAILED_ONCE: (
        "{place}のダイジェスト「{title}」は今回お届けできませんでした。理由: {why} "
        "次の時刻にまた試します。"
    ),
    english.FAILED_OFTEN: (
        "{place}のダイジェスト「{title}」は{count}回続けて失敗したため、一時停止し"
        "ました。最後の理由: {why} 直ったら、ホームタブで再開してください。"
    ),
    english.NO_MONEY: (
        "{place}のダイジェスト「{title}」は今月分の{limit}を使い切ったため、来月"
        "まで休みます。上限を上げるには変更してください。"
    ),
    english.RESTS: "{why}それまで{place}のダイジェスト「{title}」は休みます。",
    english.REMINDER: (
        "{place}のダイジェスト「{title}」は、作成または延長から90日の{day}に終わり"
        "ます。続けるには、ホームタブで延長してください。"
    ),
    english.ENDED: (
        "{place}のダイジェスト「{title}」は、延長されなかったため終了しました。また"
        "必要になったら/digestで作成してください。"
    ),
    english.OVER: "{place}のダイジェスト「{title}」は、指定された最終日を迎えました。",
    english.GONE: "そのダイジェストはもうありません。",
    english.NO_END: "終わりまで進みませんでした。",
    english.BROKE_OFF: "作業中に何度も再起動されました。",
    english.STOPPED: "ダイジェスト「{title}」を停止しました。理由: {why}",
    english.WAS_STOPPED: "停止されました。",
    english.MODEL_DOWN: "モデルが応答しませんでした。",
    english.RUN_MONEY: "費用の上限に達しました。",
    english.DECLINED: "モデルが拒否しました。",
    english.NO_SOURCE: "読める情報源がどれも接続されていません。",
    english.BROKEN: "こちらで問題が起きました。",
    english.ARCHIVED: "チャンネルがアーカイブされています。",
    english.GROWN: "チャンネルの人数が、最後に了承されたときの 2 倍になりました。",
    english.NOW_PUBLIC: "最後に了承されたときは非公開のチャンネルが、公開になりました。",
    english.OWNER_OUT: "作成した人がもうチャンネルにいません。",
    english.SHARED: "チャンネルが他の組織と共有されています。",
    english.REMOVED: "私はもうチャンネルにいません。",
    english.ONLY_MAKER: "それができるのは作成した{name}さんだけです。一時停止はできます。",
    english.PAUSED_BY: (
        "{place}のダイジェスト「{title}」を一時停止しました。{name}さんの依頼です。"
    ),
    english.ASKED_FOR: "{name}さんの依頼です。",
    english.DELETED_BY: "{name}さんが削除しました。",
    english.CRON_FIELDS: (
        "cron行には5つの項目(分、時、日、月、曜日)が必要です。「{cron}」は{count}つです。"
    ),
    english.CRON_UNREAD: "cron行「{cron}」を読み取れません。",
    english.CRON_DAYS: "「{cron}」の曜日を読み取れません。",
    english.NEVER_AGAIN: "最終日を過ぎているため、もう実行されません。先に変更してください。",
    english.OFTEN: "{count}回続けて失敗しました: {why}",
    english.NOT_IN: (
        "{place}に参加していないため、投稿できません。先に招待するか、ダイレクトメッセージ"
        "で受け取ってください。"
    ),
    english.NO_CHANNEL: (
        "{place}というチャンネルを知りません。先に招待するか、別のチャンネルを指定してくだ"
        "さい。"
    ),
    english.PLACE_ARCHIVED: "{place}はアーカイブ済みのため、投稿できません。",
    english.PLACE_SHARED: (
        "{place}は他の組織と共有されており、見つけた内容が組織の外に出てしまいます。自社の"
        "チャンネルを指定してください。"
    ),
    english.OUR_DM: "ダイレクトメッセージ",
    english.OUR_GROUP: "グループメッセージ",
    english.NOT_IN_IT: (
        "そのチャンネルに参加していないため、投稿できません。先に招待するか、"
        "ダイレクトメッセージで受け取ってください。"
    ),
    english.HELP: (
        "/digest に続けて、いつ・何を・どこに: 「/digest 平日8時30分、価格の変更点をここに」。"
        "保存する前に内容を確認していただきます。\n/digest だけでフォームが開き、/digest li"
        "st であなたとこのチャンネルのダイジェストを表示します。同じ言葉で私にメンションす"
        "るか、回答の下の「ダイジェストにする」を押しても作れます。"
    ),
    english.LISTING: "ダイレクトメッセージに一覧を送ります。",
    english.READING_BACK: "理解した内容をダイレクトメッセージでお知らせします。",
    english.NO_QUESTION: (
        "何を知りたいですか。時間の後に続けてください。例:「毎週月曜9時、価格の変更点」。"
    ),
    english.TOO_LATE: "フォームを時間内に開けませんでした。",
    english.NONE_YET: (
        "まだありません。/digest か、回答の下の「ダイジェストにする」で作れます。"
    ),
    english.MY_DIGESTS: "自分のダイジェスト",
    english.NEW_DIGEST: "新しいダイジェスト",
    english.NOTHING_NEW: "ダイジェスト: 新しい情報なし",
    english.NEWS: "ダイジェスト: {counts}",
}
