-- Requests for amounts that did not fit and wait for it: granted, in the order of each tree, or over at their deadline.
create table waiting_requests (
    tenant_id     text           not null references tenants,
    id            uuid           not null,
    quota_id      uuid           not null,
    -- the line that it stands in; follows the quota
    tree_id       uuid           not null,
    resource_type text           not null,
    job_id        text           not null,
    amount        numeric(20, 4) not null,
    hold          text           not null,
    lease_ms      bigint,
    metadata      text,
    since         timestamptz    not null,
    deadline      timestamptz    not null,
    state         text           not null,
    ended_at      timestamptz,
    allocation_id uuid,
    primary key (tenant_id, id),
    foreign key (tenant_id, quota_id) references quotas (tenant_id, id),
    constraint waiting_request_amount check (amount > 0 and amount <= 1000000000000000),
    constraint waiting_request_state check (state in ('waiting', 'granted', 'expired', 'cancelled', 'refused')),
    constraint waiting_request_end check ((state = 'waiting') = (ended_at is null)),
    constraint waiting_request_grant check ((state = 'granted') = (allocation_id is not null))
);
create unique index waiting_requests_one_of_a_job on waiting_requests (tenant_id, quota_id, job_id) where state = 'waiting';
create index waiting_requests_lines on waiting_requests (tenant_id, tree_id, since, id) where state = 'waiting';
create index waiting_requests_over on waiting_requests (ended_at) where ended_at is not null;

alter table waiting_requests enable row level security;
alter table waiting_requests force row level security;
create policy tenant_wall on waiting_requests using (
    tenant_id = (select current_setting('headroom.tenant', true))
    or (select current_setting('headroom.tenant', true)) = '*');

grant select, insert, update, delete on waiting_requests to "${app_role}";
