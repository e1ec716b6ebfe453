-- Webhooks: whom a tenant wants to be told what happens, and each telling of it.

create table webhooks (
    tenant_id    text        not null references tenants,
    id           uuid        not null,
    url          text        not null,
    events       text        not null,
    secret       text        not null,
    enabled      boolean     not null,
    disabled_why text,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    version      bigint      not null default 1,
    primary key (tenant_id, id),
    constraint webhook_url check (length(url) between 1 and 2100),
    constraint webhook_events check (length(events) between 1 and 2000),
    constraint webhook_disabled check (enabled = (disabled_why is null))
);

-- A delivery belongs to who leased it, until the lease is over: a server that died loses its own to the others.
create table webhook_deliveries (
    tenant_id    text        not null,
    id           uuid        not null,
    webhook_id   uuid        not null,
    message_id   uuid        not null,
    event_type   text        not null,
    body         text        not null,
    state        text        not null default 'pending',
    attempts     integer     not null default 0,
    created_at   timestamptz not null default clock_timestamp(),
    due_at       timestamptz not null default clock_timestamp(),
    lease_id     uuid,
    leased_until timestamptz,
    attempted_at timestamptz,
    duration_ms  bigint,
    status       smallint,
    error        text,
    answer       text,
    ended_at     timestamptz,
    primary key (tenant_id, id),
    foreign key (tenant_id, webhook_id) references webhooks (tenant_id, id) on delete cascade,
    -- The same message may be told again by who does not know whether it was; it is delivered once for each webhook.
    unique (tenant_id, webhook_id, message_id),
    constraint delivery_state check (state in ('pending', 'delivered', 'failed')),
    constraint delivery_end check ((ended_at is not null) = (state <> 'pending')),
    constraint delivery_attempts check (attempts >= 0 and (attempts = 0) = (attempted_at is null)),
    constraint delivery_lease check ((lease_id is null) = (leased_until is null)),
    constraint delivery_answer check (length(answer) <= 1024 and length(error) <= 256)
);
create index webhook_deliveries_due on webhook_deliveries (due_at) where state = 'pending';
create index webhook_deliveries_old on webhook_deliveries (created_at) where state = 'pending';
create index webhook_deliveries_ended on webhook_deliveries (ended_at) where state <> 'pending';
create index webhook_deliveries_log on webhook_deliveries (tenant_id, webhook_id, id);

grant select, insert, update, delete on webhooks, webhook_deliveries to "${app_role}";

do $$
declare
    walled text;
begin
    foreach walled in array array['webhooks', 'webhook_deliveries']
    loop
        execute format('alter table %I enable row level security', walled);
        execute format('alter table %I force row level security', walled);
        execute format('create policy tenant_wall on %I using ('
            || 'tenant_id = (select current_setting(''headroom.tenant'', true))'
            || ' or (select current_setting(''headroom.tenant'', true)) = ''*'')', walled);
    end loop;
end
$$;
