package headroom.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static headroom.house.Rooms.condition;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import headroom.platform.AppendOnly;
import headroom.platform.Retries;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateful;
import jakarta.ejb.Stateless;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Version;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.BaseStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.jspecify.annotations.NullMarked;

/** What may be used where, and what nowhere. */
final class Manners {
    private static final Set<Class<?>> GENERIC =
            Set.of(Exception.class, RuntimeException.class, Throwable.class, Error.class);

    /** Look at every failure of a transaction to see whether it lost a race, or hand it unchanged to who waits for it. */
    private static final Set<String> MAY_CATCH_ALL = Set.of(
            Retries.class.getName() + ".call(java.util.function.Supplier)",
            Retries.class.getName() + ".attempt(java.lang.Runnable)");

    private final String root;

    Manners(String root) {
        this.root = root;
    }

    Map<String, ArchRule> rules() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put(
                "the EntityManager stays in control and platform",
                noClasses()
                        .that()
                        .resideOutsideOfPackages(root + ".*.control..", root + ".platform..")
                        .should()
                        .dependOnClassesThat()
                        .belongToAnyOf(EntityManager.class, EntityManagerFactory.class, PersistenceContext.class));
        rules.put(
                "HTTP stays in boundary and platform",
                noClasses()
                        .that()
                        .resideOutsideOfPackages(root + ".*.boundary..", root + ".platform..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("jakarta.ws.rs..", "jakarta.servlet.."));
        rules.put(
                "JMS stays in alert and platform",
                noClasses()
                        .that()
                        .resideOutsideOfPackages(root + ".alert..", root + ".platform..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("jakarta.jms.."));
        rules.put(
                "transactions begin at the boundary",
                noClasses()
                        .that()
                        .resideOutsideOfPackages(root + ".*.boundary..", root + ".platform..")
                        .should()
                        .dependOnClassesThat(DescribedPredicate.describe(
                                "begin transactions",
                                type -> type.getPackageName().startsWith("jakarta.transaction")
                                        || type.isEquivalentTo(Stateless.class)
                                        || type.isEquivalentTo(Stateful.class)
                                        || type.isEquivalentTo(Singleton.class)
                                        || type.isEquivalentTo(MessageDriven.class))));
        rules.put(
                "there is one clock",
                noClasses()
                        .that()
                        .resideOutsideOfPackage(root + ".platform..")
                        .should()
                        .accessTargetWhere(
                                DescribedPredicate.describe("reads a clock of its own", Manners::readsAClock)));
        rules.put(
                "no thread is unmanaged",
                noClasses()
                        .should()
                        .accessTargetWhere(
                                DescribedPredicate.describe("starts an unmanaged thread", Manners::startsAThread))
                        .orShould()
                        .beAssignableTo(Thread.class));
        rules.put("nothing is retried inside a transaction", nothingIsRetriedInsideATransaction());
        rules.put("MicroProfile is annotated with and nothing else", microProfileIsAnnotatedWithOnly());
        rules.put("every entity has a version or is only added to", everyEntityHasAVersion());
        rules.put("fields of entities are private", fieldsOfEntitiesArePrivate());
        rules.put(
                "names say what a thing is",
                noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Utils?|Utilities|DAO|Dao)(\\$.*)?"));
        rules.put(
                "nothing is printed",
                noClasses().should().accessTargetWhere(DescribedPredicate.describe("prints", Manners::prints)));
        rules.put(
                "nothing generic is declared or thrown",
                noCodeUnits()
                        .should(condition(
                                "throw what says nothing",
                                (unit, events) -> Manners.throwsGeneric(unit)
                                        .ifPresent(how -> events.add(new SimpleConditionEvent(
                                                unit, true, unit.getFullName() + " " + how))))));
        rules.put(
                "nothing generic is caught",
                codeUnits()
                        .should(condition(
                                "catch what they know",
                                (unit, events) -> caught(unit)
                                        .ifPresent(what -> events.add(SimpleConditionEvent.violated(
                                                unit, unit.getFullName() + " catches " + what.getName()))))));
        rules.put(
                "every package is null-marked",
                classes().should(condition("be in a null-marked package", (type, events) -> {
                    if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                        events.add(SimpleConditionEvent.violated(type, type.getName() + " is not null-marked"));
                    }
                })));
        return rules;
    }

    private static ArchRule everyEntityHasAVersion() {
        return classes()
                .that()
                .areAnnotatedWith(Entity.class)
                .and()
                .areNotAnnotatedWith(AppendOnly.class)
                .should(condition("have a version", (type, events) -> {
                    if (type.getAllFields().stream().noneMatch(field -> field.isAnnotatedWith(Version.class))) {
                        events.add(SimpleConditionEvent.violated(type, type.getName() + " has no @Version"));
                    }
                }));
    }

    private static ArchRule fieldsOfEntitiesArePrivate() {
        return fields().that()
                .areDeclaredInClassesThat(DescribedPredicate.describe(
                        "are kept by JPA",
                        type -> type.isAnnotatedWith(Entity.class)
                                || type.isAnnotatedWith(Embeddable.class)
                                || type.isAnnotatedWith(MappedSuperclass.class)))
                .and()
                .doNotHaveModifier(JavaModifier.STATIC)
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should()
                .bePrivate();
    }

    private static boolean readsAClock(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getTarget().getName();
        boolean ownNow =
                owner.getPackageName().startsWith("java.time") && name.equals("now") && !takes(access, Clock.class);
        boolean system = owner.isEquivalentTo(System.class)
                && Set.of("currentTimeMillis", "nanoTime").contains(name);
        boolean clock = owner.isEquivalentTo(Clock.class)
                && (name.startsWith("system") || name.matches("tick(Millis|Seconds|Minutes)"));
        boolean date = owner.isAssignableTo(Date.class)
                && access instanceof JavaConstructorCall call
                && call.getTarget().getRawParameterTypes().isEmpty();
        return ownNow || system || clock || date;
    }

    private static boolean startsAThread(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getTarget().getName();
        boolean constructs = name.equals("<init>")
                && (owner.isAssignableTo(Thread.class)
                        || owner.isAssignableTo(Timer.class)
                        || owner.getPackageName().equals("java.util.concurrent")
                                && owner.isAssignableTo(Executor.class));
        boolean pooled = owner.isEquivalentTo(Executors.class)
                || owner.isEquivalentTo(ForkJoinPool.class) && name.equals("commonPool");
        boolean async = (owner.isAssignableTo(CompletableFuture.class) || owner.isAssignableTo(CompletionStage.class))
                && name.endsWith("Async")
                && !takes(access, Executor.class);
        boolean parallel =
                name.equals("parallelStream") || name.equals("parallel") && owner.isAssignableTo(BaseStream.class);
        return constructs || pooled || async || parallel;
    }

    private static boolean prints(JavaAccess<?> access) {
        String name = access.getTarget().getName();
        return access.getTargetOwner().isEquivalentTo(System.class)
                        && Set.of("out", "err").contains(name)
                || name.equals("printStackTrace");
    }

    private static boolean takes(JavaAccess<?> access, Class<?> type) {
        return access.getTarget() instanceof CodeUnitAccessTarget target
                && target.getRawParameterTypes().stream().anyMatch(parameter -> parameter.isEquivalentTo(type));
    }

    private static Optional<String> throwsGeneric(JavaCodeUnit unit) {
        Optional<String> declared = unit.getThrowsClause().getTypes().stream()
                .filter(Manners::isGeneric)
                .map(type -> "declares " + type.getName())
                .findFirst();
        // A subclass calls the constructor of its superclass from its own.
        return declared.or(() -> unit.getConstructorCallsFromSelf().stream()
                .filter(call -> isGeneric(call.getTargetOwner()))
                .filter(call -> !(unit.isConstructor() && unit.getOwner().isAssignableTo(Throwable.class)))
                .map(call -> "creates " + call.getTargetOwner().getName())
                .findFirst());
    }

    private static Optional<JavaClass> caught(JavaCodeUnit unit) {
        // A try with resources catches Throwable in the bytecode, to add what closing throws.
        boolean closes = unit.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTarget().getName().equals("addSuppressed"));
        return unit.getTryCatchBlocks().stream()
                .flatMap(block -> block.getCaughtThrowables().stream())
                .filter(Manners::isGeneric)
                .filter(type -> !(closes && type.isEquivalentTo(Throwable.class)))
                .filter(type -> !MAY_CATCH_ALL.contains(unit.getFullName()))
                .findFirst();
    }

    /** What is retried there runs again in a transaction that is rolled back already. */
    private static ArchRule nothingIsRetriedInsideATransaction() {
        return classes().should(condition("retry outside of transactions", (type, events) -> {
            boolean retries = type.isAnnotatedWith(Retry.class)
                    || type.getMethods().stream().anyMatch(method -> method.isAnnotatedWith(Retry.class));
            boolean begins = Stream.of(
                            Transactional.class, Stateless.class, Stateful.class, Singleton.class, MessageDriven.class)
                    .anyMatch(type::isAnnotatedWith);
            boolean oneBegins =
                    type.getMethods().stream().anyMatch(method -> method.isAnnotatedWith(Transactional.class));
            if (retries && (begins || oneBegins)) {
                events.add(SimpleConditionEvent.violated(type, type.getName() + " retries inside a transaction"));
            }
        }));
    }

    /** An annotation whose class is missing on a server is passed over; anything else would not be. */
    private static ArchRule microProfileIsAnnotatedWithOnly() {
        return classes()
                .should(condition(
                        "use MicroProfile as annotations",
                        (type, events) -> type.getDirectDependenciesFromSelf().stream()
                                .filter(dependency -> dependency
                                        .getTargetClass()
                                        .getPackageName()
                                        .startsWith("org.eclipse.microprofile"))
                                .filter(dependency -> !dependency
                                        .getDescription()
                                        .matches(".* (is annotated with|has annotation member of type) .*"))
                                .forEach(dependency -> events.add(
                                        SimpleConditionEvent.violated(dependency, dependency.getDescription())))));
    }

    private static boolean isGeneric(JavaClass type) {
        return GENERIC.stream().anyMatch(type::isEquivalentTo);
    }
}
