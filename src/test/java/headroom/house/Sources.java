package headroom.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What only the text of the house shows. */
final class Sources {
    /** Generic arrays and erased types; everything else is cured, not silenced. */
    private static final Pattern ALLOWED_SUPPRESSION =
            Pattern.compile("@SuppressWarnings\\((\"unchecked\"|\"rawtypes\"|\\{\"unchecked\", \"rawtypes\"})\\)");

    private static final Pattern MIGRATION = Pattern.compile(
            "V(20[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])([01][0-9]|2[0-3])[0-5][0-9])__[a-z0-9]+(_[a-z0-9]+)*\\.sql");
    private static final Pattern CALLBACK =
            Pattern.compile("(before|after)[A-Z][A-Za-z]+__[a-z0-9]+(_[a-z0-9]+)*\\.sql");

    private Sources() {}

    /** Each place where a warning is silenced that must not be. */
    static List<String> suppressions(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> lines(file)
                            .filter(line -> line.contains("@Suppress")
                                    && !ALLOWED_SUPPRESSION.matcher(line).find())
                            .map(line -> file.getFileName() + ": " + line.strip()))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Each file name that is no migration's, and each version that is given twice. */
    static List<String> wrongMigrations(List<String> names) {
        List<String> versions = names.stream()
                .map(MIGRATION::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(matcher -> matcher.group(1))
                .toList();
        Stream<String> twice = versions.stream()
                .filter(version -> versions.indexOf(version) != versions.lastIndexOf(version))
                .distinct()
                .map(version -> version + " is given twice");
        Stream<String> misnamed = names.stream()
                .filter(name -> !MIGRATION.matcher(name).matches()
                        && !CALLBACK.matcher(name).matches())
                .map(name -> name + " is no V<yyyyMMddHHmm>__words.sql");
        return Stream.concat(misnamed, twice).toList();
    }

    static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
