-- Ids as the service makes them, growing with time (UUID version 7), but known in advance: the kind of thing
-- (1 tree, 2 quota, 3 allocation, 4 history) and its number.
create schema if not exists bench;
create or replace function bench.id(kind bigint, n bigint) returns uuid language sql immutable parallel safe as $$
    select (lpad(to_hex(1700000000000 + kind * 1000000000 + n / 4096), 12, '0')
        || '7' || lpad(to_hex(n % 4096), 3, '0') || '8' || lpad(to_hex(n), 15, '0'))::uuid
$$;
grant usage on schema bench to headroom_owner;
