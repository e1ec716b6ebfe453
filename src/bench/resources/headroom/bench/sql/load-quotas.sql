-- Place 0 of a tree is the organization, then the teams, then the users, who take turns in joining the teams.
insert into quotas (tenant_id, id, tree_id, parent_id, entity_type, entity_id, resource_type, limit_value,
                    overcommit_ratio, burst_seconds, created_at, updated_at, version)
select '${tenant}', bench.id(2, t * ${quotas} + place), bench.id(1, t),
       case when place = 0 then null
            when place <= ${teams} then bench.id(2, t * ${quotas})
            else bench.id(2, t * ${quotas} + 1 + (place - ${teams} - 1) % ${teams}) end,
       case when place = 0 then 'organization' when place <= ${teams} then 'team' else 'user' end,
       case when place = 0 then 'organization-' || lpad(t::text, 4, '0')
            when place <= ${teams} then 'team-' || lpad(t::text, 4, '0') || '-' || lpad(place::text, 4, '0')
            else 'user-' || lpad(t::text, 4, '0') || '-' || lpad((place - ${teams})::text, 4, '0') end,
       '${resource_type}',
       case when place = 0 then 1000000000 when place <= ${teams} then 100000000 else 10000000 end,
       1, 900, now(), now(), 1
from (select ${first_tree} + n / ${quotas} as t, n % ${quotas} as place
      from generate_series(0::bigint, ${trees}::bigint * ${quotas} - 1) n) places
