package planted.headroom.quota.control;

/** A name that says nothing. */
public class QuotaManager {
    /** So does this. */
    static class StringUtils {}

    /** And this. */
    static class QuotaDAO {}

    /** And this. */
    static class QuotaServiceImpl {}

    /** And this. */
    static class JsonHelper {}
}
