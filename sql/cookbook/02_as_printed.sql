-- en: What does a table look like in print?
-- nl: Hoe ziet een tabel er in druk uit?
-- part: finding
select * from report_2022.origin_by_form
