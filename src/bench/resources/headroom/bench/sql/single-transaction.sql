-- What others do with one transaction for each request, on tables shaped like ours, filled with the first tree.
set role headroom_owner;
-- The owner keeps to the wall between tenants too.
set headroom.tenant = '*';
drop schema if exists single_transaction cascade;
create schema single_transaction;
create table single_transaction.quotas (like public.quotas including all);
create table single_transaction.quota_counters (like public.quota_counters including all) with (fillfactor = 50);
create table single_transaction.allocations (like public.allocations including all);
create table single_transaction.usage_history (like public.usage_history including all);

insert into single_transaction.quotas
select * from public.quotas where tenant_id = 'default' and tree_id = bench.id(1, 1);
insert into single_transaction.quota_counters
select c.* from public.quota_counters c join single_transaction.quotas q on q.tenant_id = c.tenant_id and q.id = c.quota_id;
insert into single_transaction.allocations
select a.* from public.allocations a join single_transaction.quotas q on q.tenant_id = a.tenant_id and q.id = a.quota_id;
insert into single_transaction.usage_history
select h.* from public.usage_history h join single_transaction.quotas q on q.tenant_id = h.tenant_id and q.id = h.quota_id;

create function single_transaction.charge(the_quota uuid, own numeric, amount numeric, the_limit numeric) returns void
language plpgsql as $$
begin
    update single_transaction.quota_counters
    set active = active + own, usage = usage + amount, version = version + 1
    where tenant_id = 'default' and quota_id = the_quota and usage + amount <= the_limit;
    if not found then
        raise exception 'quota exceeded';
    end if;
end
$$;

create function single_transaction.allocate(user_number integer, amount numeric) returns uuid language plpgsql as $$
declare
    leaf   record;
    team   record;
    root   record;
    new_id uuid := gen_random_uuid();
    job    text := 'bench-' || new_id;
begin
    select id, parent_id, limit_value into strict leaf from single_transaction.quotas
    where tenant_id = 'default' and entity_type = 'user' and resource_type = 'concurrent_gpus'
      and entity_id = 'user-0001-' || lpad(user_number::text, 4, '0') and deleted_at is null;
    select id, parent_id, limit_value into strict team from single_transaction.quotas
    where tenant_id = 'default' and id = leaf.parent_id;
    select id, limit_value into strict root from single_transaction.quotas
    where tenant_id = 'default' and id = team.parent_id;
    insert into single_transaction.allocations
        (tenant_id, id, quota_id, job_id, allocated_value, state, allocated_at, version)
    values ('default', new_id, leaf.id, job, amount, 'active', now(), 0);
    insert into single_transaction.usage_history
        (tenant_id, quota_id, occurred_at, id, allocation_id, job_id, operation, allocated_value)
    values ('default', leaf.id, now(), gen_random_uuid(), new_id, job, 'allocate', amount);
    perform single_transaction.charge(leaf.id, amount, amount, leaf.limit_value);
    perform single_transaction.charge(team.id, 0, amount, team.limit_value);
    perform single_transaction.charge(root.id, 0, amount, root.limit_value);
    return new_id;
end
$$;
reset headroom.tenant;
reset role
