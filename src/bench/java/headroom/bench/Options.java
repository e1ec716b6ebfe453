package headroom.bench;

import headroom.bench.section.Section;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What is asked for, as system properties that profile {@code bench} of the build sets.
 *
 * @param form short or full
 * @param sections those that run, in order
 * @param serverOptions of the server's JVM
 * @param directory of the report, the logs and, while it runs, the data
 * @param classes what this benchmark is compiled to
 * @param launcher the product's distribution
 */
record Options(
        Form form, List<Section> sections, List<String> serverOptions, Path directory, Path classes, Path launcher) {

    static Options read() {
        return new Options(
                form(System.getProperty("bench.form", "short")),
                sections(words("bench.only", ",")),
                words("bench.server.options", " "),
                path("bench.directory"),
                path("bench.classes"),
                path("bench.launcher"));
    }

    private static Form form(String name) {
        return Stream.of(Form.values())
                .filter(form -> form.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("bench.form is short or full, not " + name));
    }

    private static List<Section> sections(List<String> names) {
        List<String> known = Section.all().stream().map(Section::name).toList();
        if (!known.containsAll(names)) {
            throw new IllegalArgumentException("bench.only names some of " + known + ", not " + names);
        }
        return Section.all().stream()
                .filter(section -> names.isEmpty() ? !section.isOnlyByName() : names.contains(section.name()))
                .toList();
    }

    private static List<String> words(String property, String separator) {
        return Arrays.stream(System.getProperty(property, "").split(separator))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static Path path(String property) {
        return Path.of(System.getProperty(property)).toAbsolutePath();
    }
}
