"""Drive files as docs/workspace.md writes them."""

from sandbox.workspace.fields import Fields
from sandbox.workspace.schema import Comment, DriveFile, FileKind, Sharing, SheetTab


def drive_file(fields: Fields) -> DriveFile:
    """One file of `drive/*.yaml`.

    Raises:
        ContentError: a field is missing, unknown or of the wrong shape.
    """
    owner, created = fields.text("owner"), fields.moment("created")
    file = DriveFile(
        id=fields.text("id"),
        name=fields.text("name"),
        kind=fields.choice("kind", FileKind, "doc"),
        owner=owner,
        created=created,
        modified=fields.moment("modified", created),
        modified_by=fields.text("modified_by", owner),
        sharing=_sharing(fields.inner("sharing")),
        folder=fields.text("folder", ""),
        shared_drive=fields.text("shared_drive", ""),
        text=fields.text("text", "").strip(),
        tabs=tuple(_tab(one) for one in fields.children("tabs")),
        comments=comments(fields),
        trashed=fields.flag("trashed", default=False),
    )
    fields.finish()
    return file


def comments(fields: Fields) -> tuple[Comment, ...]:
    return tuple(_comment(one) for one in fields.children("comments"))


def _sharing(fields: Fields) -> Sharing:
    sharing = Sharing(
        domain=fields.flag("domain", default=False),
        link=fields.flag("link", default=False),
        people=fields.texts("people"),
        groups=fields.texts("groups"),
    )
    fields.finish()
    return sharing


def _tab(fields: Fields) -> SheetTab:
    tab = SheetTab(name=fields.text("name"), rows=fields.rows("rows"))
    fields.finish()
    return tab


def _comment(fields: Fields) -> Comment:
    comment = Comment(
        author=fields.text("author"), at=fields.moment("at"), text=fields.text("text")
    )
    fields.finish()
    return comment
