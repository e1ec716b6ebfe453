package headroom.bench.talk;

import headroom.bench.data.Forest;
import java.util.SplittableRandom;

/**
 * Random users of a range of trees.
 *
 * @param token of whoever calls for them
 * @param firstTree the first tree, from 1
 * @param trees how many
 */
public record Users(String token, int firstTree, int trees) {
    private static final String TREE_MARK = "TTTT";
    private static final String USER_MARK = "UUUU";

    /** The users of one tree. */
    public static Users of(String token, int tree) {
        return new Users(token, tree, 1);
    }

    /** The members of a body that name a user, with marks to overwrite. */
    String members() {
        return "\"entity_type\":\"user\",\"entity_id\":\"user-" + TREE_MARK + "-" + USER_MARK
                + "\",\"resource_type\":\"" + Forest.RESOURCE_TYPE + "\"";
    }

    /** Where, from a position on, the marks of {@link #members} stand. */
    int find(Request request, int from) {
        return request.find(TREE_MARK + "-" + USER_MARK, from);
    }

    /** Overwrites the marks. */
    void choose(Request request, int at, SplittableRandom random) {
        request.put(at, firstTree + random.nextInt(trees), TREE_MARK.length());
        request.put(at + TREE_MARK.length() + 1, 1 + random.nextInt(Forest.USERS), USER_MARK.length());
    }
}
