"""Stories → PDF, Word and Excel files: test documents whose text is kept in a form that can be read and compared."""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document
from openpyxl import Workbook
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Table, TableStyle

MARGIN, GUTTER, HEAD = 50, 20, 40


@dataclass(frozen=True)
class Part:
    """A heading (with its rank), an item, a table (with its rows) or a paragraph of a story."""

    kind: str
    text: str = ""
    rank: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


def parts(story: str) -> Iterator[Part]:
    """Yield the parts of a story; lines that begin with | and follow each other are one table."""
    rows: list[tuple[str, ...]] = []
    for line in [*story.splitlines(), ""]:
        if line.startswith("|"):
            rows.append(tuple(cell.strip() for cell in line.strip().strip("|").split("|")))
            continue
        if rows:
            yield Part("table", rows=tuple(rows))
            rows = []
        heading = re.match(r"(#+) (.+)", line)
        if heading:
            yield Part("heading", heading[2], len(heading[1]))
        elif line.startswith("- "):
            yield Part("item", line[2:])
        elif line:
            yield Part("paragraph", line)


def pdf(story: str) -> bytes:
    """Return a story as a PDF of two columns with a running head and page numbers."""
    styles, file = getSampleStyleSheet(), io.BytesIO()
    found = list(parts(story))
    width = (A4[0] - 2 * MARGIN - GUTTER) / 2
    columns = [Frame(MARGIN + place * (width + GUTTER), MARGIN, width, A4[1] - 2 * MARGIN - HEAD, id=str(place)) for place in (0, 1)]

    def furniture(canvas: Any, document: Any) -> None:  # noqa: ANN401  # reportlab ships no types
        canvas.drawString(MARGIN, A4[1] - MARGIN, found[0].text)
        canvas.drawRightString(A4[0] - MARGIN, MARGIN / 2, f"pagina {document.page}")

    book = BaseDocTemplate(file, pagesize=A4, title=found[0].text, invariant=1)
    book.addPageTemplates([PageTemplate(frames=columns, onPage=furniture)])
    book.build([_flowable(part, styles, width) for part in found])
    return file.getvalue()


def _flowable(part: Part, styles: Mapping[str, object], width: float) -> Flowable:
    if part.kind == "table":
        small = ParagraphStyle("cell", styles["BodyText"], fontSize=8, leading=10)
        cells = [[Paragraph(cell, small) for cell in row] for row in part.rows]
        own = width * 0.4
        widths = [own, *[(width - own) / (len(part.rows[0]) - 1)] * (len(part.rows[0]) - 1)]
        grid, padding = (
            ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
            [(f"{side}PADDING", (0, 0), (-1, -1), 3) for side in ("LEFT", "RIGHT")],
        )
        return Table(cells, colWidths=widths, style=TableStyle([grid, *padding]))
    if part.kind == "item":
        return Paragraph(part.text, ParagraphStyle("item", styles["BodyText"], leftIndent=12, bulletIndent=2), bulletText="•")
    return Paragraph(part.text, styles[f"Heading{part.rank}" if part.kind == "heading" else "BodyText"])


def docx(story: str) -> bytes:
    """Return a story as a Word file with the styles of headings and lists."""
    document, file = Document(), io.BytesIO()
    for part in parts(story):
        if part.kind == "heading":
            document.add_heading(part.text, part.rank)
        elif part.kind == "table":
            table = document.add_table(0, len(part.rows[0]))
            for row in part.rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        else:
            document.add_paragraph(part.text, style="List Bullet" if part.kind == "item" else None)
    document.save(file)
    return file.getvalue()


def xlsx(story: str) -> bytes:
    """Return a story as a workbook with one sheet, its numbers as numbers."""
    book, file = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    for part in parts(story):
        if part.kind == "heading":
            sheet.title = part.text[:31]
        for number, row in enumerate(part.rows):
            sheet.append([_number(cell) if number else cell for cell in row])
    book.save(file)
    return file.getvalue()


def _number(text: str) -> str | float:
    return float(text.replace(",", ".")) if re.fullmatch(r"[0-9]+(?:,[0-9]+)?", text) else text


MAKERS: Mapping[str, Callable[[str], bytes]] = {".pdf": pdf, ".docx": docx, ".xlsx": xlsx}


def content(file: Path) -> tuple[str, bytes]:
    """Return the name and bytes of a test document: a file as it is, a story (NAME.pdf.story) made into its format."""
    if file.suffix != ".story":
        return file.name, file.read_bytes()
    made = Path(file.stem)
    return made.name, MAKERS[made.suffix](file.read_text(encoding="utf-8"))
