-- en: The one value between two bounds; empty where they differ or one is missing.
-- nl: De ene waarde tussen twee grenzen; leeg waar zij verschillen of er één ontbreekt.
create macro mart.point(lowest, highest) as
case when lowest = highest then lowest end;
