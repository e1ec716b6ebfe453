-- The proof of what was divided outlives the pool: its runs stay, and what their reader needs to know of it. The platform's, so no
-- tenant's rows and behind no wall.
create table deleted_pools (
    pool_id       uuid        not null primary key,
    name          text        not null,
    resource_type text        not null,
    deleted_by    text        not null,
    deleted_at    timestamptz not null
);
create index deleted_pools_old on deleted_pools (deleted_at);

alter table pool_runs drop constraint pool_runs_pool_id_fkey;

-- How many members all runs of the pool up to this one have had, each run counted as one more: what history weighs is the
-- difference of two rows, so that the oldest are found without counting.
alter table pool_runs add column parts_until bigint;
update pool_runs r set parts_until = n.parts_until
from (
    select pool_id, number,
           sum(1 + json_array_length(cast(division as json) -> 'members')) over (partition by pool_id order by number) as parts_until
    from pool_runs) n
where n.pool_id = r.pool_id and n.number = r.number;
alter table pool_runs alter column parts_until set not null;
create unique index pool_runs_by_parts on pool_runs (pool_id, parts_until);

grant select, insert, update, delete on deleted_pools to "${app_role}";
