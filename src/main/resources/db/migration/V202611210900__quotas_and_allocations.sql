-- Tenants, quotas, allocations, counters, usage history and idempotency.
--
-- tenant_id stands first in every key, so that each table can later be distributed by tenant.
-- A constraint here repeats a rule of docs/rules.md (its number in the name): the last guard, not the first.
-- The application role may read and write rows, and nothing else; history it may only add to.

create table tenants (
    tenant_id    text        not null primary key,
    child_limits text        not null default 'within_parent',
    created_at   timestamptz not null default now(),
    version      bigint      not null default 0,
    constraint tenant_id_form check (tenant_id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
    constraint child_limits_q4 check (child_limits in ('within_parent', 'any'))
);

create table resource_types (
    tenant_id  text        not null references tenants,
    name       text        not null,
    unit       text        not null,
    kind       text        not null,
    created_at timestamptz not null default now(),
    primary key (tenant_id, name),
    constraint resource_type_name_q11 check (name ~ '^[a-z][a-z0-9_]{0,62}$'),
    constraint resource_type_unit_q11 check (length(unit) between 1 and 32),
    constraint resource_type_kind_q11 check (kind in ('consumable', 'concurrent'))
);

-- One row for each tree of quotas: what decisions on the tree are serialised by. A tree that was moved below another
-- leaves its row behind.
create table quota_trees (
    tenant_id      text        not null references tenants,
    id             uuid        not null,
    resource_type  text        not null,
    period         text,
    period_ends_at timestamptz,
    decided_at     timestamptz not null,
    version        bigint      not null,
    primary key (tenant_id, id),
    constraint tree_period_q10 check (period in ('day', 'week', 'month', 'year', 'total')),
    constraint tree_period_end_q10 check ((period_ends_at is not null) = (period is not null and period <> 'total'))
);
create index quota_trees_period_end on quota_trees (period_ends_at) where period_ends_at is not null;

create table quotas (
    tenant_id       text           not null references tenants,
    id              uuid           not null,
    tree_id         uuid           not null,
    parent_id       uuid,
    entity_type     text           not null,
    entity_id       text           not null,
    resource_type   text           not null,
    limit_value     numeric(20, 4) not null,
    overcommit_ratio numeric(5, 2) not null,
    soft_limit      numeric(20, 4),
    burst_limit     numeric(20, 4),
    burst_seconds   integer        not null,
    created_at      timestamptz    not null,
    updated_at      timestamptz    not null,
    deleted_at      timestamptz,
    version         bigint         not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, tree_id) references quota_trees (tenant_id, id),
    foreign key (tenant_id, parent_id) references quotas (tenant_id, id),
    constraint quota_entity_type_q1 check (entity_type in ('organization', 'team', 'user')),
    constraint quota_entity_id_q1 check (length(entity_id) between 1 and 255),
    constraint quota_organization_is_root_q1 check (entity_type <> 'organization' or parent_id is null),
    constraint quota_not_own_parent_q1 check (parent_id <> id),
    constraint quota_limit_q3 check (limit_value between 0 and 1000000000000000),
    constraint quota_overcommit_q5 check (overcommit_ratio between 1 and 100),
    constraint quota_soft_limit_q6 check (soft_limit between 0 and limit_value),
    constraint quota_burst_limit_q7 check (burst_limit between trunc(limit_value * overcommit_ratio, 4) and 1000000000000000),
    constraint quota_burst_seconds_q7 check (burst_seconds between 1 and 31536000)
);
create unique index quotas_one_live_name_q1 on quotas (tenant_id, entity_type, entity_id, resource_type)
    where deleted_at is null;
create index quotas_parent on quotas (tenant_id, parent_id) where parent_id is not null;
create index quotas_tree on quotas (tenant_id, tree_id);

