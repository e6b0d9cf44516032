-- Fill the facts: the one statement per table that can have millions of rows.
insert into fact_victims by name
select * exclude (process)
from staging.fact
where process = 'victims'
order by edition_code, table_code, row_position, column_position;

insert into fact_suspects by name
select * exclude (process)
from staging.fact
where process = 'suspects'
order by edition_code, table_code, row_position, column_position;

insert into fact_cases by name
select * exclude (process)
from staging.fact
where process = 'cases'
order by edition_code, table_code, row_position, column_position;
