package headroom.testing;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Pools over HTTP: fresh tenants with one tree each of a resource, and the platform's calls. */
public final class Pools {
    private final Api platform;

    public Pools(Api any) {
        this.platform = any.asPlatform();
    }

    public Api platform() {
        return platform;
    }

    /** A fresh tenant whose root quota of concurrent_gpus allows this much. */
    public Sharer sharer(String limit) {
        Api tenant = Product.running().api();
        return new Sharer(tenant, tenant.quota("organization", tenant.tenant(), limit, null));
    }

    /** So many of them, in the order in which a pool shows them. */
    public List<Sharer> sharers(int number, String limit) {
        return Stream.generate(() -> sharer(limit))
                .limit(number)
                .sorted(Comparator.comparing(Sharer::tenant))
                .toList();
    }

    /** A tenant with its one tree. */
    public record Sharer(Api api, UUID root) {
        public String tenant() {
            return api.tenant();
        }

        /** A member with these further terms, each beginning with a comma. */
        public String member(String terms) {
            return "{\"tenant\":\"%s\"%s}".formatted(api.tenant(), terms);
        }
    }

    /** A pool of concurrent_gpus; the options are JSON members. */
    public Reply make(String capacity, String strategy, String options, List<String> members) {
        return platform.post(
                "pools", """
                {"name":"p%s","resource_type":"concurrent_gpus","capacity":%s,"strategy":"%s","options":{%s},"members":[%s]}""".formatted(UUID.randomUUID(), capacity, strategy, options, String.join(",", members)));
    }

    /** One whose members reserve 10 each, and give back within a second what they borrow of that. */
    public UUID makeReserving(String capacity, String strategy, List<Sharer> sharers) {
        List<String> members = sharers.stream()
                .map(sharer -> sharer.member(",\"reserved\":10"))
                .toList();
        return make(capacity, strategy, "\"reclaim_grace\":\"PT1S\"", members)
                .is(201)
                .id();
    }

    public Reply get(UUID pool) {
        return platform.get("pools/" + pool).is(200);
    }

    /** The members' shares, in the order of the tenants' ids as they were made: {@code 60/50/10}. */
    public static String shares(Reply pool) {
        return each(pool, "share");
    }

    /** A field of each member, by tenant. */
    public static String each(Reply pool, String field) {
        return StreamSupport.stream(pool.body().path("members").spliterator(), false)
                .map(member -> member.path(field).asText())
                .collect(Collectors.joining("/"));
    }
}
