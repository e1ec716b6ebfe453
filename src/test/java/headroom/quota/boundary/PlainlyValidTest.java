package headroom.quota.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.kernel.Amount;
import headroom.quota.rule.AllocationState;
import headroom.quota.rule.EntityType;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What a body says of itself in one glance is what the validator finds: the glance is only faster. */
class PlainlyValidTest {
    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();

    @Property
    void aRequestForAnAmount(@ForAll("requests") AllocateRequest request) {
        assertThat(request.keepsItsRules())
                .isEqualTo(VALIDATOR.validate(request).isEmpty());
    }

    @Property
    void aQuestion(
            @ForAll("types") EntityType type,
            @ForAll("texts") String entityId,
            @ForAll("texts") String resource,
            @ForAll("amounts") Amount amount) {
        CheckRequest request = new CheckRequest(type, entityId, resource, amount);
        assertThat(request.keepsItsRules())
                .isEqualTo(VALIDATOR.validate(request).isEmpty());
    }

    @Property(tries = 200)
    void aBatch(@ForAll("modes") BatchRequest.Mode mode, @ForAll("items") List<AllocateRequest> items) {
        BatchRequest request = new BatchRequest(mode, items);
        assertThat(request.keepsItsRules())
                .isEqualTo(VALIDATOR.validate(request).isEmpty());
    }

    @Provide
    Arbitrary<AllocateRequest> requests() {
        Arbitrary<UUID> ids = Arbitraries.create(UUID::randomUUID).injectNull(0.5);
        Arbitrary<AllocationState> states =
                Arbitraries.of(AllocationState.class).injectNull(0.6);
        return Combinators.combine(ids, types(), texts(), texts(), amounts(), texts(), states)
                .as((id, type, entity, resource, amount, job, state) ->
                        new AllocateRequest(id, type, entity, resource, amount, job, state, null, null));
    }

    @Provide
    Arbitrary<List<AllocateRequest>> items() {
        Arbitrary<AllocateRequest> valid = Arbitraries.just(new AllocateRequest(
                null, EntityType.USER, "ada", "concurrent_gpus", Amount.of(1), "job", null, null, null));
        Arbitrary<AllocateRequest> mostlyValid = Arbitraries.frequencyOf(Tuple.of(20, valid), Tuple.of(1, requests()));
        Arbitrary<List<AllocateRequest>> few =
                mostlyValid.injectNull(0.02).list().ofMaxSize(5).map(ArrayList::new);
        Arbitrary<List<AllocateRequest>> many = valid.list().ofMinSize(999).ofMaxSize(1_001);
        return Arbitraries.frequencyOf(Tuple.of(20, few), Tuple.of(1, many)).injectNull(0.05);
    }

    @Provide
    Arbitrary<BatchRequest.Mode> modes() {
        return Arbitraries.of(BatchRequest.Mode.class).injectNull(0.1);
    }

    @Provide
    Arbitrary<EntityType> types() {
        return Arbitraries.of(EntityType.class).injectNull(0.3);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> likely =
                Arbitraries.of("concurrent_gpus", "a", "z9_", "job", "_a", "9a", "A", "", "a\nb", "a-b");
        Arbitrary<String> lengths =
                Arbitraries.of(62, 63, 64, 127, 128, 129, 254, 255, 256).map("a"::repeat);
        return Arbitraries.oneOf(likely, likely, lengths).injectNull(0.3);
    }

    @Provide
    Arbitrary<Amount> amounts() {
        return Arbitraries.of(Amount.of(1), Amount.of(1), Amount.ZERO, Amount.of(-1))
                .injectNull(0.1);
    }
}
