package headroom.throttle.boundary;

import headroom.kernel.Constants;
import headroom.kernel.FieldError;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.platform.http.Answer;
import headroom.platform.http.Problems;
import headroom.throttle.control.EndingPermit.Ended;
import headroom.throttle.control.Judged;
import headroom.throttle.entity.StoredThrottle;
import headroom.throttle.rule.Aim;
import headroom.throttle.rule.Hindrance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is answered to those who ask for permits and end them. */
final class PermitAnswers {
    private PermitAnswers() {}

    static Answer asked(Outcome<Judged> outcome) {
        return outcome.fold(
                judged -> judged.verdict()
                        .<Answer>fold(
                                granted -> granted(judged),
                                throttled -> throttled(judged, throttled.binding()),
                                impossible -> impossible(judged, impossible.tooSmall())),
                Problems::answer);
    }

    private static Answer granted(Judged judged) {
        PermitView view = PermitView.of(judged.permit().orElseThrow());
        Answer answer = Answer.of(201, view).withHeader("Location", "/api/v1/permits/" + view.permitId());
        return RateLimitFields.on(answer, judged.standing(), judged.now(), null);
    }

    private static Answer throttled(Judged judged, Hindrance binding) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("throttle", shown(judged, binding));
        if (binding.eligibleAt() != null) {
            members.put("retry_at", binding.eligibleAt());
        }
        String detail = "throttle " + binding.throttle() + " has no room: " + limit(binding) + " is " + binding.limit()
                + ", in use are " + binding.used();
        Answer answer = Problems.answer(Refusal.of(Refusal.Kind.THROTTLED, detail), members)
                .withHeader("Retry-After", Long.toString(RateLimitFields.retryAfterSeconds(binding, judged.now())));
        return RateLimitFields.on(answer, judged.standing(), judged.now(), binding);
    }

    private static Answer impossible(Judged judged, Hindrance tooSmall) {
        Refusal refusal = Refusal.of(
                Refusal.Kind.BEYOND_MAXIMUM,
                "a throttle holds less than this costs, however long one waits",
                List.of(new FieldError(
                        "cost",
                        "must be at most " + limit(tooSmall) + " of throttle " + tooSmall.throttle() + " ("
                                + tooSmall.limit() + ")")));
        return Problems.answer(refusal, Map.of("throttle", shown(judged, tooSmall)));
    }

    private static Map<String, Object> shown(Judged judged, Hindrance binding) {
        Optional<StoredThrottle> stored = judged.standing().stream()
                .filter(one -> one.throttle().id().equals(binding.throttle()))
                .findFirst();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", binding.throttle());
        shown.put("tenant", stored.map(StoredThrottle::owner).orElse(StoredThrottle.PLATFORM));
        shown.put("job_type", stored.map(one -> one.throttle().aim().jobType()).orElse(Aim.ANY));
        shown.put("source", stored.map(one -> one.throttle().aim().source()).orElse(Aim.ANY));
        shown.put("limit_kind", binding.kind());
        shown.put("used", binding.used());
        shown.put("limit", binding.limit());
        return shown;
    }

    private static String limit(Hindrance hindrance) {
        return switch (hindrance.kind()) {
            case ACTIVE -> "max_active";
            case HOUR -> "max_per_hour";
            case BURST -> "burst_capacity";
        };
    }

    static Answer ended(Outcome<Ended> outcome) {
        return outcome.fold(
                ended -> ended.now() ? Answer.of(200, PermitView.of(ended.permit())) : endedBefore(ended),
                Problems::answer);
    }

    private static Answer endedBefore(Ended ended) {
        PermitView first = PermitView.of(ended.permit());
        String how = first.outcome() == null ? "otherwise" : Constants.written(first.outcome());
        return Problems.answer(
                Refusal.of(Refusal.Kind.ALREADY_ENDED, "the permit has ended before: " + how), Map.of("permit", first));
    }
}
