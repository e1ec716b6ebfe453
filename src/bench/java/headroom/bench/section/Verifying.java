package headroom.bench.section;

import headroom.bench.data.Forest;
import headroom.bench.data.Statements;
import java.net.http.HttpResponse;
import java.util.List;

/** The proof that nothing was lost and nothing granted twice while all this went on. */
public final class Verifying {
    private Verifying() {}

    /** Whether every counter says what the allocations say: by the service, or where that takes too long, by SQL. */
    public static boolean isExact(Run run) {
        boolean exact = true;
        for (String tenant : List.of(Forest.TENANT, Forest.BATCH_TENANT)) {
            exact &= isExact(run, tenant);
        }
        return exact;
    }

    private static boolean isExact(Run run, String tenant) {
        HttpResponse<String> answer = run.service().server().post("/api/v1/quotas/verify", run.token(tenant));
        if (answer.statusCode() == 200) {
            boolean exact = answer.body().contains("\"differences\":[]");
            run.report()
                    .note("POST /quotas/verify of tenant %s: %s"
                            .formatted(tenant, exact ? "no differences." : "DIFFERENCES: " + answer.body()));
            return exact;
        }
        String wrong =
                run.service().database().value(Statements.resource("verify.sql").replace("${tenant}", tenant));
        run.report()
                .note("POST /quotas/verify of tenant %s was answered %d; the same by SQL: %s differences."
                        .formatted(tenant, answer.statusCode(), wrong));
        return wrong.equals("0");
    }
}
