package headroom.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import headroom.quota.rule.Books;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The law of the house. That each rule can fail is shown by {@link HouseRulesAreAwakeTest}. */
class HouseRulesTest {
    /** The rules for a house that stands in this package. */
    static Map<String, ArchRule> rules(String root) {
        Map<String, ArchRule> rules = new LinkedHashMap<>(new Rooms(root).rules());
        rules.putAll(new Manners(root).rules());
        return rules;
    }

    @TestFactory
    Stream<DynamicTest> theLaw() {
        JavaClasses house = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("headroom");
        assertThat(house.contain(Books.class))
                .as("the classes of main are looked at")
                .isTrue();
        return rules("headroom").entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> rule.getValue().check(house)));
    }

    @Test
    void warningsAreCuredAndNotSilenced() {
        assertThat(Sources.suppressions(Path.of("src/main/java"))).isEmpty();
        assertThat(Sources.suppressions(Path.of("src/launcher/java"))).isEmpty();
        assertThat(Sources.suppressions(Path.of("src/verifier/java"))).isEmpty();
    }

    @Test
    void migrationsAreNamedByTheirMinute() {
        List<String> names = Sources.names(Path.of("src/main/resources/db/migration"));
        assertThat(names).isNotEmpty();
        assertThat(Sources.wrongMigrations(names)).isEmpty();
    }
}
