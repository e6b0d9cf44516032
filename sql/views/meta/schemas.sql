-- en: What each schema of this file is for; DuckDB itself keeps no comments on schemas.
-- nl: Waar elk schema van dit bestand voor is; DuckDB zelf bewaart geen commentaar bij schema’s.
with schemas as (
    select object_name as schema_name
    from build.objects
    where object_kind = 'schema'
    union all
    select 'main' as schema_name
),

tables as (
    select
        split_part(object_name, '.', 1) as schema_name,
        count(*) as tables
    from build.objects
    where object_kind in ('table', 'view')
    group by schema_name
),

-- `report` stands for each schema report_<edition>, and {} for its edition.
purposes (purpose, description_nl, description_en) as (
    values
    (
        'main',
        'De ster: feiten, dimensies, wat over cijfers wordt gezegd, en alle cellen samen.',
        'The star: facts, dimensions, what is said of the figures, and all cells together.'
    ),
    (
        'build',
        'Wat het bouwen over dit bestand zegt, en waar views uit zijn gemaakt; lees het in meta.',
        'What the build says of this file, and what views are made of; read it in meta.'
    ),
    (
        'mart',
        'Eén view per tabel van het rapport, één rij per cel, om te tekenen en te rekenen; en '
        || 'macro’s die met grenzen rekenen.',
        'One view per table of the report, one row per cell, to chart and compute; and macros '
        || 'that compute with bounds.'
    ),
    (
        'analysis',
        'De gewone vragen: aandelen, veranderingen, rangen, sommen en resten, als bereik.',
        'The usual questions: shares, changes, ranks, sums and rests, as intervals.'
    ),
    (
        'quality',
        'Hoe ver de cijfers te vertrouwen zijn: beweringen, regels, correcties en herzieningen.',
        'How far to trust the figures: claims, rules, corrections and revisions.'
    ),
    (
        'meta',
        'Wat er in dit bestand staat: schema’s, tabellen, kolommen, macro’s, codes en dimensies, '
        || 'en een zoekview.',
        'What is in this file: schemas, tables, columns, macros, codes, dimensions, and a search.'
    ),
    (
        'report',
        'De tabellen van editie {} precies zoals gedrukt, als tekst.',
        'The tables of edition {} exactly as printed, as text.'
    )
)

select
    schemas.schema_name,
    replace(purposes.description_nl, '{}', regexp_replace(schemas.schema_name, '^report_', ''))
        as description_nl,
    replace(purposes.description_en, '{}', regexp_replace(schemas.schema_name, '^report_', ''))
        as description_en,
    coalesce(tables.tables, 0) as tables
from schemas
left join purposes on split_part(schemas.schema_name, '_', 1) = purposes.purpose
left join tables on schemas.schema_name = tables.schema_name
