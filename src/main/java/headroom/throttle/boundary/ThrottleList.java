package headroom.throttle.boundary;

import headroom.kernel.Constants;
import headroom.kernel.Outcome;
import headroom.kernel.TenantId;
import headroom.platform.http.Answer;
import headroom.platform.http.Page;
import headroom.platform.http.Parameters;
import headroom.platform.http.Problems;
import headroom.platform.json.Texts;
import headroom.throttle.control.Throttles.Sought;
import headroom.throttle.entity.StoredThrottle;
import headroom.throttle.rule.Mode;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of throttles that is asked for.
 *
 * @param tenant who asks
 * @param owner whose throttles; the tenant's where it is null
 * @param size elements at most
 */
record ThrottleList(TenantId tenant, @Nullable String owner, Sought sought, Optional<UUID> after, int size) {
    static ThrottleList of(TenantId tenant, UriInfo uri) {
        Parameters parameters = Parameters.of(uri, Set.of("tenant", "job_type", "source", "mode", "limit", "cursor"));
        @Nullable String owner = parameters.read("tenant", ThrottleList::platform).orElse(null);
        Sought sought = new Sought(
                parameters.read("job_type", Function.identity()).orElse(null),
                parameters.read("source", Function.identity()).orElse(null),
                parameters
                        .read("mode", text -> Constants.written(Texts.constant(Mode.class, text)))
                        .orElse(null));
        int size = parameters.limit();
        Optional<UUID> after = parameters.cursor(Texts::uuid);
        parameters.check();
        return new ThrottleList(tenant, owner, sought, after, size);
    }

    <T> Answer page(UriInfo uri, Outcome<List<T>> found, Function<T, UUID> id) {
        return found.fold(page -> Page.of(uri, page, size, one -> id.apply(one).toString()), Problems::answer);
    }

    private static String platform(String text) {
        if (!text.equals(StoredThrottle.PLATFORM)) {
            throw new IllegalArgumentException("must be " + StoredThrottle.PLATFORM);
        }
        return text;
    }
}
