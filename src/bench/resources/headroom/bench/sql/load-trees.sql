insert into quota_trees (tenant_id, id, resource_type, decided_at, version)
select '${tenant}', bench.id(1, t), '${resource_type}', now(), 1
from generate_series(${first_tree}, ${last_tree}) t
