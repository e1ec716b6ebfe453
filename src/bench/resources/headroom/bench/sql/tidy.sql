-- What measurements have left behind. The service keeps ended allocations and history for ever; nothing that counts
-- refers to them. A tree whose allocations go is marked as changed, as another server would mark it.
delete from allocations where state in ('released', 'expired') and consumed = 0;
delete from usage_history where job_id like 'bench-%';
update quota_trees set version = version + 1 where tenant_id = '${batch_tenant}';
update quota_counters set active = 0, usage = 0, version = version + 1
where tenant_id = '${batch_tenant}' and usage > 0;
delete from allocations where tenant_id = '${batch_tenant}'
