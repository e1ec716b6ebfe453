-- A partition of the usage history for this month and each of the next twelve, where there is none yet.
-- A month that the default partition already holds rows of stays there: moving them is the operator's decision.
do $$
declare
    first_day date := date_trunc('month', now() at time zone 'UTC')::date;
    from_at   timestamptz;
    to_at     timestamptz;
    part_name text;
begin
    for ahead in 0..12 loop
        from_at := (first_day + make_interval(months => ahead)) at time zone 'UTC';
        to_at := (first_day + make_interval(months => ahead + 1)) at time zone 'UTC';
        part_name := 'usage_history_' || to_char(first_day + make_interval(months => ahead), 'YYYYMM');
        if to_regclass(part_name) is null
            and not exists (select from usage_history_default where occurred_at >= from_at and occurred_at < to_at)
        then
            execute format('create table %I partition of usage_history for values from (%L) to (%L)', part_name, from_at, to_at);
        end if;
    end loop;
end
$$;
