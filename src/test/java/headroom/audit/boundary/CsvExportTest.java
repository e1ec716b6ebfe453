package headroom.audit.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** A cell is read as what it says, and never as a formula. */
class CsvExportTest {
    @Test
    void cells() {
        assertThat(CsvExport.cell("")).isEmpty();
        assertThat(CsvExport.cell("plain text")).isEqualTo("plain text");
        assertThat(CsvExport.cell("a,b")).isEqualTo("\"a,b\"");
        assertThat(CsvExport.cell("say \"so\"")).isEqualTo("\"say \"\"so\"\"\"");
        assertThat(CsvExport.cell("two\r\nlines")).isEqualTo("\"two\r\nlines\"");
        assertThat(CsvExport.cell("=1+1")).isEqualTo("\"'=1+1\"");
        assertThat(CsvExport.cell("+1")).isEqualTo("\"'+1\"");
        assertThat(CsvExport.cell("-1")).isEqualTo("\"'-1\"");
        assertThat(CsvExport.cell("@SUM(A1)")).isEqualTo("\"'@SUM(A1)\"");
        assertThat(CsvExport.cell("\t=1")).isEqualTo("\"'\t=1\"");
        assertThat(CsvExport.cell("\r=1")).isEqualTo("\"'\r=1\"");
    }

    @Property
    void everyCellIsReadAsItWasButForTheApostrophe(@ForAll String text) {
        String cell = CsvExport.cell(text);
        boolean quoted = cell.startsWith("\"");
        String read = quoted ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"") : cell;
        assertThat(read).isIn(text, "'" + text);
        assertThat(read).doesNotMatch("(?s)[=+\\-@\t\r\n].*");
        if (!quoted) {
            assertThat(cell).doesNotContain(",", "\"", "\r", "\n");
        }
    }
}
