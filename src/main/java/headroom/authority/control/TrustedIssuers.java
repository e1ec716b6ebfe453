package headroom.authority.control;

import headroom.authority.rule.TrustedIssuer;
import headroom.authority.rule.ValidToken;
import headroom.kernel.FieldError;
import headroom.kernel.Outcome;
import headroom.platform.OwnIssuer;
import headroom.platform.ServerClock;
import headroom.platform.Settings;
import headroom.platform.downstream.Downstream;
import headroom.platform.http.RefusedException;
import headroom.platform.json.StrictJson;
import headroom.platform.keys.SigningKeys;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whose tokens are taken: this service's own, and those of the issuers in the file that the operator named. */
@ApplicationScoped
public class TrustedIssuers {
    private static final String DEFAULT_AUDIENCE = "headroom";

    @Inject
    private SigningKeys ownKeys;

    @Inject
    private StrictJson json;

    @Inject
    private ServerClock clock;

    @Inject
    private ScopePolicies policies;

    @Inject
    private Downstream downstream;

    @Resource
    private ManagedExecutorService background;

    private TokenValidation validation;

    @PostConstruct
    void read() {
        List<Trust> trusts = new ArrayList<>();
        trusts.add(Trust.of(
                TrustedIssuer.ourselves(OwnIssuer.url(), audience()),
                Set.of("ES256"),
                Trust.ACCESS_TOKEN,
                new OwnKeySource(ownKeys)));
        Settings.HEADROOM_ISSUERS_FILE.value().map(Path::of).ifPresent(file -> trusts.addAll(trusts(file)));
        validation = new TokenValidation(trusts);
    }

    /** The audience that our own tokens are for. */
    public static String audience() {
        return Settings.HEADROOM_AUDIENCE.value().orElse(DEFAULT_AUDIENCE).strip();
    }

    /** Whether a token is to be believed, and whom it speaks for. */
    public Outcome<ValidToken> validate(String token) {
        return validation.validate(token, clock.now()).map(policies::sufficient);
    }

    private List<Trust> trusts(Path file) {
        Set<String> known = new HashSet<>(Set.of(OwnIssuer.url()));
        List<Trust> trusts = new ArrayList<>();
        for (IssuersFile.Entry entry : parsed(file).issuers()) {
            if (!known.add(entry.issuer())) {
                throw wrong("issuer " + entry.issuer() + " stands there twice, or is this service itself");
            }
            trusts.add(Trust.of(
                    entry.trusted(),
                    entry.allowedAlgorithms(),
                    entry.allowedTypes(),
                    new ForeignKeySource(url(entry), background, downstream)));
        }
        return trusts;
    }

    private static URL url(IssuersFile.Entry entry) {
        try {
            return URI.create(entry.jwksUrl()).toURL();
        } catch (MalformedURLException | IllegalArgumentException malformed) {
            throw wrong("jwks_url of " + entry.issuer() + ": " + malformed.getMessage());
        }
    }

    private IssuersFile parsed(Path file) {
        try {
            // A list has no name of its own; with one it is read, and complained of, as bodies are.
            String named = "{\"issuers\":" + Files.readString(file) + "}";
            return json.read(named.getBytes(StandardCharsets.UTF_8), IssuersFile.class);
        } catch (IOException unreadable) {
            throw wrong(String.valueOf(unreadable));
        } catch (RefusedException refused) {
            throw wrong(refused.refusal().errors().stream()
                    .map(TrustedIssuers::said)
                    .collect(Collectors.joining("; ")));
        }
    }

    private static String said(FieldError error) {
        return error.field() + " " + error.message();
    }

    private static IllegalStateException wrong(String why) {
        return new IllegalStateException("the setting " + Settings.HEADROOM_ISSUERS_FILE + ": " + why);
    }
}
