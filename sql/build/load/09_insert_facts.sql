-- Fill the facts: the one statement per table that can have millions of rows.
insert into fact_victims by name
select * exclude (process)
from staging.stored_fact
where process = 'victims';

insert into fact_suspects by name
select * exclude (process)
from staging.stored_fact
where process = 'suspects';

insert into fact_cases by name
select * exclude (process)
from staging.stored_fact
where process = 'cases';
