"""Draw tables as a publisher does, so that reading them can be held against what was drawn.

Everything drawn is invented. `fpdf2` draws tables with wrapped labels; `vl-convert` draws bars with
their figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fpdf import FPDF

SIZE = 8.0
LINE = 9.5


@dataclass
class Drawn:
    """A table to draw: a caption, the labels of its columns, rows of a label and cells.

    `notes` stand below the labels of the columns; a cell of "" is left blank. Where `breaks` names
    a row, the table goes on over the page behind it, with its header again.
    """

    caption: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[str]]]
    notes: Sequence[str] = ()
    source: str = "Bron: verzonnen"
    breaks: Sequence[int] = ()
    align: str = "C"
    label_width: float = 120.0
    prose: Sequence[str] = field(default_factory=tuple)


def draw(path: Path, tables: Sequence[Drawn], *, is_ruled: bool = True) -> Path:
    """Write a PDF with each table on a page of its own."""
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_auto_page_break(False)
    pdf.set_compression(True)
    for table in tables:
        pdf.add_page()
        pdf.set_font("Helvetica", size=SIZE)
        pdf.set_xy(60, 60)
        pdf.multi_cell(450, LINE, "\n".join([*table.prose, ""]) + "\n")
        y = pdf.get_y() + 10
        y = _text(pdf, 60, y, table.caption)
        y = _header(pdf, table, y + 8)
        for number, (label, cells) in enumerate(table.rows):
            y = _row(pdf, table, y, label, cells, is_ruled)
            if number in table.breaks:
                pdf.add_page()
                pdf.set_font("Helvetica", size=SIZE)
                y = _header(pdf, table, 60)
        _text(pdf, 60, y + 4, table.source)
    pdf.output(str(path))
    return path


def _text(pdf: FPDF, x: float, y: float, text: str) -> float:
    pdf.set_xy(x, y)
    pdf.cell(400, LINE, text)
    return y + LINE


def _width(table: Drawn) -> float:
    return min(60.0, 380.0 / max(len(table.columns), 1))


def _header(pdf: FPDF, table: Drawn, y: float) -> float:
    for index, label in enumerate(table.columns):
        pdf.set_xy(60 + table.label_width + index * _width(table), y)
        pdf.multi_cell(_width(table), LINE, label, align=table.align)
    tallest = max(label.count("\n") for label in table.columns) + 1
    y += tallest * LINE
    for index, note in enumerate(table.notes):
        pdf.set_xy(60 + table.label_width + index * _width(table), y)
        pdf.cell(_width(table), LINE, note, align=table.align)
    return y + (LINE if table.notes else 0) + 3


def _row(
    pdf: FPDF, table: Drawn, y: float, label: str, cells: Sequence[str], is_ruled: bool
) -> float:
    pdf.set_xy(60, y + 2)
    pdf.multi_cell(table.label_width - 6, LINE, label, align="L")
    end = pdf.get_y() + 2
    middle = (y + end) / 2 - LINE / 2
    for index, cell in enumerate(cells):
        pdf.set_xy(60 + table.label_width + index * _width(table), middle)
        pdf.cell(_width(table), LINE, cell, align=table.align)
    if is_ruled:
        pdf.line(60, end, 60 + table.label_width + len(cells) * _width(table), end)
    return end
