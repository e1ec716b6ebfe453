insert into quota_counters (tenant_id, quota_id, active, usage, burst_as_of)
select '${tenant}', bench.id(2, t * ${quotas} + place),
       case when place > ${teams} then ${per_user} else 0 end,
       case when place = 0 then ${users} * ${per_user}
            when place <= ${teams} then ${users} / ${teams} * ${per_user}
            else ${per_user} end,
       now()
from (select ${first_tree} + n / ${quotas} as t, n % ${quotas} as place
      from generate_series(0::bigint, ${trees}::bigint * ${quotas} - 1) n) places
