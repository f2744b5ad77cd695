"""The beginnings of files, as the programs that make them write them."""

from __future__ import annotations

import io
import zipfile

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"
OGG = b"OggS\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00OpusHead"
PAGE = b"<!DOCTYPE html><script>alert(1)</script>"
DRAWING = b"\xef\xbb\xbf <svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff"


def packed(*files: tuple[str, str]) -> bytes:
    """A zip file of (name, content)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as box:
        for name, content in files:
            box.writestr(name, content)
    return out.getvalue()


DOCX = packed(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>"))
ODT = packed(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<o/>"))
EPUB = packed(("mimetype", "application/epub+zip"), ("META-INF/container.xml", "<c/>"))
ZIP = packed(("notes.txt", "hello"))
