-- Sentences of one edition that its tables do not bear out, in the order of the report.
-- Parameter: the edition.
-- Hidden: values are intervals of printed bounds.
select * from quality.claims
where edition_code = $1 and verdict = 'contradicted'
order by sort_order
