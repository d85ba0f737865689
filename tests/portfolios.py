"""PDF portfolios made for tests, their files in the order given."""

import io
import zlib
from collections.abc import Sequence

import pypdf
from pypdf.generic import DictionaryObject, NameObject, StreamObject

COVER = "For the best experience, open this PDF portfolio in Acrobat X or Adobe Reader X, or later."


def pdf_of(*pages: str) -> bytes:
    """A PDF whose pages show these lines."""
    writer = pypdf.PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for line in pages:
        page = writer.add_blank_page(width=595, height=842)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        drawn = StreamObject()
        drawn.set_data(f"BT /F1 10 Tf 20 700 Td ({line}) Tj ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(drawn)
    return _bytes_of(writer)


def portfolio_of(
    files: Sequence[tuple[str, bytes]], *, pages: bytes | None = None, is_collection: bool = True, password: str = ""
) -> bytes:
    """A portfolio of the files (name, content); `pages` is the PDF in front, a cover sheet when None."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pages or pdf_of(COVER)))
    for name, content in files:
        writer.add_attachment(name, content)
    if is_collection:
        writer.root_object[NameObject("/Collection")] = DictionaryObject()
    if password:
        writer.encrypt(user_password="", owner_password=password, algorithm="AES-256")
    return _bytes_of(writer)


def with_lost_file(portfolio: bytes, name: str) -> bytes:
    """The portfolio with the content of the file of this name gone, its entry still there."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(portfolio))
    for item in writer.attachment_list:
        if item.name == name:
            del item.pdf_object["/EF"]
    return _bytes_of(writer)


def zeros(size_bytes: int) -> StreamObject:
    """So many zero bytes as a compressed stream."""
    stream = StreamObject()
    stream._data = zlib.compress(bytes(size_bytes), 9)
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    return stream


def with_swollen_file(portfolio: bytes, name: str, size_bytes: int) -> bytes:
    """The portfolio with so many zero bytes for the file of this name, packed into a thousandth of that."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(portfolio))
    for item in writer.attachment_list:
        if item.name == name:
            item.pdf_object["/EF"][NameObject("/F")] = writer._add_object(zeros(size_bytes))
    return _bytes_of(writer)


def _bytes_of(writer: pypdf.PdfWriter) -> bytes:
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()
