-- Who may call: keys that sign tokens and the audit trail, clients, revoked tokens.
--
-- These are read before it is known whose request it is, and so are not kept apart by tenant.

-- A key signs from signs_from until signs_until, when its successor does. One per purpose has no successor yet: of two
-- servers that make the first or the next key at once, one fails.
create table signing_keys (
    kid         text        not null primary key,
    purpose     text        not null,
    public_key  text        not null,
    private_key text        not null,
    signs_from  timestamptz not null,
    signs_until timestamptz,
    created_at  timestamptz not null default now(),
    constraint signing_key_purpose check (purpose in ('token', 'audit')),
    constraint signing_key_time check (signs_until > signs_from)
);
create unique index signing_keys_one_newest on signing_keys (purpose) where signs_until is null;
create index signing_keys_purpose on signing_keys (purpose, signs_from);

grant select, insert on signing_keys to "${app_role}";
grant update (signs_until) on signing_keys to "${app_role}";

-- Who may ask for tokens. A deleted client stays, so that its tokens are known to be void; its client_id can be used again.
create table oauth_clients (
    tenant_id   text        not null references tenants,
    id          uuid        not null,
    client_id   text        not null,
    name        text        not null,
    scopes      text        not null,
    secret_hash text,
    jwks        text,
    created_at  timestamptz not null default clock_timestamp(),
    deleted_at  timestamptz,
    version     bigint      not null default 1,
    primary key (tenant_id, id),
    constraint client_id_form check (client_id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
    constraint client_name_length check (length(name) between 1 and 128),
    constraint client_scopes_form check (scopes ~ '^orch:[a-z]+( orch:[a-z]+)*$'),
    constraint client_secret_form check (secret_hash like 'pbkdf2-sha512$%'),
    constraint client_can_prove_itself check (secret_hash is not null or jwks is not null)
);
create unique index oauth_clients_one_live on oauth_clients (client_id) where deleted_at is null;
create index oauth_clients_order on oauth_clients (id) where deleted_at is null;
create index oauth_clients_deletion on oauth_clients (deleted_at) where deleted_at is not null;

-- Tokens that are void before their time, by the hash of their id; forgotten when they would have ended anyway.
create table revoked_tokens (
    token_hash text        not null primary key,
    revoked_at timestamptz not null default clock_timestamp(),
    expires_at timestamptz not null,
    constraint token_hash_form check (token_hash ~ '^[0-9a-f]{64}$')
);
create index revoked_tokens_news on revoked_tokens (revoked_at);
create index revoked_tokens_end on revoked_tokens (expires_at);

-- Assertions that clients have proved themselves with: each serves once.
create table used_assertions (
    client_id  text        not null,
    jti_hash   text        not null,
    expires_at timestamptz not null,
    primary key (client_id, jti_hash)
);
create index used_assertions_end on used_assertions (expires_at);

grant select, insert on oauth_clients to "${app_role}";
grant update (deleted_at, version) on oauth_clients to "${app_role}";
grant select, insert, delete on revoked_tokens, used_assertions to "${app_role}";
