package headroom.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table in markdown, with columns wide enough to be read as it is. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... titles) {
        rows.add(List.of(titles));
    }

    void add(String... cells) {
        rows.add(List.of(cells));
    }

    boolean isEmpty() {
        return rows.size() == 1;
    }

    String markdown() {
        int[] widths = IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            text.append(IntStream.range(0, row.size())
                    .mapToObj(column -> pad(row.get(column), widths[column], column > 0))
                    .collect(Collectors.joining(" | ", "| ", " |\n")));
            if (row == rows.get(0)) {
                text.append(IntStream.range(0, row.size())
                        .mapToObj(column -> "-".repeat(widths[column]) + (column > 0 ? ":" : "-"))
                        .collect(Collectors.joining("|-", "|-", "|\n")));
            }
        }
        return text.toString();
    }

    private static String pad(String cell, int width, boolean right) {
        String blanks = " ".repeat(width - cell.length());
        return right ? blanks + cell : cell + blanks;
    }
}
