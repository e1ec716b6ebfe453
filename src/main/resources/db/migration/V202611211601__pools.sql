-- Capacity that tenants share. The platform's, so no tenant's row and behind no wall; the members are.
create table pools (
    id                 uuid           not null primary key,
    name               text           not null,
    resource_type      text           not null,
    capacity           numeric(20, 4) not null,
    strategy           text           not null,
    oversubscribe      boolean        not null,
    floor_percent      numeric(5, 2)  not null,
    reclaim_grace_ms   bigint         not null,
    -- the newest run, and when the next is due
    run_number         bigint         not null,
    due_at             timestamptz    not null,
    -- whether every member's share in force is what the strategy says
    settled            boolean        not null,
    version            bigint         not null,
    created_at         timestamptz    not null,
    updated_at         timestamptz    not null,
    constraint pool_name_is_one unique (name),
    constraint pool_name_form check (length(name) between 1 and 128),
    constraint pool_capacity_is_an_amount check (capacity between 0 and 1000000000000000),
    constraint pool_strategy check (strategy in ('unlimited', 'max_limit', 'proportional', 'priority', 'reserved')),
    constraint pool_floor check (floor_percent between 0 and 100),
    constraint pool_reclaim_grace check (reclaim_grace_ms between 0 and 600000)
);
create index pools_due on pools (due_at);

create table pool_members (
    tenant_id        text           not null references tenants,
    pool_id          uuid           not null references pools,
    resource_type    text           not null,
    weight           numeric(11, 4) not null,
    priority         integer        not null,
    reserved         numeric(20, 4) not null,
    max_share        numeric(20, 4),
    -- what the member says that it wants; null: what it uses and was denied
    demand           numeric(20, 4),
    -- a lender's demand that came back, and how often it did in a row
    reclaim_since    timestamptz,
    reclaim_count    integer        not null default 0,
    reclaim_ended_at timestamptz,
    primary key (pool_id, tenant_id),
    constraint pool_member_is_in_one_pool unique (tenant_id, resource_type),
    constraint pool_member_weight check (weight > 0 and weight <= 1000000),
    constraint pool_member_priority check (priority between -1000000 and 1000000),
    constraint pool_member_reserved check (reserved between 0 and 1000000000000000),
    constraint pool_member_max check (max_share between reserved and 1000000000000000),
    constraint pool_member_demand check (demand between 0 and 1000000000000000)
);

-- What was divided, from what, to what: enough to do it again and come to the same.
create table pool_runs (
    pool_id  uuid        not null references pools on delete cascade,
    number   bigint      not null,
    run_at   timestamptz not null,
    cause    text        not null,
    strategy text        not null,
    capacity numeric(20, 4) not null,
    division text        not null,
    primary key (pool_id, number)
);

alter table pool_members enable row level security;
alter table pool_members force row level security;
create policy tenant_wall on pool_members using (
    tenant_id = (select current_setting('headroom.tenant', true))
    or (select current_setting('headroom.tenant', true)) = '*');

grant select, insert, update, delete on pools, pool_members, pool_runs to "${app_role}";
