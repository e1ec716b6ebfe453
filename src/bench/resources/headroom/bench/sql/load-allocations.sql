-- Users take turns, as they do in life: the allocations of one do not stand side by side.
insert into allocations (tenant_id, id, quota_id, job_id, allocated_value, state, allocated_at, version)
select '${tenant}', bench.id(3, number), bench.id(2, t * ${quotas} + ${teams} + u), 'load-' || number, 1, 'active', now(), 0
from (select (${first_tree} - 1)::bigint * ${users} * ${per_user} + n as number,
             ${first_tree} + (n % (${trees} * ${users})) / ${users} as t,
             1 + n % ${users} as u
      from generate_series(0::bigint, ${trees}::bigint * ${users} * ${per_user} - 1) n) turns
