"""What Drive and Sheets answer, as far as we ask for it."""

from datetime import datetime

from pydantic import AliasGenerator, BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

FILE_FIELDS = (
    "id,name,mimeType,createdTime,modifiedTime,webViewLink,size,version,headRevisionId,driveId,"
    "trashed,owners(displayName,emailAddress),lastModifyingUser(displayName,emailAddress),"
    "shortcutDetails,capabilities(canDownload)"
)
_GRANT = "type,emailAddress,domain,allowFileDiscovery,expirationTime,deleted,view"
PERMISSION_FIELDS = f"nextPageToken,permissions({_GRANT})"
# Google lists all permissions of a file for who may share it, and none for the others.
LIST_FIELDS = f"nextPageToken,incompleteSearch,files({FILE_FIELDS},permissions({_GRANT}))"
COMMENT_FIELDS = (
    "nextPageToken,comments(author(displayName),content,createdTime,deleted,resolved,"
    "quotedFileContent(value),replies(author(displayName),content,createdTime,deleted))"
)
SHEET_FIELDS = "sheets(properties(title,sheetType,hidden,gridProperties))"


class _Shape(BaseModel):
    model_config = ConfigDict(
        alias_generator=AliasGenerator(validation_alias=to_camel), frozen=True
    )


class User(_Shape):
    display_name: str = ""
    email_address: str = ""


class About(_Shape):
    user: User


class Shortcut(_Shape):
    target_id: str = ""


class Capabilities(_Shape):
    can_download: bool = True


class Permission(_Shape):
    """`view` marks a permission that shows only a part of the file."""

    type: str
    email_address: str = ""
    domain: str = ""
    allow_file_discovery: bool = False
    expiration_time: datetime | None = None
    deleted: bool = False
    view: str = ""


class File(_Shape):
    """Shared drives own their files, so that there `owners` is empty.

    `permissions` are None where they were not given.
    """

    id: str
    name: str = ""
    mime_type: str = ""
    created_time: datetime | None = None
    modified_time: datetime | None = None
    web_view_link: str = ""
    size: int | None = None
    version: str = ""
    head_revision_id: str = ""
    drive_id: str = ""
    trashed: bool = False
    owners: tuple[User, ...] = ()
    last_modifying_user: User = User()
    shortcut_details: Shortcut = Shortcut()
    capabilities: Capabilities = Capabilities()
    permissions: tuple[Permission, ...] | None = None

    @property
    def author(self) -> str:
        return (
            self.owners[0].display_name
            if self.owners
            else self.last_modifying_user.display_name
        )

    @property
    def revision(self) -> str:
        return self.version or self.head_revision_id


class FileList(_Shape):
    files: tuple[File, ...] = ()
    incomplete_search: bool = False
    next_page_token: str = ""


class PermissionList(_Shape):
    permissions: tuple[Permission, ...] = ()
    next_page_token: str = ""


class Quoted(_Shape):
    value: str = ""


class Reply(_Shape):
    author: User = User()
    content: str = ""
    created_time: datetime | None = None
    deleted: bool = False


class Comment(_Shape):
    author: User = User()
    content: str = ""
    created_time: datetime | None = None
    deleted: bool = False
    resolved: bool = False
    quoted_file_content: Quoted = Quoted()
    replies: tuple[Reply, ...] = ()


class CommentList(_Shape):
    comments: tuple[Comment, ...] = ()
    next_page_token: str = ""


class Grid(_Shape):
    row_count: int = 0
    column_count: int = 0


class TabProperties(_Shape):
    title: str = ""
    sheet_type: str = "GRID"
    hidden: bool = False
    grid_properties: Grid = Grid()


class Tab(_Shape):
    properties: TabProperties


class Spreadsheet(_Shape):
    sheets: tuple[Tab, ...] = ()


class ValueRange(_Shape):
    values: tuple[tuple[str | float | bool | None, ...], ...] = ()


class BatchValues(_Shape):
    value_ranges: tuple[ValueRange, ...] = ()
