-- Limits that are other for a while: from from_at on, and before until_at, by the database's clock.
create table quota_overrides (
    tenant_id    text           not null references tenants,
    id           uuid           not null,
    quota_id     uuid           not null,
    kind         text           not null,
    amount       numeric(20, 4) not null,
    from_at      timestamptz    not null,
    until_at     timestamptz    not null,
    reason       text,
    ticket       text,
    created_at   timestamptz    not null,
    cancelled_at timestamptz,
    primary key (tenant_id, id),
    foreign key (tenant_id, quota_id) references quotas (tenant_id, id),
    constraint quota_override_kind check (kind in ('absolute', 'delta')),
    constraint quota_override_amount check (
        amount between 0 and 1000000000000000 or kind = 'delta' and amount between -1000000000000000 and 0),
    constraint quota_override_window check (from_at < until_at)
);
create index quota_overrides_live on quota_overrides (tenant_id, quota_id) where cancelled_at is null;

-- The limit while an override is in force, and when on a tree that changes next.
alter table quotas add column limit_override numeric(20, 4);
alter table quotas add constraint quota_limit_override_q3 check (limit_override between 0 and 1000000000000000);
alter table quota_trees add column override_due_at timestamptz;
create index quota_trees_override_due on quota_trees (override_due_at) where override_due_at is not null;

-- The same for the most that a member of a pool gets.
create table pool_member_overrides (
    tenant_id    text           not null references tenants,
    id           uuid           not null,
    pool_id      uuid           not null references pools on delete cascade,
    kind         text           not null,
    amount       numeric(20, 4) not null,
    from_at      timestamptz    not null,
    until_at     timestamptz    not null,
    reason       text,
    ticket       text,
    created_at   timestamptz    not null,
    cancelled_at timestamptz,
    primary key (tenant_id, id),
    constraint member_override_kind check (kind in ('absolute', 'delta')),
    constraint member_override_amount check (
        amount between 0 and 1000000000000000 or kind = 'delta' and amount between -1000000000000000 and 0),
    constraint member_override_window check (from_at < until_at)
);
create index pool_member_overrides_live on pool_member_overrides (pool_id, tenant_id) where cancelled_at is null;

do
$$
declare
    walled text;
begin
    foreach walled in array array['quota_overrides', 'pool_member_overrides']
    loop
        execute format('alter table %I enable row level security', walled);
        execute format('alter table %I force row level security', walled);
        execute format('create policy tenant_wall on %I using ('
            || 'tenant_id = (select current_setting(''headroom.tenant'', true))'
            || ' or (select current_setting(''headroom.tenant'', true)) = ''*'')', walled);
    end loop;
end
$$;

grant select, insert, update, delete on quota_overrides, pool_member_overrides to "${app_role}";
