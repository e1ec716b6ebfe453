-- The counters of a tenant without budgets that do not say what its allocations say: how many. The service's own
-- proof, written once more, for databases on which that one would take longer than the service lets a statement run.
with recursive own as (
    select quota_id,
           coalesce(sum(allocated_value) filter (where state = 'reserved'), 0) as reserved,
           coalesce(sum(allocated_value) filter (where state = 'active'), 0) as active
    from allocations
    where tenant_id = '${tenant}' and state in ('reserved', 'active')
    group by quota_id
), upward as (
    select quota_id as at_id, reserved + active as held from own
    union all
    select q.parent_id, u.held
    from upward u join quotas q on q.tenant_id = '${tenant}' and q.id = u.at_id
    where q.parent_id is not null
), below as (
    select at_id, sum(held) as usage from upward group by at_id
)
select count(*)
from quota_counters c
left join own o on o.quota_id = c.quota_id
left join below b on b.at_id = c.quota_id
where c.tenant_id = '${tenant}'
  and (c.reserved, c.active, c.consumed, c.usage, c.consumed_below)
      <> (coalesce(o.reserved, 0), coalesce(o.active, 0), 0, coalesce(b.usage, 0), 0)
