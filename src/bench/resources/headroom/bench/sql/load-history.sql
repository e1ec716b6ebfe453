-- In the order of the key, with times spread over the month so far.
insert into usage_history (tenant_id, quota_id, occurred_at, id, allocation_id, job_id, operation, allocated_value)
select '${tenant}', bench.id(2, t * ${quotas} + ${teams} + u),
       date_trunc('month', now()) + (now() - date_trunc('month', now())) * ((turn + 1) / (${per_user} + 1.0)),
       bench.id(4, number), bench.id(3, number), 'load-' || number, 'allocate', 1
from (select t, u, turn,
             (${first_tree} - 1)::bigint * ${users} * ${per_user}
                 + turn * ${trees} * ${users} + (t - ${first_tree}) * ${users} + u - 1 as number
      from (select ${first_tree} + n / (${users} * ${per_user}) as t,
                   1 + (n / ${per_user}) % ${users} as u,
                   n % ${per_user} as turn
            from generate_series(0::bigint, ${trees}::bigint * ${users} * ${per_user} - 1) n) places) steps
