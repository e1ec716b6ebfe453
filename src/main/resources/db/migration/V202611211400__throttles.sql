-- Throttles: how many jobs of what kind may begin, and the permits of those that did.

-- What is in use stands beside what is allowed: one row is held and written for both. No index is on what changes with each permit, so that
-- an update stays on its page.
create table throttles (
    tenant_id          text           not null,
    id                 uuid           not null,
    job_type           text           not null,
    source             text           not null,
    max_active         integer,
    max_per_hour       integer,
    burst_capacity     integer,
    refill_per_second  numeric(10, 3),
    mode               text           not null,
    paused             boolean        not null,
    expires_at         timestamptz,
    reason             text           not null,
    ticket             text,
    changed_by         text           not null,
    created_at         timestamptz    not null,
    updated_at         timestamptz    not null,
    version            bigint         not null default 1,
    active             integer        not null default 0,
    hour_costs         text           not null default '',
    bucket             text,
    would_have_refused bigint         not null default 0,
    primary key (tenant_id, id),
    constraint throttles_one_of_an_aim unique (tenant_id, job_type, source, mode),
    constraint throttle_job_type check (length(job_type) between 1 and 128),
    constraint throttle_source check (length(source) between 1 and 128),
    constraint throttle_limits check (max_active is not null or max_per_hour is not null or burst_capacity is not null),
    constraint throttle_max_active check (max_active between 0 and 1000000),
    constraint throttle_max_per_hour check (max_per_hour between 1 and 1000000),
    constraint throttle_burst check (burst_capacity between 1 and 1000000 and refill_per_second between 0.001 and 1000000),
    constraint throttle_bucket check ((burst_capacity is null) = (refill_per_second is null)
        and (burst_capacity is null) = (bucket is null)),
    constraint throttle_mode check (mode in ('enforce', 'shadow')),
    constraint throttle_use check (active >= 0 and would_have_refused >= 0)
) with (fillfactor = 50);

-- No key leads to tenants: each insert would hold the tenant's row. Who grants asks whether there is such a tenant.
create table permits (
    tenant_id   text        not null,
    id          uuid        not null,
    job_type    text        not null,
    source      text        not null,
    priority    smallint    not null,
    cost        integer     not null,
    granted_at  timestamptz not null,
    expires_at  timestamptz not null,
    charged     uuid[]      not null,
    ended_at    timestamptz,
    outcome     text,
    duration_ms bigint,
    primary key (tenant_id, id),
    constraint permit_kind check (length(job_type) between 1 and 128 and length(source) between 1 and 128),
    constraint permit_cost check (cost between 1 and 1000),
    constraint permit_priority check (priority between 0 and 9),
    constraint permit_expiry check (expires_at > granted_at),
    constraint permit_end check ((ended_at is null) = (outcome is null) and (duration_ms is null or outcome is not null)),
    constraint permit_outcome check (outcome in ('success', 'dropped', 'ignored', 'expired')),
    constraint permit_duration check (duration_ms >= 0)
);
create index permits_live on permits (tenant_id, expires_at) where ended_at is null;
create index permits_due on permits (expires_at) where ended_at is null;
create index permits_ended on permits (ended_at) where ended_at is not null;

grant select, insert, update, delete on throttles, permits to "${app_role}";

alter table throttles enable row level security;
alter table throttles force row level security;
-- The platform's throttles bind every tenant, and count what each is granted.
create policy tenant_wall on throttles using (
    tenant_id = (select current_setting('headroom.tenant', true))
    or (select current_setting('headroom.tenant', true)) = '*'
    or (tenant_id = '*' and (select current_setting('headroom.tenant', true)) <> ''));

alter table permits enable row level security;
alter table permits force row level security;
create policy tenant_wall on permits using (
    tenant_id = (select current_setting('headroom.tenant', true))
    or (select current_setting('headroom.tenant', true)) = '*');
