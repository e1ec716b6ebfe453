-- The audit trail: who changed what, when, why and under which ticket.
--
-- An entry is the canonical JSON (RFC 8785) that its hash is over; what is searched by is derived from it by the database and
-- cannot say otherwise. The hash of an entry is part of the next one. The application may add entries, and nothing else.

create table audit_entries (
    tenant_id   text   not null references tenants,
    sequence    bigint not null,
    entry       text   not null,
    hash        text   not null,
    id          uuid   not null,
    occurred_at timestamptz not null,
    subject     text   generated always as ((entry::jsonb) -> 'actor' ->> 'subject') stored,
    action      text   generated always as ((entry::jsonb) ->> 'action') stored,
    object_type text   generated always as ((entry::jsonb) -> 'object' ->> 'type') stored,
    object_id   text   generated always as ((entry::jsonb) -> 'object' ->> 'id') stored,
    ticket      text   generated always as ((entry::jsonb) ->> 'ticket') stored,
    primary key (tenant_id, sequence),
    unique (tenant_id, id),
    constraint audit_sequence_from_one check (sequence >= 1),
    constraint audit_hash_form check (hash ~ '^[0-9a-f]{64}$')
);
create index audit_entries_object on audit_entries (tenant_id, object_id, sequence);
create index audit_entries_subject on audit_entries (tenant_id, subject, sequence);
create index audit_entries_action on audit_entries (tenant_id, action, sequence);
create index audit_entries_ticket on audit_entries (tenant_id, ticket, sequence) where ticket is not null;
create index audit_entries_time on audit_entries (tenant_id, occurred_at);

-- Where each tenant's chain has come to. Whoever adds an entry holds the row until the transaction ends: there is no gap.
create table audit_heads (
    tenant_id text   not null primary key references tenants,
    sequence  bigint not null,
    hash      text   not null
);

-- Heads as they were signed: what was cut off or deleted afterwards is missed.
create table audit_anchors (
    tenant_id text        not null references tenants,
    sequence  bigint      not null,
    hash      text        not null,
    signed_at timestamptz not null,
    jws       text        not null,
    primary key (tenant_id, sequence),
    constraint audit_anchor_from_one check (sequence >= 1)
);

grant select, insert on audit_entries, audit_anchors to "${app_role}";
grant select, insert, update on audit_heads to "${app_role}";

do $$
declare
    walled text;
begin
    foreach walled in array array['audit_entries', 'audit_heads', 'audit_anchors']
    loop
        execute format('alter table %I enable row level security', walled);
        execute format('alter table %I force row level security', walled);
        execute format('create policy tenant_wall on %I using ('
            || 'tenant_id = (select current_setting(''headroom.tenant'', true))'
            || ' or (select current_setting(''headroom.tenant'', true)) = ''*'')', walled);
    end loop;
end
$$;
