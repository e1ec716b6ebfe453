package headroom.quota.boundary;

import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.platform.http.Answer;
import headroom.platform.http.Problems;
import headroom.platform.json.Texts;
import headroom.quota.control.AdmittedRequest;
import headroom.quota.control.QuotaExceeded;
import headroom.quota.control.StepRefused;
import headroom.quota.rule.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Folds outcomes into HTTP answers. */
public final class QuotaAnswers {
    private QuotaAnswers() {}

    static Answer created(Outcome<PlacedQuota> outcome) {
        return outcome.fold(
                placed -> Answer.of(201, placed.view())
                        .withVersion(placed.quota().version())
                        .withHeader(
                                "Location", "/api/v1/quotas/" + placed.quota().id()),
                QuotaAnswers::refused);
    }

    static Answer shown(Outcome<PlacedQuota> outcome) {
        return outcome.fold(
                placed ->
                        Answer.of(200, placed.view()).withVersion(placed.quota().version()),
                QuotaAnswers::refused);
    }

    static Answer ok(Outcome<?> outcome) {
        return outcome.fold(value -> Answer.of(200, value), QuotaAnswers::refused);
    }

    static Answer allocated(Outcome<AdmittedRequest> outcome) {
        return outcome.fold(
                admission -> Answer.of(201, view(admission))
                        .withHeader(
                                "Location",
                                "/api/v1/allocations/" + admission.allocation().id()),
                QuotaAnswers::refused);
    }

    static Answer stepped(Outcome<SteppingAllocations.Stepped> outcome) {
        return outcome.fold(
                stepped -> Answer.of(200, AllocationView.of(stepped.allocation(), stepped.resourceType())),
                QuotaAnswers::refused);
    }

    /** Atomic: all allocations or one refusal of the whole. Independent: a result for each item. */
    static Answer batch(BatchRequest.Mode mode, List<Outcome<AdmittedRequest>> outcomes) {
        List<BatchView.Item> results = new ArrayList<>(outcomes.size());
        for (Outcome<AdmittedRequest> outcome : outcomes) {
            int index = results.size();
            results.add(outcome.fold(admission -> new BatchView.Item(index, 201, view(admission), null), refusal -> {
                Answer problem = refused(refusal);
                return new BatchView.Item(index, problem.status(), null, problem.body());
            }));
        }
        int admitted =
                (int) results.stream().filter(item -> item.problem() == null).count();
        int refused = results.size() - admitted;
        if (mode == BatchRequest.Mode.ATOMIC && refused > 0) {
            return refusedWhole(outcomes, results, refused);
        }
        int status = mode == BatchRequest.Mode.ATOMIC ? 201 : 200;
        return Answer.of(status, new BatchView(mode, admitted, refused, results));
    }

    /** The answer that carries a refusal of a quota or an allocation, with what it knows. */
    public static Answer refused(Refusal refusal) {
        if (refusal instanceof QuotaExceeded exceeded) {
            return Problems.answer(refusal, members(exceeded));
        }
        if (refusal instanceof StepRefused step) {
            Map<String, Object> members = new LinkedHashMap<>(refusal.members());
            members.put("allocation", AllocationView.of(step.allocation(), step.resourceType()));
            return Problems.answer(refusal, members);
        }
        return Problems.answer(refusal);
    }

    /** An allocation as it was admitted. */
    public static AllocationView view(AdmittedRequest admission) {
        return AllocationView.of(
                admission.allocation(),
                admission.resourceType(),
                admission.decision().warnings());
    }

    private static Map<String, Object> members(QuotaExceeded exceeded) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put(
                "violations",
                exceeded.denied().violations().stream().map(ViolationView::of).toList());
        members.put("max_grantable", exceeded.denied().maxGrantable());
        @Nullable Instant retryAt = exceeded.retryAt();
        if (retryAt != null) {
            members.put("retry_at", Texts.instant(retryAt));
        }
        return members;
    }

    private static Answer refusedWhole(
            List<Outcome<AdmittedRequest>> outcomes, List<BatchView.Item> results, int refused) {
        List<ViolationView> violations = new ArrayList<>();
        Refusal.Kind kind = Refusal.Kind.CONFLICT;
        for (int i = 0; i < outcomes.size(); i++) {
            @Nullable Refusal refusal = outcomes.get(i).<@Nullable Refusal>fold(done -> null, no -> no);
            if (refusal instanceof QuotaExceeded exceeded) {
                kind = Refusal.Kind.QUOTA_EXCEEDED;
                for (Violation violation : exceeded.denied().violations()) {
                    violations.add(ViolationView.of(violation, i));
                }
            } else if (refusal != null
                    && refusal.kind() == Refusal.Kind.ALREADY_EXISTS
                    && kind == Refusal.Kind.CONFLICT) {
                kind = Refusal.Kind.ALREADY_EXISTS;
            }
        }
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("violations", violations);
        members.put(
                "results",
                results.stream().filter(item -> item.problem() != null).toList());
        String detail = refused + " of " + results.size() + " items were refused; nothing was allocated";
        return Problems.answer(Refusal.of(kind, detail), members);
    }
}
