package headroom.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who may know whom: the rooms of a component, and the arrows between components. */
final class Rooms {
    private static final Map<String, Set<String>> MAY_KNOW = Map.of(
            "boundary", Set.of("boundary", "control", "entity", "rule"),
            "control", Set.of("control", "entity", "rule"),
            "entity", Set.of("entity", "rule"),
            "rule", Set.of("rule"));

    private static final Set<String> COMPONENTS = Set.of(
            "quota",
            "governance",
            "breaker",
            "overload",
            "throttle",
            "authority",
            "tenant",
            "audit",
            "backfill",
            "guard",
            "webhook",
            "alert",
            "dashboard");
    private static final Set<String> USED_BY_ALL = Set.of("tenant", "authority", "audit");
    private static final Set<String> READERS = Set.of("alert", "dashboard");
    private static final Map<String, Set<String>> ARROWS = Map.of(
            "governance", Set.of("quota"),
            "backfill", Set.of("quota"),
            "webhook", Set.of("guard", "overload"),
            "guard", Set.of("breaker", "overload"),
            "alert", Set.of("webhook"));

    private static final Set<String> PLAIN_PACKAGES = Set.of(
            "java.lang",
            "java.math",
            "java.time",
            "java.time.temporal",
            "java.util",
            "java.util.function",
            "java.util.stream",
            "java.util.regex",
            "java.lang.runtime",
            "java.lang.invoke",
            "org.jspecify.annotations");
    private static final Set<Class<?>> NOT_PLAIN = Set.of(
            Clock.class,
            Thread.class,
            Runtime.class,
            Process.class,
            ProcessBuilder.class,
            ThreadLocal.class,
            java.util.Timer.class,
            java.util.Scanner.class);

    private final String root;

    Rooms(String root) {
        this.root = root;
    }

    /** Where a class stands: {@code quota}, {@code control}; either may be missing. */
    private record Place(String component, Optional<String> room) {}

    Map<String, ArchRule> rules() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("every class stands in a room of a component that the house has", everyClassHasARoom());
        rules.put("boundary, control, entity and rule know what the table allows", roomsKnowWhatTheTableAllows());
        rules.put(
                "a rule is plain Java and knows the kernel",
                classes()
                        .that()
                        .resideInAPackage(root + ".*.rule..")
                        .should()
                        .onlyDependOnClassesThat(plainOr(root + ".kernel", ".rule")));
        rules.put(
                "the kernel is plain Java",
                classes()
                        .that()
                        .resideInAPackage(root + ".kernel..")
                        .should()
                        .onlyDependOnClassesThat(plainOr(root + ".kernel", ".kernel")));
        rules.put(
                "the platform knows no component",
                noClasses()
                        .that()
                        .resideInAPackage(root + ".platform..")
                        .should()
                        .dependOnClassesThat(DescribedPredicate.describe(
                                "are of a component",
                                type -> place(type).filter(this::isComponent).isPresent())));
        rules.put("components know each other along the arrows only", arrows());
        rules.put(
                "components are free of cycles",
                slices().matching(root + ".(*)..").should().beFreeOfCycles());
        return rules;
    }

    private ArchRule everyClassHasARoom() {
        return classes().should(condition("stand in a room", (type, events) -> {
            Optional<Place> place = place(type);
            boolean housed = place.filter(at -> Set.of("kernel", "platform").contains(at.component())
                            || COMPONENTS.contains(at.component())
                                    && at.room().filter(MAY_KNOW::containsKey).isPresent())
                    .isPresent();
            if (!housed) {
                events.add(SimpleConditionEvent.violated(type, type.getName() + " stands in no room of the house"));
            }
        }));
    }

    private ArchRule roomsKnowWhatTheTableAllows() {
        return classes()
                .should(onDependencies(
                        "know only the rooms that the table allows",
                        (from, to) -> !from.component().equals(to.component())
                                || !isComponent(from)
                                || from.room().isEmpty()
                                || to.room().isEmpty()
                                || MAY_KNOW.getOrDefault(from.room().get(), Set.of())
                                        .contains(to.room().get())));
    }

    private ArchRule arrows() {
        return classes().should(onDependencies("keep to the arrows between components", (from, to) -> {
            if (!isComponent(from) || !isComponent(to) || from.component().equals(to.component())) {
                return true;
            }
            boolean throughTheDoor = to.room().equals(Optional.of("boundary"));
            return USED_BY_ALL.contains(to.component()) && throughTheDoor
                    || ARROWS.getOrDefault(from.component(), Set.of()).contains(to.component())
                    || READERS.contains(from.component()) && !READERS.contains(to.component());
        }));
    }

    private interface Allowed {
        boolean test(Place from, Place to);
    }

    private ArchCondition<JavaClass> onDependencies(String description, Allowed allowed) {
        return condition(description, (type, events) -> {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                Optional<Place> from = place(dependency.getOriginClass());
                Optional<Place> to = place(dependency.getTargetClass().getBaseComponentType());
                if (from.isPresent() && to.isPresent() && !allowed.test(from.get(), to.get())) {
                    events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                }
            }
        });
    }

    private DescribedPredicate<JavaClass> plainOr(String kernel, String room) {
        return DescribedPredicate.describe("are plain Java, of " + kernel + " or in a package " + room, dependency -> {
            JavaClass type = dependency.getBaseComponentType();
            String where = type.getPackageName();
            boolean forbidden = NOT_PLAIN.stream().anyMatch(type::isEquivalentTo);
            return type.isPrimitive()
                    || where.equals(kernel)
                    || where.startsWith(root + ".") && where.endsWith(room)
                    || PLAIN_PACKAGES.contains(where) && !forbidden;
        });
    }

    private boolean isComponent(Place place) {
        return !Set.of("kernel", "platform").contains(place.component());
    }

    private Optional<Place> place(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith(root + ".")) {
            return Optional.empty();
        }
        String[] steps = name.substring(root.length() + 1).split("\\.");
        return Optional.of(new Place(steps[0], steps.length > 1 ? Optional.of(steps[1]) : Optional.empty()));
    }

    interface Check<T> {
        void check(T item, ConditionEvents events);
    }

    static <T> ArchCondition<T> condition(String description, Check<T> check) {
        return new ArchCondition<>(description) {
            @Override
            public void check(T item, ConditionEvents events) {
                check.check(item, events);
            }
        };
    }
}
