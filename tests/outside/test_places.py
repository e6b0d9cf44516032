"""A table, a dimension and a column of the facts are added at the places that docs/places.md names.

Nothing else is touched: the places edited here are those of the page, and the copy builds.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.editions import few_tables
from warehouse.place import ROOT

PAGE = (ROOT / "docs" / "places.md").read_text(encoding="utf-8")
MOST = {"A new table": 3, "A new dimension": 12, "A new column of the facts": 6}

# File: what stands there, and what takes its place; a file of one text is new.
Edits = dict[str, tuple[str, str] | str]

TABLE = """\
table_number: 90
heading_nl: Slachtoffers naar {name}
heading_en: Victims by {name}
section: age_and_sex
page: 5
process: victims
unit: victims
population: REPORTED
counting_rule_nl: Elk slachtoffer telt één keer.
counting_rule_en: Each victim counts once.
measure: count
suppression: {{label: <5, min: 0, max: 4}}
additive_over: [{name}]
rows:
  dimensions: [{name}]
  labels:
{labels}
columns:
  dimensions: [year]
  labels:
    2022: 2022
"""

NEW_TABLE: Edits = {
    "seeds/2022/people_by_sex.yml": TABLE.format(name="sex", labels="    F: vrouw\n    M: man"),
    "seeds/2022/people_by_sex.csv": "sex,2022\nF,12\nM,<5\n",
}

NEW_DIMENSION: Edits = {
    "src/warehouse/names.py": ('"reporter", "outcome")', '"reporter", "outcome", "province")'),
    "seeds/codes/province.csv": (
        "province_code,label_nl,label_en,definition_nl,definition_en,parent_code\n"
        "_T,Alle provincies,All provinces,Alle samen,All together,\n"
        "FR,Fryslân,Friesland,Provincie Fryslân,Province of Friesland,_T\n"
        "ZE,Zeeland,Zeeland,Provincie Zeeland,Province of Zeeland,_T\n"
    ),
    "migrations/versions/0001_dimensions.py": (
        '    code_list("reporter")\n',
        '    code_list("reporter")\n    code_list("province")\n',
    ),
    "migrations/versions/0002_facts.py": (
        '"reporter", "outcome")\n',
        '"reporter", "outcome", "province")\n',
    ),
    "sql/comments.yml": (
        "  dim_reporter:\n",
        "  dim_province:\n    en: Code list of provinces.\n    nl: Codelijst van provincies.\n"
        "  dim_reporter:\n",
    ),
    "sql/build/load/05_key_cells.sql": (
        "    coalesce(row_key.outcome_code, column_key.outcome_code) as outcome_code,\n",
        "    coalesce(row_key.outcome_code, column_key.outcome_code) as outcome_code,\n"
        "    coalesce(row_key.province_code, column_key.province_code) as province_code,\n",
    ),
    "sql/views/build/all_codes.sql": (
        "    select\n        'reporter' as dimension,",
        "    select\n        'province' as dimension,\n        province_code as code,\n"
        "        label_nl,\n        label_en,\n        definition_nl,\n        definition_en,\n"
        "        parent_code,\n        sort_order\n    from main.dim_province\n    union\n"
        "    select\n        'reporter' as dimension,",
    ),
    "sql/views/main/labelled_cells.sql": (
        "inner join reporters on",
        "inner join main.dim_province as provinces\n"
        "    on cells.province_code = provinces.province_code\ninner join reporters on",
    ),
    "sql/views/mart/sentence_figures.sql": (
        "inner join main.dim_reporter as",
        "inner join main.dim_province as provinces\n"
        "    on figures.province_code = provinces.province_code\ninner join main.dim_reporter as",
    ),
    "sql/views/analysis/sums.sql": (
        "inner join main.dim_reporter as",
        "inner join main.dim_province as provinces\n"
        "    on sums.province_code = provinces.province_code\ninner join main.dim_reporter as",
    ),
    "sql/views/meta/dimensions.sql": (
        "    ('year',",
        "    ('province', 'provincie', 'province', 'Provincie', 'Province'),\n    ('year',",
    ),
    "sql/views/mart/province.sql": (
        "-- A table by province: one row per printed cell, from the newest edition.\n"
        "select\n    edition_code,\n    table_code,\n    row_position,\n    column_position,\n"
        "    year,\n    province_code,\n    province_label_nl,\n    province_label_en,\n"
        "    printed,\n    count,\n    count_min,\n    count_max\n"
        "from main.labelled_cells\nwhere table_code = getvariable('table_code')\n"
    ),
}
# What a file needs besides its first edit.
MORE = {
    "migrations/versions/0001_dimensions.py": [
        (
            '        "dim_reporter",\n',
            '        "dim_reporter",\n        "dim_province",\n',
        )
    ],
    "sql/comments.yml": [
        (
            "  reporter_code:\n",
            "  province_code:\n    en: Province; _T is not broken down.\n"
            "    nl: Provincie; _T is niet uitgesplitst.\n  reporter_code:\n",
        )
    ],
    "sql/views/mart/sentence_figures.sql": [
        (
            "    figures.reporter_code,\n",
            "    figures.province_code,\n    provinces.label_nl as province_label_nl,\n"
            "    provinces.label_en as province_label_en,\n    figures.reporter_code,\n",
        ),
        (
            "                reporter_code,\n",
            "                province_code,\n                reporter_code,\n",
        ),
    ],
    "sql/views/analysis/sums.sql": [
        (
            "    sums.reporter_code,\n",
            "    sums.province_code,\n    provinces.label_nl as province_label_nl,\n"
            "    provinces.label_en as province_label_en,\n    sums.reporter_code,\n",
        ),
        (
            "        case when contains(added_over, 'reporter')",
            "        case when contains(added_over, 'province') then sum_code "
            "else min(province_code) end\n            as province_code,\n"
            "        case when contains(added_over, 'reporter')",
        ),
    ],
    "sql/views/main/labelled_cells.sql": [
        (
            "    reporters.label_nl as reporter_label_nl,\n",
            "    provinces.label_nl as province_label_nl,\n"
            "    provinces.label_en as province_label_en,\n"
            "    reporters.label_nl as reporter_label_nl,\n",
        )
    ],
}
WITH_DIMENSION: Edits = {
    "seeds/2022/people_by_province.yml": TABLE.format(
        name="province", labels="    FR: Fryslân\n    ZE: Zeeland"
    ),
    "seeds/2022/people_by_province.csv": "province,2022\nFR,12\nZE,<5\n",
}

NEW_COLUMN: Edits = {
    "src/warehouse/build/star.py": (
        '        sa.Column("is_newest", sa.Boolean, nullable=False),\n',
        '        sa.Column("is_newest", sa.Boolean, nullable=False),\n'
        '        sa.Column("is_first", sa.Boolean, nullable=False),\n',
    ),
    "migrations/versions/0002_facts.py": (
        '        sa.Column("is_newest", sa.Boolean(), nullable=False),\n',
        '        sa.Column("is_newest", sa.Boolean(), nullable=False),\n'
        '        sa.Column("is_first", sa.Boolean(), nullable=False),\n',
    ),
    "sql/comments.yml": (
        "  is_newest:\n",
        "  is_first:\n    en: True in the first row.\n    nl: Waar in de eerste rij.\n"
        "  is_newest:\n",
    ),
    "sql/build/load/05_key_cells.sql": (
        "    ) as is_newest,\n",
        "    ) as is_newest,\n    row_key.row_position = 1 as is_first,\n",
    ),
}

CASES = {
    "A new table": (
        NEW_TABLE,
        {},
        "select sex_code, printed, count_max from mart.people_by_sex order by all",
        [("F", "12", 12), ("M", "<5", 4)],
    ),
    "A new dimension": (
        NEW_DIMENSION,
        WITH_DIMENSION,
        "select cells.province_label_en, cells.printed, cells.count_max, codes.label_en "
        "from mart.people_by_province as cells inner join analysis.cell_codes as codes "
        "using (table_code, row_position) where codes.dimension = 'province' order by all",
        [("Friesland", "12", 12, "Friesland"), ("Zeeland", "<5", 4, "Zeeland")],
    ),
    "A new column of the facts": (
        NEW_COLUMN,
        {},
        "select count(*) filter (where is_first) < count(*) from main.all_cells",
        [(True,)],
    ),
}


def places(heading: str) -> set[str]:
    """Return the places that the page lists under a heading."""
    (text,) = re.findall(rf"^## {heading}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    return set(re.findall(r"^- `([^`]+)`", text, re.MULTILINE))


def named(path: str) -> str:
    """Return how the page names a place."""
    for pattern, name in (
        (r"seeds/\d{4}/\w+\.", "seeds/<edition>/<table>."),
        (r"seeds/codes/\w+\.", "seeds/codes/<dimension>."),
        (r"sql/views/mart/[a-z]+\.", "sql/views/mart/<dimension>."),
    ):
        path = re.sub(pattern, name, path)
    return path


def edited(text: str, old: str, new: str) -> str:
    assert old in text, old
    return text.replace(old, new)


@pytest.mark.parametrize("heading", CASES)
def test_it_is_added_at_the_places_of_the_page(tmp_path: Path, heading: str) -> None:
    seeds = few_tables(tmp_path / "seeds")
    edits, besides, query, rows = CASES[heading]
    listed = places(heading) - {"sql/views/mart/<dimensions>.sql"}
    assert {named(path) for path in edits} == listed
    assert len(places(heading)) <= MOST[heading]
    for folder in ("migrations", "sql", "src"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copytree(ROOT / "seeds" / "schema", seeds / "schema", dirs_exist_ok=True)
    for name, edit in (edits | besides).items():
        path = tmp_path / name
        if isinstance(edit, str):
            assert not path.exists(), name
            path.write_text(edit, encoding="utf-8")
            continue
        text = edited(path.read_text(encoding="utf-8"), *edit)
        for more in MORE.get(name, ()) if heading == "A new dimension" else ():
            text = edited(text, *more)
        path.write_text(text, encoding="utf-8")
    command = [sys.executable, "-c", "from warehouse.cli.main import main; main()", "build"]
    built = subprocess.run(
        [*command, "--database", str(tmp_path / "w.duckdb")],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path / "src")},
        capture_output=True,
        check=False,
        text=True,
    )
    assert built.returncode == 0, built.stderr
    with duckdb.connect(str(tmp_path / "w.duckdb"), read_only=True) as connection:
        assert connection.execute(query).fetchall() == rows
