-- What the pool of a resource leaves each of its members: a bound on the member's one tree of it, beside the limits in it.
-- Null: the pool does not bound it. No row: no pool. Written by whoever settles a pool, first here and then at the tree, so
-- that a tree that is made meanwhile is waited for and bound too.
create table tenant_shares (
    tenant_id     text           not null references tenants,
    resource_type text           not null,
    share         numeric(20, 4),
    primary key (tenant_id, resource_type),
    constraint tenant_share_is_an_amount check (share >= 0)
);

-- The copy that decisions read, with the row that they hold anyway. Changing it moves no version: nothing that is known of the
-- tree gets wrong by it.
alter table quota_trees add column share numeric(20, 4);
alter table quota_trees add constraint tree_share_is_an_amount check (share >= 0);

create index quotas_live_roots on quotas (tenant_id, resource_type) where parent_id is null and deleted_at is null;

-- What was denied for lack of share, as each server knows it: the newest amount of each job of the last minute, summed.
create table share_denials (
    tenant_id     text           not null references tenants,
    resource_type text           not null,
    instance      uuid           not null,
    amount        numeric(20, 4) not null,
    told_at       timestamptz    not null,
    primary key (tenant_id, resource_type, instance),
    constraint share_denial_is_an_amount check (amount > 0)
);

do
$$
declare
    walled text;
begin
    foreach walled in array array['tenant_shares', 'share_denials']
    loop
        execute format('alter table %I enable row level security', walled);
        execute format('alter table %I force row level security', walled);
        execute format('create policy tenant_wall on %I using ('
            || 'tenant_id = (select current_setting(''headroom.tenant'', true))'
            || ' or (select current_setting(''headroom.tenant'', true)) = ''*'')', walled);
    end loop;
end
$$;

grant select, insert, update, delete on tenant_shares, share_denials to "${app_role}";
