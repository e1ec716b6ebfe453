-- Circuit breakers: one state for each service of a tenant, what moved it, and what was heard of the service.

create table breakers (
    tenant_id              text         not null references tenants,
    service                text         not null,
    failure_rate_percent   numeric(5,2) not null,
    slow_call_rate_percent numeric(5,2) not null,
    slow_call_ms           bigint       not null,
    minimum_calls          integer      not null,
    window_type            text         not null,
    window_size            integer      not null,
    consecutive_failures   integer,
    open_delay_ms          bigint       not null,
    open_delay_factor      numeric(5,2) not null,
    open_delay_max_ms      bigint       not null,
    half_open_calls        integer      not null,
    half_open_fail_fast    boolean      not null,
    half_open_max_ms       bigint       not null,
    quorum_callers         integer      not null,
    configured             bigint       not null,
    mode                   text         not null,
    mode_until             timestamptz,
    mode_reason            text,
    mode_ticket            text,
    mode_actor             text,
    state                  text         not null,
    since                  timestamptz  not null,
    open_until             timestamptz,
    openings               integer      not null,
    generation             bigint       not null,
    era                    bigint       not null,
    probes_given           bigint       not null,
    probes_ok              bigint       not null,
    probes_failed          bigint       not null,
    probes_slow            bigint       not null,
    probe_leases           text         not null,
    permit_key             text         not null,
    due_at                 timestamptz,
    created_at             timestamptz  not null,
    updated_at             timestamptz  not null,
    deleted_at             timestamptz,
    version                bigint       not null,
    primary key (tenant_id, service),
    constraint breaker_service check (service ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'
        and service not in ('defaults', 'events')),
    constraint breaker_failure_rate check (failure_rate_percent > 0 and failure_rate_percent <= 100),
    constraint breaker_slow_call_rate check (slow_call_rate_percent > 0 and slow_call_rate_percent <= 100),
    constraint breaker_slow_call check (slow_call_ms between 1 and 3600000),
    constraint breaker_minimum_calls check (minimum_calls between 1 and 10000
        and (window_type = 'time' or minimum_calls <= window_size)),
    constraint breaker_window check (window_type = 'count' and window_size between 1 and 10000
        or window_type = 'time' and window_size between 1 and 3600),
    constraint breaker_consecutive_failures check (consecutive_failures between 1 and 10000),
    constraint breaker_open_delay check (open_delay_ms between 1 and open_delay_max_ms and open_delay_max_ms <= 86400000),
    constraint breaker_open_delay_factor check (open_delay_factor between 1 and 100),
    constraint breaker_half_open check (half_open_calls between 1 and 1000 and half_open_max_ms between 1 and 86400000),
    constraint breaker_quorum check (quorum_callers between 1 and 100),
    constraint breaker_mode check (mode in ('auto', 'forced_open', 'forced_closed', 'disabled', 'metrics_only')),
    constraint breaker_mode_end check (mode_until is null and mode not in ('forced_open', 'forced_closed')
        or mode_until is not null and mode <> 'auto'),
    constraint breaker_mode_why check (mode <> 'auto' or (mode_reason is null and mode_ticket is null and mode_actor is null)),
    constraint breaker_state check (state in ('closed', 'open', 'half_open')
        and (state = 'closed' or mode not in ('disabled', 'metrics_only'))),
    constraint breaker_open_end check ((state = 'open') = (open_until is not null)),
    constraint breaker_openings check (openings between 0 and 10000),
    constraint breaker_era check (era between 0 and generation),
    constraint breaker_probes check (probes_given >= 0 and probes_ok >= 0 and probes_failed >= 0
        and probes_slow between 0 and probes_ok + probes_failed and probes_ok + probes_failed <= probes_given)
);
-- What every server looks for each half second: what has changed, and what is due.
create index breakers_changed on breakers (updated_at);
create index breakers_due on breakers (due_at) where due_at is not null and deleted_at is null;

-- Only added to; old ones are forgotten. Those of one tenant become visible in the order of their sequence.
create table breaker_transitions (
    sequence   bigint      not null primary key generated always as identity,
    tenant_id  text        not null references tenants,
    service    text        not null,
    generation bigint      not null,
    from_mode  text        not null,
    from_state text        not null,
    to_mode    text        not null,
    to_state   text        not null,
    cause      text        not null,
    reason     text,
    ticket     text,
    actor      text,
    at         timestamptz not null,
    -- One winner: no transition is written, and so none is told, twice.
    constraint breaker_transition_once unique (tenant_id, service, generation),
    constraint breaker_transition_moves check ((from_mode, from_state) <> (to_mode, to_state))
);
create index breaker_transitions_of_tenant on breaker_transitions (tenant_id, sequence);
create index breaker_transitions_of_service on breaker_transitions (tenant_id, service, sequence);
create index breaker_transitions_old on breaker_transitions (at);

-- What one server has heard of one service in one second. Without a foreign key: it would wait for who holds the breaker.
create table breaker_evidence (
    tenant_id       text        not null,
    service         text        not null,
    instance        text        not null,
    bucket_start    timestamptz not null,
    era             bigint      not null,
    ok              bigint      not null,
    failed          bigint      not null,
    slow            bigint      not null,
    failed_in_a_row bigint      not null,
    callers         jsonb       not null,
    updated_at      timestamptz not null,
    primary key (tenant_id, service, era, bucket_start, instance),
    constraint breaker_evidence_counts check (ok >= 0 and failed >= 0 and slow between 0 and ok + failed
        and failed_in_a_row between 0 and failed and (ok > 0 or failed_in_a_row = failed)),
    constraint breaker_evidence_callers check (jsonb_typeof(callers) = 'object')
);
create index breaker_evidence_changed on breaker_evidence (tenant_id, service, updated_at);

create table breaker_defaults (
    tenant_id              text         not null primary key references tenants,
    failure_rate_percent   numeric(5,2) not null,
    slow_call_rate_percent numeric(5,2) not null,
    slow_call_ms           bigint       not null,
    minimum_calls          integer      not null,
    window_type            text         not null,
    window_size            integer      not null,
    consecutive_failures   integer,
    open_delay_ms          bigint       not null,
    open_delay_factor      numeric(5,2) not null,
    open_delay_max_ms      bigint       not null,
    half_open_calls        integer      not null,
    half_open_fail_fast    boolean      not null,
    half_open_max_ms       bigint       not null,
    quorum_callers         integer      not null,
    version                bigint       not null
);

grant select, insert, update, delete on breakers, breaker_evidence, breaker_defaults to "${app_role}";
grant select, insert, delete on breaker_transitions to "${app_role}";

do $$
declare
    walled text;
begin
    foreach walled in array array['breakers', 'breaker_transitions', 'breaker_evidence', 'breaker_defaults']
    loop
        execute format('alter table %I enable row level security', walled);
        execute format('alter table %I force row level security', walled);
        execute format('create policy tenant_wall on %I using ('
            || 'tenant_id = (select current_setting(''headroom.tenant'', true))'
            || ' or (select current_setting(''headroom.tenant'', true)) = ''*'')', walled);
    end loop;
end
$$;
