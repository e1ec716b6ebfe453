-- What a tenant has settled, whether it is paused, and the wall between tenants.

alter table tenants
    add column name           text,
    add column maximums       jsonb       not null default '{}',
    add column ticket_pattern text,
    add column paused_mode    text,
    add column paused_until   timestamptz,
    add column updated_at     timestamptz not null default now(),
    add constraint tenant_name check (length(name) between 1 and 128),
    add constraint tenant_maximums check (jsonb_typeof(maximums) = 'object'),
    add constraint tenant_ticket_pattern check (length(ticket_pattern) between 1 and 256),
    add constraint tenant_pause check (paused_mode in ('deny_new', 'drain')),
    add constraint tenant_pause_end check (paused_until is null or paused_mode is not null);
update tenants set name = tenant_id;
alter table tenants alter column name set not null;

-- The second wall. Whoever does not say whose rows it works on sees none: the service says it for each request from the
-- token, for each decision from its tree, and '*' for what no tenant asked for. The setting is read once for a statement.
-- The owner keeps to it too, so that a service that works as the owner has the wall as well.
do $$
declare
    walled text;
begin
    foreach walled in array array['tenants', 'resource_types', 'quota_trees', 'quotas', 'quota_counters', 'allocations',
                                  'usage_history', 'idempotent_answers']
    loop
        execute format('alter table %I enable row level security', walled);
        execute format('alter table %I force row level security', walled);
        execute format('create policy tenant_wall on %I using ('
            || 'tenant_id = (select current_setting(''headroom.tenant'', true))'
            || ' or (select current_setting(''headroom.tenant'', true)) = ''*'')', walled);
    end loop;
end
$$;
