-- en: What is in the file?
-- nl: Wat staat er in het bestand?
-- part: finding
select
    schema_name,
    description_en,
    tables
from meta.schemas
order by schema_name
