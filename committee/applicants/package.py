"""The parts of an XLSX file, and which of its worksheets is read.

An XLSX file is a zip of XML parts. A few kilobytes can unpack to gigabytes, two entries can have one name, and
XML can hold entities that grow without end. So sizes are looked at before anything is unpacked, and
:func:`read_xml` refuses every document type, which no spreadsheet program writes.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

from committee.errors import Problem, SheetRefused

_MOST_UNPACKED: Final = 256 * 1024 * 1024
_CHUNK: Final = 1 << 20

_BOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
STRINGS: Final = "xl/sharedStrings.xml"
"""The part with the texts that cells refer to by number."""

_ALWAYS: Final = ("[Content_Types].xml", "_rels/.rels", _BOOK, _RELATIONS, "xl/styles.xml", STRINGS)
"""What the reader of values needs besides the worksheet."""

Attributes = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPart:
    """One sheet of a workbook. ``index`` counts all sheets from 0; ``part`` is where its cells lie in the zip."""

    name: str
    index: int
    part: str
    is_visible: bool
    is_worksheet: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What the workbook says of itself. ``is_uncomputed``: it asks for its formulas to be computed on opening."""

    sheets: tuple[SheetPart, ...]
    is_uncomputed: bool
    strings: str = STRINGS
    """Where the texts lie that cells refer to by number."""

    @property
    def first_visible(self) -> SheetPart | None:
        """The first worksheet that a person sees, or None."""
        return next((sheet for sheet in self.sheets if sheet.is_worksheet and sheet.is_visible), None)


class Package:
    """The zip, opened. Part names are compared without case and leading slash, as spreadsheet programs do.

    Raises
    ------
    SheetRefused
        If it is no XLSX workbook, unpacks to too much, or holds two parts of one name.
    """

    def __init__(self, content: bytes, file: str) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        entries = self._archive.infolist()
        self._entries = {_key(entry.filename): entry for entry in entries}
        if _BOOK not in self._entries:
            raise refused(file, "this is a zip file but not an XLSX workbook; give CSV or XLSX")
        if sum(entry.file_size for entry in entries) > _MOST_UNPACKED:
            raise refused(file, f"the workbook unpacks to more than {_MOST_UNPACKED // 1024 // 1024} MB")
        if len(self._entries) < len(entries):
            raise refused(file, "the workbook holds two parts of one name; save it again in a spreadsheet program")

    def part(self, name: str) -> bytes:
        """The content of the part ``name``; nothing where there is no such part."""
        entry = self._entries.get(_key(name))
        return b"" if entry is None else self._archive.read(entry)

    def only(self, part: str, *, strings: str = STRINGS) -> io.BytesIO:
        """A workbook that has ``part`` for its single worksheet, so that everybody reads the same bytes.

        Its texts are those of the part ``strings``, and stand where the reader of values looks for them.
        """
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            for name in dict.fromkeys((*_ALWAYS, part)):
                source = strings if name == STRINGS else name
                if _key(source) in self._entries:
                    archive.writestr(name, self.part(source))
        made.seek(0)
        return made


def read_book(package: Package) -> Book:
    """The sheets of the workbook, in its order."""
    targets: dict[str, Attributes] = {}
    sheets: list[Attributes] = []
    uncomputed: list[bool] = []

    def start(name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            targets[attributes.get("Id", "")] = attributes
        elif name == "sheet":
            sheets.append(attributes)
        elif name == "calcPr":
            uncomputed.append(is_true(attributes.get("fullCalcOnLoad")))

    for part in (_RELATIONS, _BOOK):
        read_xml(package.part(part), start=start)
    strings = (_target(one) for one in targets.values() if _type(one).endswith("/sharedstrings"))
    return Book(
        sheets=tuple(_sheet(*each, targets) for each in enumerate(sheets)),
        is_uncomputed=any(uncomputed),
        strings=next(strings, STRINGS),
    )


def read_xml(
    content: bytes,
    *,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Tell every element of an XML part, by its name without prefix or namespace.

    The XLSX of old and the strict one differ in their namespaces alone, and a writer may choose any prefix. An
    attribute of a namespace is told as its name with a space in front (`` id``).

    Raises
    ------
    ValueError
        If ``content`` is no XML, or declares a document type.
    """

    def told(name: str, attributes: Attributes) -> None:
        start(name.rpartition(" ")[2], {_attribute(key): value for key, value in attributes.items()})

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = told
    if end is not None:
        parser.EndElementHandler = lambda name: end(name.rpartition(" ")[2])
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        for place in range(0, len(content), _CHUNK):
            parser.Parse(content[place : place + _CHUNK])
        parser.Parse(b"", True)  # noqa: FBT003 - expat's own way to say that this was all
    except expat.ExpatError as error:
        raise ValueError(f"its XML is damaged: {error}") from None


def refused(file: str, sentence: str) -> SheetRefused:
    """One problem with the whole ``file``."""
    return SheetRefused(Problem(place=file, allowed=sentence))


def is_true(text: str | None) -> bool:
    """Whether an attribute says yes."""
    return text is not None and text.strip().lower() in ("1", "true", "on")


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _attribute(name: str) -> str:
    space, blank, local = name.rpartition(" ")
    return f" {local}" if space and blank else name


def _refuse_doctype(*_: object) -> None:
    raise ValueError("its XML declares a document type")


def _sheet(index: int, attributes: Attributes, targets: Mapping[str, Attributes]) -> SheetPart:
    relation = targets.get(attributes.get(" id", ""), {})
    return SheetPart(
        name=attributes.get("name", ""),
        index=index,
        part=_target(relation),
        is_visible=attributes.get("state", "visible").lower() == "visible",
        is_worksheet=_type(relation).endswith("/worksheet"),
    )


def _type(relation: Attributes) -> str:
    return relation.get("Type", "").lower()


def _target(relation: Attributes) -> str:
    """The part that a relation of the workbook leads to."""
    target = relation.get("Target", "").replace("\\", "/")
    if target.lstrip("/").lower().startswith("xl/"):  # some writers leave out the slash in front
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
