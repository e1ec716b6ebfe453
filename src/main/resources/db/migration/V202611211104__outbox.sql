-- What is to be sent, written in the transaction that it tells of, and deleted once the broker has it.
create table outbox (
    sequence   bigint      not null primary key generated always as identity,
    id         uuid        not null unique,
    tenant_id  text        not null references tenants,
    topic      text        not null,
    body       text        not null,
    created_at timestamptz not null default clock_timestamp(),
    constraint outbox_topic check (length(topic) between 1 and 128)
);
grant select, insert, delete on outbox to "${app_role}";

alter table outbox enable row level security;
alter table outbox force row level security;
create policy tenant_wall on outbox using (
    tenant_id = (select current_setting('headroom.tenant', true))
    or (select current_setting('headroom.tenant', true)) = '*');
