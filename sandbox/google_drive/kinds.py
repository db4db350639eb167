"""The kinds of file: their media types, addresses and what they can be exported to."""

from sandbox.workspace.schema import DriveFile, FileKind

GOOGLE = "application/vnd.google-apps."
OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = OFFICE + "wordprocessingml.document"
PPTX = OFFICE + "presentationml.presentation"

MIME_TYPES: dict[FileKind, str] = {
    "doc": GOOGLE + "document",
    "sheet": GOOGLE + "spreadsheet",
    "slides": GOOGLE + "presentation",
    "folder": GOOGLE + "folder",
    "pdf": "application/pdf",
    "docx": DOCX,
    "pptx": PPTX,
    "text": "text/plain",
}
EXPORTS: dict[FileKind, tuple[str, ...]] = {
    "doc": ("text/markdown", "text/plain", "application/pdf", DOCX),
    "sheet": ("text/csv",),
    "slides": ("text/plain", "application/pdf", PPTX),
}
_ADDRESSES: dict[FileKind, str] = {
    "doc": "https://docs.google.com/document/d/{}/edit",
    "sheet": "https://docs.google.com/spreadsheets/d/{}/edit",
    "slides": "https://docs.google.com/presentation/d/{}/edit",
    "folder": "https://drive.google.com/drive/folders/{}",
}


def mime_type(file: DriveFile) -> str:
    if file.kind == "text" and file.name.lower().endswith((".md", ".markdown")):
        return "text/markdown"
    return MIME_TYPES[file.kind]


def address(file: DriveFile) -> str:
    """Where the file opens in a browser."""
    return _ADDRESSES.get(file.kind, "https://drive.google.com/file/d/{}/view").format(file.id)


def is_native(file: DriveFile) -> bool:
    """Whether it is Google's own kind, which is exported and never downloaded."""
    return mime_type(file).startswith(GOOGLE)
