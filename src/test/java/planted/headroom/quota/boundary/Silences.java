package planted.headroom.quota.boundary;

/** Silences what it should cure. */
@SuppressWarnings("NullAway")
public class Silences {
    @SuppressWarnings("unchecked")
    void allowed() {}
}
