-- nl: Hoe ziet een tabel er in druk uit?
-- en: What does a table look like in print?
select * from report_2022.origin_by_form
