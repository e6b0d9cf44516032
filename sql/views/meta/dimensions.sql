-- en: Every dimension by which cells are broken down: what it is called, and what its members are.
-- en: Codes stand in the columns <dimension>_code, labels in <dimension>_label_nl and _label_en.
-- nl: Elke dimensie waarnaar cellen zijn uitgesplitst: hoe zij heet, en wat haar leden zijn.
-- nl: Codes staan in de kolommen <dimension>_code, opschriften in <dimension>_label_nl en
--     <dimension>_label_en.
with dimensions (dimension, label_nl, label_en, definition_nl, definition_en) as (
    values
    ('year', 'jaar', 'year', 'Kalenderjaar', 'Calendar year'),
    ('form', 'vorm', 'form', 'Vorm van uitbuiting', 'Form of exploitation'),
    ('sector', 'sector', 'sector', 'Sector van werk', 'Sector of work'),
    (
        'origin',
        'herkomst',
        'origin',
        'Werelddeel of nationaliteit',
        'Region or nationality'
    ),
    ('age', 'leeftijd', 'age', 'Leeftijdsgroep', 'Age group'),
    ('sex', 'geslacht', 'sex', 'Geslacht', 'Sex'),
    ('reporter', 'melder', 'reporter', 'Meldende organisatie', 'Reporting organisation'),
    (
        'outcome',
        'uitkomst',
        'outcome',
        'Stadium of uitkomst van een zaak',
        'Stage or outcome of a case'
    )
)

select
    dimension,
    label_nl,
    label_en,
    definition_nl,
    definition_en
from dimensions
