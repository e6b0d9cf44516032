-- mart.point(lowest, highest)
-- The one value between two bounds; empty where they differ or one is missing.
create macro mart.point(lowest, highest) as
case when lowest = highest then lowest end;
