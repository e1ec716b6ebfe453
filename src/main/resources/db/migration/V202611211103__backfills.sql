-- Backfills: windows of a source that are read again, and the event keys that were seen.

create table backfills (
    tenant_id           text        not null references tenants,
    id                  uuid        not null,
    slot                smallint    not null,
    source              text        not null,
    from_at             timestamptz not null,
    to_at               timestamptz not null,
    window_seconds      bigint      not null,
    reprocess           text        not null,
    scope               text,
    dry_run             boolean     not null,
    max_events          bigint,
    state               text        not null,
    run                 integer     not null,
    step                bigint      not null,
    settled_step        bigint      not null,
    cursor_text         text,
    done                bigint      not null,
    duplicate           bigint      not null,
    outside             bigint      not null,
    highest_event_time  timestamptz,
    quota_id            text,
    allocation_id       text,
    reason              text        not null,
    ticket              text,
    failure             text,
    created_at          timestamptz not null,
    updated_at          timestamptz not null,
    ended_at            timestamptz,
    version             bigint      not null,
    primary key (tenant_id, id),
    constraint backfill_source check (length(source) between 1 and 128),
    constraint backfill_window check (from_at < to_at),
    constraint backfill_event_time_window check (window_seconds between 1 and 31622400),
    constraint backfill_reprocess check (reprocess in ('none', 'failed', 'completed')),
    constraint backfill_state check (state in ('running', 'paused', 'completed', 'failed', 'cancelled')),
    constraint backfill_end check ((ended_at is not null) = (state in ('completed', 'failed', 'cancelled'))),
    constraint backfill_counts check (done >= 0 and duplicate >= 0 and outside >= 0 and done <= max_events),
    constraint backfill_steps check (run >= 1 and settled_step between 0 and step),
    constraint backfill_slot check (slot between 1 and 64)
);
-- The same window of the same source is live once; a tenant has no more live ones than it has slots.
create unique index backfills_one_live_window on backfills (tenant_id, source, from_at, to_at)
    where state in ('running', 'paused') and not dry_run;
create unique index backfills_one_live_slot on backfills (tenant_id, slot) where state in ('running', 'paused');

-- What of its window a backfill covers: all of it, or what live ones before it left over.
create table backfill_ranges (
    tenant_id   text        not null,
    backfill_id uuid        not null,
    space       text        not null,
    source      text        not null,
    from_at     timestamptz not null,
    to_at       timestamptz not null,
    live        boolean     not null,
    primary key (tenant_id, backfill_id, from_at),
    foreign key (tenant_id, backfill_id) references backfills (tenant_id, id),
    constraint backfill_range check (from_at < to_at),
    -- No two live ranges of one source overlap. A range is a box as wide as a hash of whose it is, and as high as its time in
    -- microseconds, the last one left out: the plain ranges would need an extension to stand beside text.
    constraint backfill_ranges_apart exclude using gist (
        box(point(hashtextextended(tenant_id || ' ' || space || ' ' || source, 0),
                  extract(epoch from from_at at time zone 'UTC') * 1000000),
            point(hashtextextended(tenant_id || ' ' || space || ' ' || source, 0),
                  extract(epoch from to_at at time zone 'UTC') * 1000000 - 1)) with &&
    ) where (live)
);

-- How far the events of a source have come: what is remembered is forgotten by this, never by any clock.
create table event_sources (
    tenant_id          text        not null references tenants,
    source             text        not null,
    space              text        not null,
    highest_event_time timestamptz not null,
    primary key (tenant_id, source, space)
);

create table event_keys (
    tenant_id        text        not null,
    source           text        not null,
    space            text        not null,
    event_key        text        not null,
    remembered_until timestamptz not null,
    backfill_id      uuid        not null,
    run              integer     not null,
    step             bigint      not null,
    primary key (tenant_id, source, space, event_key),
    constraint event_key_length check (length(event_key) between 1 and 256)
);
create index event_keys_remembered on event_keys (tenant_id, source, space, remembered_until);

grant select, insert, update on backfills, backfill_ranges, event_sources to "${app_role}";
grant delete on event_sources to "${app_role}";
grant select, insert, update, delete on event_keys to "${app_role}";

do $$
declare
    walled text;
begin
    foreach walled in array array['backfills', 'backfill_ranges', 'event_sources', 'event_keys']
    loop
        execute format('alter table %I enable row level security', walled);
        execute format('alter table %I force row level security', walled);
        execute format('create policy tenant_wall on %I using ('
            || 'tenant_id = (select current_setting(''headroom.tenant'', true))'
            || ' or (select current_setting(''headroom.tenant'', true)) = ''*'')', walled);
    end loop;
end
$$;
