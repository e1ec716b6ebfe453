package headroom.platform;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** What the database says of itself. */
@Stateless
public class Database {
    @PersistenceContext
    private EntityManager entities;

    /** Whether it answers; fails where it does not. */
    public boolean answers() {
        return entities.createNativeQuery("select 1").getSingleResult() != null;
    }

    /** Connections that this server's role has open, and how many of them work. */
    public Connections connections() {
        Object[] row = (Object[]) entities.createNativeQuery("""
                        select count(*), count(*) filter (where state <> 'idle')
                        from pg_stat_activity where application_name = 'headroom' and usename = current_user
                        """).getSingleResult();
        return new Connections(((Number) row[0]).intValue(), ((Number) row[1]).intValue());
    }

    /**
     * The pools of all servers on this database together.
     *
     * @param open established
     * @param busy of these, not idle
     */
    public record Connections(int open, int busy) {}
}
