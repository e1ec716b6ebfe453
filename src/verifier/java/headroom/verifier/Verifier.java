package headroom.verifier;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import headroom.audit.control.proof.SignedHead;
import headroom.audit.rule.Examination;
import headroom.audit.rule.Finding;
import headroom.audit.rule.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The program: {@code java -jar headroom-audit-verifier.jar EXPORT KEYS [ANCHORS]}. EXPORT is what
 * {@code GET /api/v1/audit/export} gave, KEYS what {@code GET /api/v1/audit/keys} gave, ANCHORS a file with anchors that were
 * kept elsewhere, one a line. Prints the verdict as JSON and ends with 0 where all is well, 1 where the trail was tampered
 * with, 2 where something cannot be read.
 */
public final class Verifier {
    static final int WELL = 0;
    static final int TAMPERED = 1;
    static final int UNREADABLE = 2;

    private final List<ECKey> keys;
    private final Export export;

    private Verifier(Export export, List<ECKey> keys) {
        this.export = export;
        this.keys = keys;
    }

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out, System.err));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        if (arguments.length < 2 || arguments.length > 3) {
            err.println("usage: java -jar headroom-audit-verifier.jar EXPORT.jsonl KEYS.json [ANCHORS]");
            return UNREADABLE;
        }
        try {
            Verifier verifier = new Verifier(Export.open(Path.of(arguments[0])), keys(Path.of(arguments[1])));
            List<String> kept = arguments.length == 3 ? lines(Path.of(arguments[2])) : List.of();
            Verdict verdict = verifier.verify(kept);
            out.println(json(verdict));
            return verdict.finding() == null ? WELL : TAMPERED;
        } catch (CannotRead unreadable) {
            err.println(unreadable.getMessage());
            return UNREADABLE;
        }
    }

    private Verdict verify(List<String> kept) throws CannotRead {
        Line.Head head = export.head();
        Examination examination = new Examination(head.stretch(), head.link());
        for (String jws : kept) {
            SignedHead signed = signed(jws)
                    .orElseThrow(() -> new CannotRead("no anchor of " + head.tenant() + " by these keys: " + jws));
            examination.expect(signed.anchor());
        }
        for (Line.Anchor anchor : export.anchors()) {
            signed(anchor.jws())
                    .filter(signed -> signed.sequence() == anchor.sequence())
                    .ifPresentOrElse(
                            signed -> examination.expect(signed.anchor()),
                            () -> examination.distrust(anchor.sequence()));
        }
        export.read(examination);
        return examination.verdict();
    }

    private Optional<SignedHead> signed(String jws) throws CannotRead {
        String tenant = export.head().tenant();
        return SignedHead.verify(jws, keys).filter(head -> head.tenant().equals(tenant));
    }

    private static List<ECKey> keys(Path file) throws CannotRead {
        try {
            List<ECKey> keys = JWKSet.load(file.toFile()).getKeys().stream()
                    .filter(ECKey.class::isInstance)
                    .map(ECKey.class::cast)
                    .toList();
            if (keys.isEmpty()) {
                throw new CannotRead(file + " holds no EC key");
            }
            return keys;
        } catch (IOException | ParseException broken) {
            throw new CannotRead(file + ": " + broken.getMessage(), broken);
        }
    }

    private static List<String> lines(Path file) throws CannotRead {
        try {
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException broken) {
            throw new CannotRead(file + ": " + broken.getMessage(), broken);
        }
    }

    private static String json(Verdict verdict) {
        Finding finding = verdict.finding();
        String kind = finding == null ? "null" : '"' + finding.kind().name().toLowerCase(Locale.ROOT) + '"';
        return "{\"entries\":%d,\"first_bad\":%s,\"kind\":%s,\"anchored_up_to\":%d}"
                .formatted(
                        verdict.entries(), finding == null ? "null" : finding.firstBad(), kind, verdict.anchoredUpTo());
    }
}
