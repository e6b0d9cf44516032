-- en: Why cells have no sum: two of them that may not be added, by what tells them apart. Empty
--     where they may be.
-- nl: Waarom cellen geen som hebben: twee die niet mogen worden opgeteld, met wat ze uit elkaar
--     houdt. Leeg waar het mag.
create macro mart.refusal(told_apart) as
case
    when count(distinct told_apart) > 1
        then 'may not be added: ' || min(told_apart) || ' | ' || max(told_apart)
end;
