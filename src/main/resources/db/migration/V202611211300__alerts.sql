-- Alerts: which thresholds of a quota are crossed, what is to be told, and the list that people work with.

-- The percentages of the effective limit that raise an alert, rising, with commas; the default ones when null.
alter table quotas
    add column alert_percents text,
    add constraint quota_alert_percents check (alert_percents ~ '^([0-9]+(\.[0-9]+)?(,[0-9]+(\.[0-9]+)?){0,4})?$');

-- The alarms that have not ended, as the rule writes them, and when time alone ends the next.
alter table quota_counters
    add column alarms         text not null default '',
    add column alarm_clear_at timestamptz;
create index quota_counters_alarm_clear on quota_counters (alarm_clear_at) where alarm_clear_at is not null;

-- Messages of one key go out in their order. One that the broker does not take is set aside, and seen.
alter table outbox
    add column order_key text not null default '',
    add column refused_at timestamptz,
    add column refusal    text;
create index outbox_waiting on outbox (order_key, sequence) where refused_at is null;
grant update on outbox to "${app_role}";

-- What is raised and not cleared, but for quotas, whose counters know: so that it is told once.
create table alert_conditions (
    tenant_id text        not null references tenants,
    alert_key text        not null,
    raised_at timestamptz not null,
    ends_at   timestamptz,
    primary key (tenant_id, alert_key),
    constraint alert_condition_key check (length(alert_key) between 1 and 200)
);
create index alert_conditions_end on alert_conditions (ends_at) where ends_at is not null;

-- Which messages were heard: one that comes again changes nothing.
create table alert_inbox (
    message_id uuid        not null primary key,
    tenant_id  text        not null references tenants,
    heard_at   timestamptz not null default clock_timestamp()
);
create index alert_inbox_age on alert_inbox (heard_at);

create table alerts (
    tenant_id       text        not null references tenants,
    id              uuid        not null,
    alert_key       text        not null,
    type            text        not null,
    severity        text        not null,
    subject         text        not null,
    title           text        not null,
    data            json        not null,
    state           text        not null,
    raised_at       timestamptz not null,
    updated_at      timestamptz not null,
    cleared_at      timestamptz,
    acknowledged_at timestamptz,
    acknowledged_by text,
    version         bigint      not null default 0,
    primary key (tenant_id, id),
    constraint alert_severity check (severity in ('info', 'warning', 'critical')),
    constraint alert_state check (state in ('open', 'cleared')),
    constraint alert_end check ((cleared_at is not null) = (state = 'cleared')),
    constraint alert_acknowledged check ((acknowledged_at is null) = (acknowledged_by is null))
);
create unique index alerts_one_open on alerts (tenant_id, alert_key) where state = 'open';
create index alerts_newest on alerts (tenant_id, raised_at desc, id desc);
create index alerts_cleared on alerts (cleared_at) where cleared_at is not null;

-- Whose alerts are not to disturb anybody for a while: of a key, so that it holds for the next one too.
create table alert_mutes (
    tenant_id   text        not null references tenants,
    alert_key   text        not null,
    muted_until timestamptz not null,
    muted_by    text        not null,
    primary key (tenant_id, alert_key)
);

-- What happened to alerts, in the order in which it became visible: what listeners are told.
create table alert_events (
    sequence    bigint      not null primary key generated always as identity,
    tenant_id   text        not null references tenants,
    message_id  uuid        not null,
    type        text        not null,
    body        json        not null,
    happened_at timestamptz not null default clock_timestamp()
);
create index alert_events_of_tenant on alert_events (tenant_id, sequence);
create index alert_events_age on alert_events (happened_at);

-- Messages that could not be made sense of. They may be anybody's, so they are the platform's.
create table alert_dead_letters (
    id         uuid        not null primary key,
    message_id text        not null unique,
    reason     text        not null,
    body       text        not null,
    died_at    timestamptz not null default clock_timestamp()
);

-- How full quotas were, every half hour, for the forecast; kept for a day.
create table usage_samples (
    tenant_id  text           not null references tenants,
    quota_id   uuid           not null,
    sampled_at timestamptz    not null,
    usage      numeric(24, 4) not null,
    primary key (tenant_id, quota_id, sampled_at)
);
create index usage_samples_age on usage_samples (sampled_at);

grant select, insert, update, delete on alert_conditions, alerts, alert_mutes to "${app_role}";
grant select, insert, delete on alert_inbox, alert_events, alert_dead_letters, usage_samples to "${app_role}";

do $$
declare
    walled text;
begin
    foreach walled in array array['alert_conditions', 'alert_inbox', 'alerts', 'alert_mutes', 'alert_events', 'usage_samples']
    loop
        execute format('alter table %I enable row level security', walled);
        execute format('alter table %I force row level security', walled);
        execute format('create policy tenant_wall on %I using ('
            || 'tenant_id = (select current_setting(''headroom.tenant'', true))'
            || ' or (select current_setting(''headroom.tenant'', true)) = ''*'')', walled);
    end loop;
end
$$;
