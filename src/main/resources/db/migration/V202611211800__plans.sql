-- What is to become of pools, quotas and tenants, as it was foretold: kept for a day, to be applied exactly so. The platform's, so
-- no tenant's row and behind no wall.
create table plans (
    hash       text        not null primary key,
    kind       text        not null,
    body       text        not null,
    created_at timestamptz not null,
    applied_at timestamptz,
    constraint plan_hash_is_sha256 check (hash ~ '^[0-9a-f]{64}$'),
    constraint plan_kind check (kind in ('simulation', 'policy'))
);
create index plans_old on plans (created_at);

grant select, insert, update, delete on plans to "${app_role}";
