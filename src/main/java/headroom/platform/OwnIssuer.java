package headroom.platform;

/** The issuer in what this service signs, tokens and heads of the audit trail: the same for every server. */
public final class OwnIssuer {
    private static final String DEFAULT = "http://localhost:8080";

    private OwnIssuer() {}

    /**
     * Its URL.
     *
     * @throws IllegalStateException naming the setting, where that is no http or https URL, or ends with a slash
     */
    public static String url() {
        String issuer = Settings.HEADROOM_ISSUER.value().orElse(DEFAULT).strip();
        if (!issuer.matches("https?://[^\\s?#]{1,240}") || issuer.endsWith("/")) {
            throw new IllegalStateException(
                    "the setting HEADROOM_ISSUER must be an http or https URL without a slash at its end");
        }
        return issuer;
    }
}
