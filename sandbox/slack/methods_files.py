"""files.*: the three steps of an upload, and what is known of a file."""

from sandbox.slack.access import writable
from sandbox.slack.calls import Call, Method
from sandbox.slack.posting import change
from sandbox.slack.respond import post_words
from sandbox.slack.state import Conversation
from sandbox.slack.team import Upload
from sandbox.slack.wire import Json, Refused, fresh_id

MOST_BYTES = 1_000_000_000


def upload_url(call: Call) -> Json:
    name = call.required("filename")
    length = call.whole("length", 0)
    if not 0 < length <= MOST_BYTES:
        raise Refused("invalid_arguments")
    file_id = fresh_id("F")
    owner = call.actor.user
    call.team.uploads[file_id] = Upload(id=file_id, name=name, length=length, owner=owner)
    return {"upload_url": f"{call.team.base_url}/upload/{file_id}", "file_id": file_id}


def complete(call: Call) -> Json:
    """Share the uploaded files: with a channel they become one message in it."""
    rows = call.structure("files", "invalid_arguments") or []
    uploads = [_received(call, row) for row in rows]
    if not uploads:
        raise Refused("invalid_arguments")
    targets = [
        *call.many("channels"),
        *([call.text("channel_id")] if call.text("channel_id") else []),
    ]
    for channel in targets:
        _share(call, writable(call, channel), uploads)
    return {"files": [file_json(call, upload) for upload in uploads]}


def _received(call: Call, row: Json) -> Upload:
    upload = call.team.uploads.get(str(row.get("id", "")))
    if upload is None or upload.body is None:
        raise Refused("file_not_found")
    upload.title = str(row.get("title") or upload.name)
    return upload


def _share(call: Call, conversation: Conversation, uploads: list[Upload]) -> None:
    for upload in uploads:
        upload.channels.append(conversation.id)
    given = {
        "text": call.text("initial_comment"),
        "blocks": call.structure("blocks", "invalid_blocks_format"),
        "thread_ts": call.text("thread_ts"),
    }
    files = [file_json(call, upload) for upload in uploads]
    message = post_words(call.team, conversation, given, files=files)
    message["upload"] = True


def file_json(call: Call, upload: Upload) -> Json:
    ending = upload.name.rpartition(".")[2] if "." in upload.name else "text"
    return {
        "id": upload.id,
        "name": upload.name,
        "title": upload.title or upload.name,
        "size": upload.length,
        "filetype": ending,
        "mode": "hosted",
        "user": upload.owner,
        "created": int(call.team.clock.now().timestamp()),
        "channels": upload.channels,
        "permalink": f"{call.team.url}files/{upload.owner}/{upload.id}/{upload.name}",
        "url_private": f"{call.team.base_url}/files/{upload.id}",
        "url_private_download": f"{call.team.base_url}/files/{upload.id}",
    }


def info(call: Call) -> Json:
    """Needs files:read, which the app does not ask for; a person's token has it."""
    upload = call.team.uploads.get(call.required("file", "file_not_found"))
    if upload is None:
        raise Refused("file_not_found")
    seen = {conversation.id for conversation in call.team.seen_by(call.actor.user)}
    if upload.owner != call.actor.user and seen.isdisjoint(upload.channels):
        raise Refused("file_not_found")
    return {"file": file_json(call, upload)}


def delete(call: Call) -> Json:
    """Gone everywhere it was shared; where it was, a tombstone is left."""
    upload = call.team.uploads.get(call.required("file", "file_not_found"))
    if upload is None:
        raise Refused("file_not_found")
    if upload.owner != call.actor.user:
        raise Refused("cant_delete_file")
    del call.team.uploads[upload.id]
    stone = {"id": upload.id, "mode": "tombstone"}
    for channel in upload.channels:
        conversation = call.team.state.conversations[channel]
        for message in list(conversation.messages.values()):
            files = message.get("files", [])
            if any(file["id"] == upload.id for file in files):
                left = [stone if file["id"] == upload.id else file for file in files]
                change(call.team, conversation, message["ts"], files=left)
    return {}


METHODS = (
    Method(
        name="files.getUploadURLExternal",
        run=upload_url,
        tier="4",
        scope="files:write",
        what="Where to send a file's bytes",
    ),
    Method(
        name="files.completeUploadExternal",
        run=complete,
        tier="4",
        scope="files:write",
        what="Share uploaded files in a conversation",
    ),
    Method(
        name="files.delete",
        run=delete,
        tier="3",
        scope="files:write",
        what="Delete one of the caller's own files",
    ),
    Method(
        name="files.info",
        run=info,
        tier="4",
        scope="files:read",
        what="A file's name, size and address",
    ),
)
