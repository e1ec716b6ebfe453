-- What grows with the number of quotas and allocations must not be what is read for a denial or a gauge.

-- When a denied request could fit: the next leases to end below a quota.
create index allocations_leases_a4 on allocations (tenant_id, quota_id, expires_at)
    where state in ('reserved', 'active') and expires_at is not null;

-- What is held over all, read every few seconds: the roots only.
create index quotas_roots on quotas (resource_type)
    where parent_id is null and deleted_at is null;

-- Each foreign key was checked for each row of a batch, and cost more than the row itself (docs/decisions/0007). What they
-- guarded holds without them: quotas are never deleted (the application role may not), and an allocation is only ever
-- written for a quota that its transaction has read under the lock of its tree.
alter table allocations drop constraint allocations_tenant_id_quota_id_fkey;
alter table usage_history drop constraint usage_history_tenant_id_quota_id_fkey;

-- Two servers that forget old answers share the work by skipping each other's locks, which is a right of its own.
grant update on idempotent_answers to "${app_role}";

-- Each decision writes the row of its tree anew: room on its page keeps that within the page.
alter table quota_trees set (fillfactor = 20);
