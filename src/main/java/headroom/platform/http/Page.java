package headroom.platform.http;

import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/** A part of a list, and the way to the next one. */
public final class Page {
    private Page() {}

    /**
     * The answer with these elements; with {@code Link: rel="next"} where there are more.
     *
     * @param found one more element than {@code limit} where the list goes on
     * @param cursorOf what names the place after an element
     */
    public static <T> Answer of(UriInfo uri, List<T> found, int limit, Function<T, String> cursorOf) {
        return of(uri, found, limit, Function.identity(), cursorOf);
    }

    /** The same, where what is shown of an element does not name its place. */
    public static <T, V> Answer of(
            UriInfo uri, List<T> found, int limit, Function<T, V> view, Function<T, String> cursorOf) {
        if (found.size() <= limit) {
            return Answer.of(200, found.stream().map(view).toList());
        }
        List<T> shown = found.subList(0, limit);
        String cursor = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(cursorOf.apply(shown.get(limit - 1)).getBytes(StandardCharsets.UTF_8));
        String next = uri.getRequestUriBuilder()
                .replaceQueryParam("cursor", cursor)
                .build()
                .toString();
        return Answer.of(200, shown.stream().map(view).toList()).withHeader("Link", "<" + next + ">; rel=\"next\"");
    }
}
