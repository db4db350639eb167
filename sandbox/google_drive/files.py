"""The answers of files, permissions, comments, drives and about, as one person gets them."""

import re
from dataclasses import dataclass

from aiohttp import web

from sandbox.google_drive.errors import not_found, refused
from sandbox.google_drive.fields import picked
from sandbox.google_drive.identity import Identity
from sandbox.google_drive.kinds import EXPORTS, is_native
from sandbox.google_drive.listing import PARAMETERS, Listing
from sandbox.google_drive.parameters import page, parameters
from sandbox.google_drive.sharing import Sharings
from sandbox.google_drive.shelf import content, drive_id, exported, metadata, moment, user
from sandbox.wire import Json
from sandbox.workspace.schema import Comment, DriveFile

# Source: the description of files.export in the API's discovery document.
EXPORT_LIMIT = 10 * 2**20
_BRIEF = "kind,id,name,mimeType"
_PAGING = ("pageSize", "pageToken")


@dataclass(slots=True, kw_only=True)
class FileAnswers:
    files: dict[str, DriveFile]
    sharings: Sharings
    identity: Identity

    def visible(self, file_id: str, email: str) -> DriveFile:
        """The file, if this person may open it.

        Raises:
            RefusedError: 404, missing and not visible alike.
        """
        file = self.files.get(file_id)
        if file is None or not self.sharings.may_open(file, email):
            raise not_found(file_id)
        return file

    async def about(self, request: web.Request) -> web.Response:
        asked = await parameters(request)
        email = self.identity.email(request)
        person = self.sharings.person(email)
        me = user(self.sharings, person.handle if person else email, me=email)
        answer = {"kind": "drive#about", "user": me}
        fields = _mandatory(asked.get("fields"))
        return web.json_response(picked(answer, fields, schema="About"))

    async def drives(self, request: web.Request) -> web.Response:
        asked = await parameters(request, *_PAGING)
        email = self.identity.email(request)
        names = {file.shared_drive for file in self.files.values() if self._lists(file, email)}
        found = [_drive(name) for name in sorted(names - {""})]
        size = asked.number("pageSize", default=10, most=100)
        drives, token = page(found, asked, size=size)
        answer: Json = {"kind": "drive#driveList", "drives": list(drives)} | _next(token)
        return web.json_response(picked(answer, asked.get("fields"), schema="DriveList"))

    async def list(self, request: web.Request) -> web.Response:
        asked = await parameters(request, *PARAMETERS)
        email = self.identity.email(request)
        listing = Listing(files=self.files, sharings=self.sharings)
        found = listing.found(asked, email)
        size = asked.number("pageSize", default=100, most=1000)
        files, token = page(found, asked, size=size)
        answer: Json = {
            "kind": "drive#fileList",
            "incompleteSearch": False,
            "files": [metadata(file, self.sharings, email) for file in files],
        }
        default = f"kind,incompleteSearch,nextPageToken,files({_BRIEF})"
        fields = asked.get("fields", default)
        return web.json_response(picked(answer | _next(token), fields, schema="FileList"))

    async def get(self, request: web.Request) -> web.Response:
        asked = await parameters(request, "acknowledgeAbuse")
        email = self.identity.email(request)
        file = self.visible(request.match_info["file_id"], email)
        if file.shared_drive and not asked.flag("supportsAllDrives"):
            raise not_found(file.id)
        if asked.get("alt") == "media":
            return _media(request, file)
        found = metadata(file, self.sharings, email)
        fields = asked.get("fields", _BRIEF)
        return web.json_response(picked(found, fields, schema="File"))

    async def export(self, request: web.Request) -> web.Response:
        asked = await parameters(request, "mimeType")
        file = self.visible(request.match_info["file_id"], self.identity.email(request))
        if file.kind not in EXPORTS:
            message = "Export only supports Docs Editors files."
            raise refused(403, "fileNotExportable", message)
        wanted = asked.get("mimeType")
        if wanted not in EXPORTS[file.kind]:
            message = "The requested conversion is not supported."
            raise refused(400, "badRequest", message, location="convertTo")
        body = exported(file, wanted)
        if len(body) > EXPORT_LIMIT:
            message = "This file is too large to be exported."
            raise refused(403, "exportSizeLimitExceeded", message)
        return web.Response(body=body, content_type=wanted)

    async def permissions(self, request: web.Request) -> web.Response:
        """Open to every reader; the real one wants the right to share outside shared drives."""
        asked = await parameters(request, *_PAGING)
        file = self._visible_here(request, supports_drives=asked.flag("supportsAllDrives"))
        grants = [grant.as_json() for grant in self.sharings.grants(file)]
        size = asked.number("pageSize", default=100, most=100)
        found, token = page(grants, asked, size=size)
        answer: Json = {"kind": "drive#permissionList", "permissions": list(found)}
        default = "kind,nextPageToken,permissions(kind,id,type,role)"
        fields = asked.get("fields", default)
        return web.json_response(picked(answer | _next(token), fields, schema="PermissionList"))

    async def comments(self, request: web.Request) -> web.Response:
        asked = await parameters(request, *_PAGING, "includeDeleted", "startModifiedTime")
        file = self._visible_here(request, supports_drives=True)
        fields = _mandatory(asked.get("fields"))
        found = [self._comment(file, n, one) for n, one in enumerate(file.comments)]
        size = asked.number("pageSize", default=20, most=100)
        comments, token = page(found, asked, size=size)
        answer: Json = {"kind": "drive#commentList", "comments": list(comments)}
        return web.json_response(picked(answer | _next(token), fields, schema="CommentList"))

    def _visible_here(self, request: web.Request, *, supports_drives: bool) -> DriveFile:
        file = self.visible(request.match_info["file_id"], self.identity.email(request))
        if file.shared_drive and not supports_drives:
            raise not_found(file.id)
        return file

    def _lists(self, file: DriveFile, email: str) -> bool:
        return self.sharings.finds(file, email)

    def _comment(self, file: DriveFile, number: int, comment: Comment) -> Json:
        author = user(self.sharings, comment.author, me="")
        return {
            "kind": "drive#comment",
            "id": f"{file.id}-comment-{number}",
            "author": {"kind": "drive#user", "displayName": author["displayName"], "me": False},
            "content": comment.text,
            "htmlContent": comment.text,
            "createdTime": moment(comment.at),
            "modifiedTime": moment(comment.at),
            "deleted": False,
            "resolved": False,
            "replies": [],
        }


def _mandatory(fields: str) -> str:
    if not fields:
        message = "The 'fields' parameter is required for this method."
        raise refused(400, "required", message, location="fields")
    return fields


def _next(token: str) -> Json:
    return {"nextPageToken": token} if token else {}


def _drive(name: str) -> Json:
    return {"kind": "drive#drive", "id": drive_id(name), "name": name}


def _media(request: web.Request, file: DriveFile) -> web.Response:
    """The bytes, or the range of them that the request names; 416 past their end."""
    if is_native(file):
        message = "Only files with binary content can be downloaded."
        raise refused(403, "fileNotDownloadable", message, location="alt")
    whole, kind = content(file), "application/octet-stream"
    wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", request.headers.get("Range", ""))
    if wanted is None:
        return web.Response(body=whole, content_type=kind)
    start, last = int(wanted[1]), int(wanted[2] or len(whole))
    if start >= len(whole):
        return web.Response(status=416, headers={"Content-Range": f"bytes */{len(whole)}"})
    part = whole[start : last + 1]
    about = f"bytes {start}-{start + len(part) - 1}/{len(whole)}"
    headers = {"Content-Range": about}
    return web.Response(status=206, body=part, content_type=kind, headers=headers)
