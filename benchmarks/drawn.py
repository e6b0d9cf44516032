"""Draw tables as a publisher does, so that reading them can be held against what was drawn.

Everything drawn is invented. `fpdf2` draws tables with wrapped labels; `vl-convert` draws bars with
their figures.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2
from fpdf import FPDF

from warehouse.charts.render import program
from warehouse.edition.files import Edition, Table

SIZE = 8.0
LINE = 9.5
GROUP = 3  # digits between the points of thousands
LONGEST = 10  # letters of the label of a column on one line


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
    column_width: float = 60.0
    prose: Sequence[str] = field(default_factory=tuple)


def draw(path: Path, tables: Sequence[Drawn], *, is_ruled: bool = True) -> Path:
    """Write a PDF with each table on a page of its own."""
    pdf = FPDF(unit="pt", format="A4", orientation="landscape")
    pdf.set_auto_page_break(False)
    pdf.core_fonts_encoding = "windows-1252"  # has the dash of the headings
    for table in tables:
        pdf.add_page()
        pdf.set_font("Helvetica", size=SIZE)
        pdf.set_xy(60, 60)
        pdf.multi_cell(450, LINE, "\n".join([*table.prose, ""]) + "\n")
        y = pdf.get_y() + 10
        y = _text(pdf, 60, y, table.caption)
        if not table.columns:
            continue
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
    return min(table.column_width, 600.0 / len(table.columns))


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


def tables_of(edition: Edition) -> list[Drawn]:
    """Return the tables of an edition as they are printed."""
    return [_drawn(table) for table in edition.tables if table.lines]


def _drawn(table: Table) -> Drawn:
    columns = table.meta["columns"]
    inner = columns.get("in_label")
    header = table.lines[0][1:]
    rows = []
    for line in table.lines[1:]:
        cells = dict(zip(header, line[1:], strict=True))
        label = table.meta["rows"]["labels"][line[0]]
        label += f" ({cells[inner]})" if inner else ""
        own = [_printed(cells[code]) for code in header if code != inner]
        rows.append((label, own))
    labels = [columns["labels"][code] for code in header if code != inner]
    # A long label goes over several lines, at its spaces.
    labels = [label.replace(" ", "\n") if len(label) > LONGEST else label for label in labels]
    return Drawn(table.meta["heading_nl"], labels, rows, column_width=90, label_width=150)


def _printed(cell: str) -> str:
    """Return a cell of a seed as print has it: thousands with a point, a blank as nothing."""
    if cell.isdigit() and len(cell) > GROUP:
        return f"{int(cell):,}".replace(",", ".")
    return {":": "", "?": "<5"}.get(cell, cell)


def draw_bars(path: Path, tables: Sequence[Drawn]) -> Path:
    """Write a PDF with each table on a page of its own, below bars; another program draws it."""
    whole = pypdfium2.PdfDocument.new()
    for table in tables:
        page = pypdfium2.PdfDocument(program().vegalite_to_pdf(json.dumps(_chart(table))))
        whole.import_pages(page)
    whole.save(str(path))
    return path


def _chart(table: Drawn) -> dict[str, Any]:
    columns = [label.replace("\n", " ") for label in table.columns]
    cells = [
        {"row": label, "column": column, "text": text, "value": _value(text)}
        for label, own in table.rows
        for column, text in zip(columns, own, strict=True)
    ]
    across = {"field": "column", "type": "nominal", "sort": None, "title": None}
    down = {"field": "row", "type": "nominal", "sort": None, "title": None}
    axis = {"orient": "top", "labelAngle": 0, "labelLimit": 400, "ticks": False, "domain": False}
    step = {"step": max(50, 7 * max(map(len, columns)))}
    bars = {
        "width": step,
        "height": 120,
        "mark": "bar",
        "encoding": {
            "x": across | {"axis": None},
            "y": {"field": "value", "type": "quantitative", "title": None},
            "color": down | {"legend": None},
        },
    }
    below = {
        "width": step,
        "height": {"step": 16},
        "mark": "text",
        "encoding": {
            "x": across | {"axis": axis},
            "y": down | {"axis": {"labelLimit": 400, "ticks": False, "domain": False}},
            "text": {"field": "text"},
        },
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {"text": table.caption, "anchor": "start"},
        "data": {"values": cells},
        "vconcat": [bars, below],
        "spacing": 4,
    }


def _value(text: str) -> float:
    digits = "".join(letter for letter in text if letter.isdigit())
    return float(digits or 0)
