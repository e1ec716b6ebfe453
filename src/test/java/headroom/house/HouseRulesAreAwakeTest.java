package headroom.house;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each rule of the house is seen to fail on violations that were planted for it, and names them. */
class HouseRulesAreAwakeTest {
    private static final String ROOT = "planted.headroom";
    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages(ROOT);

    /** What each rule must name. */
    private static final Map<String, List<String>> NAMED = Map.ofEntries(
            entry(
                    "every class stands in a room of a component that the house has",
                    List.of("quota.Homeless ", "billing.boundary.Stranger ")),
            entry(
                    "boundary, control, entity and rule know what the table allows",
                    List.of("control.ReachesUp.desk", "entity.RowThatStores.control", "rule.JudgeThatCharges.charge")),
            entry(
                    "a rule is plain Java and knows the kernel",
                    List.of(
                            "JudgeThatCharges.charge",
                            "JudgeWithAClock.clock",
                            "JudgeWithAThread.later",
                            "JudgeOfBeans.injected",
                            "JudgeOfFiles.path",
                            "JudgeOfFiles.platform")),
            entry("the kernel is plain Java", List.of("AmountOfPlatform.platform", "AmountOfRows.value")),
            entry("the platform knows no component", List.of("KnowsQuota.desk")),
            entry(
                    "components know each other along the arrows only",
                    List.of("KnowsItsUser.desk", "PastTheDoor.pastTheDoor", "ReadsAlerts.alert")),
            entry("components are free of cycles", List.of("KnowsItsUser.desk", "PastTheDoor.throughTheDoor")),
            entry("the EntityManager stays in control and platform", List.of("DeskThatStores.entities")),
            entry("HTTP stays in boundary and platform", List.of("StoreOfHttp.answer", "StoreOfHttp.request")),
            entry("JMS stays in alert and platform", List.of("DeskThatMails.messages")),
            entry("transactions begin at the boundary", List.of("StoreThatBegins", "StoreThatCommits")),
            entry(
                    "there is one clock",
                    List.of(
                            "instantNow()",
                            "reference()",
                            "dateIn()",
                            "millis()",
                            "nanos()",
                            "systemClock()",
                            "oldDate()")),
            entry(
                    "no thread is unmanaged",
                    List.of(
                            "StartsThreads> is assignable",
                            "thread()",
                            "timer()",
                            "executors()",
                            "async()",
                            "commonPool()",
                            "parallelStream()",
                            "parallelRange()")),
            entry(
                    "nothing is retried inside a transaction",
                    List.of("RetriesInABean ", "RetriesATransaction ", "RetriesAll ")),
            entry("MicroProfile is annotated with and nothing else", List.of("CatchesTheirs.work()")),
            entry("every entity has a version or is only added to", List.of("entity.Unversioned ")),
            entry("fields of entities are private", List.of("entity.Unversioned.open")),
            entry(
                    "names say what a thing is",
                    List.of("QuotaManager>", "StringUtils>", "QuotaDAO>", "QuotaServiceImpl>", "JsonHelper>")),
            entry("nothing is printed", List.of("Prints.out()", "Prints.err()", "Prints.trace(")),
            entry("nothing generic is declared or thrown", List.of("Generic.declares()", "Generic.creates()")),
            entry("nothing generic is caught", List.of("Generic.catches()", "Generic.catchesAll()")),
            entry("every package is null-marked", List.of("quota.boundary.Desk ")));

    @Test
    void noRuleIsTrustedThatWasNotSeenToFail() {
        assertThat(HouseRulesTest.rules(ROOT)).containsOnlyKeys(NAMED.keySet());
    }

    @TestFactory
    Stream<DynamicTest> eachRuleNamesWhatWasPlanted() {
        return HouseRulesTest.rules(ROOT).entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> {
                    String report = report(rule.getValue());
                    assertThat(report).contains(NAMED.get(rule.getKey()));
                    assertThat(report).doesNotContain(".allowed(");
                }));
    }

    @Test
    void whatIsAllowedIsNotNamed() {
        Map<String, ArchRule> rules = HouseRulesTest.rules(ROOT);
        assertThat(report(rules.get("components know each other along the arrows only")))
                .doesNotContain("throughTheDoor");
        assertThat(report(rules.get("transactions begin at the boundary"))).doesNotContain("boundary.");
        assertThat(report(rules.get("nothing is retried inside a transaction"))).doesNotContain("RetriesOutside");
    }

    @Test
    void silencedWarningsAreSeen() {
        assertThat(Sources.suppressions(Path.of("src/test/java/planted")))
                .containsExactly("Silences.java: @SuppressWarnings(\"NullAway\")");
    }

    @Test
    void wrongMigrationsAreSeen() {
        assertThat(Sources.wrongMigrations(List.of(
                        "V202611210900__quotas.sql",
                        "V202611210900__others.sql",
                        "V202613210900__month.sql",
                        "V1__short.sql",
                        "V202611210901__Capital.sql",
                        "V202611210902_one.sql",
                        "R__again.sql",
                        "afterMigrate__partitions.sql")))
                .containsExactly(
                        "V202613210900__month.sql is no V<yyyyMMddHHmm>__words.sql",
                        "V1__short.sql is no V<yyyyMMddHHmm>__words.sql",
                        "V202611210901__Capital.sql is no V<yyyyMMddHHmm>__words.sql",
                        "V202611210902_one.sql is no V<yyyyMMddHHmm>__words.sql",
                        "R__again.sql is no V<yyyyMMddHHmm>__words.sql",
                        "202611210900 is given twice");
    }

    private static String report(ArchRule rule) {
        return String.join("\n", rule.evaluate(PLANTED).getFailureReport().getDetails());
    }
}
