-- A figure of a sentence of which nothing says whom it counts: neither its claim nor its edition.
select
    claim.file,
    claim.counts_line as line,
    'population' as column_name,
    claim.process as value,
    'a population of ' || claim.process || ', here or under populations in edition.yml' as expected,
    'say whom the sentences of the edition count' as remedy
from staging.claim
anti join staging.edition_population
    on
        claim.edition_code = edition_population.edition_code
        and claim.process = edition_population.process
where claim.process is not null and claim.population_code is null
