-- What grows with the number of quotas and allocations must not be what is read for a denial or a gauge.

-- When a denied request could fit: the next leases to end below a quota.
create index allocations_leases_a4 on allocations (tenant_id, quota_id, expires_at)
    where state in ('reserved', 'active') and expires_at is not null;

-- What is held over all, read every few seconds: the roots only.
create index quotas_roots on quotas (resource_type)
    where parent_id is null and deleted_at is null;