-- What each quota counts, apart from what it says, because it changes with every allocation.
create table quota_counters (
    tenant_id          text            not null,
    quota_id           uuid            not null,
    reserved           numeric(24, 4)  not null default 0,
    active             numeric(24, 4)  not null default 0,
    consumed           numeric(24, 4)  not null default 0,
    usage              numeric(24, 4)  not null default 0,
    consumed_below     numeric(24, 4)  not null default 0,
    burst_unit_seconds numeric(38, 10) not null default 0,
    burst_as_of        timestamptz     not null,
    burst_empty_at     timestamptz,
    version            bigint          not null default 0,
    primary key (tenant_id, quota_id),
    foreign key (tenant_id, quota_id) references quotas (tenant_id, id),
    constraint counter_parts_q2 check (reserved >= 0 and active >= 0 and consumed >= 0),
    constraint counter_usage_q2 check (usage >= reserved + active + consumed),
    constraint counter_consumed_q10 check (consumed_below between consumed and usage),
    constraint counter_burst_q7 check (burst_unit_seconds >= 0)
) with (fillfactor = 50);
create index quota_counters_burst_empty on quota_counters (burst_empty_at) where burst_empty_at is not null;

create table allocations (
    tenant_id       text           not null,
    id              uuid           not null,
    quota_id        uuid           not null,
    job_id          text           not null,
    allocated_value numeric(20, 4) not null,
    consumed        numeric(20, 4) not null default 0,
    state           text           not null,
    allocated_at    timestamptz    not null,
    released_at     timestamptz,
    expires_at      timestamptz,
    metadata        jsonb,
    version         bigint         not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, quota_id) references quotas (tenant_id, id),
    constraint allocation_job_a1 check (length(job_id) between 1 and 128),
    constraint allocation_value_q8 check (allocated_value > 0),
    constraint allocation_consumed_q10 check (consumed between 0 and allocated_value),
    constraint allocation_state_a2 check (state in ('reserved', 'active', 'released', 'expired')),
    constraint allocation_end_a2 check ((released_at is not null) = (state in ('released', 'expired'))),
    constraint allocation_live_consumes_nothing_q10 check (consumed = 0 or state in ('released', 'expired'))
);
create unique index allocations_one_live_job_a1 on allocations (tenant_id, quota_id, job_id)
    where state in ('reserved', 'active');
create index allocations_of_quota on allocations (tenant_id, quota_id, id);
create index allocations_consumed on allocations (tenant_id, quota_id, released_at) where consumed > 0;
-- The timer looks across tenants for what is due.
create index allocations_expiry_a3 on allocations (expires_at)
    where state in ('reserved', 'active') and expires_at is not null;

-- Append-only, by month. Next months' partitions are made by the owner at each start; the default one catches the rest.
create table usage_history (
    tenant_id       text           not null,
    quota_id        uuid           not null,
    occurred_at     timestamptz    not null,
    id              uuid           not null,
    allocation_id   uuid           not null,
    job_id          text           not null,
    operation       text           not null,
    allocated_value numeric(20, 4) not null,
    metadata        jsonb,
    primary key (tenant_id, quota_id, occurred_at, id),
    foreign key (tenant_id, quota_id) references quotas (tenant_id, id),
    constraint history_operation_a7 check (operation in ('allocate', 'commit', 'renew', 'release', 'expire'))
) partition by range (occurred_at);
create table usage_history_default partition of usage_history default;

create table idempotent_answers (
    tenant_id       text        not null,
    idempotency_key text        not null,
    request_hash    text        not null,
    status          smallint    not null,
    headers         text        not null,
    body            text        not null,
    answered_at     timestamptz not null,
    primary key (tenant_id, idempotency_key),
    constraint idempotency_key_a6 check (length(idempotency_key) between 1 and 255)
);
create index idempotent_answers_age on idempotent_answers (answered_at);

grant usage on schema ${flyway:defaultSchema} to "${app_role}";
grant select, insert, update on tenants, quota_trees, quotas, quota_counters, allocations to "${app_role}";
grant select, insert on resource_types, usage_history to "${app_role}";
grant select, insert, delete on idempotent_answers to "${app_role}";

insert into tenants (tenant_id) values ('default');
