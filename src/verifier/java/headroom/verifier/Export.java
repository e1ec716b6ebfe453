package headroom.verifier;

import headroom.audit.control.proof.EntryText;
import headroom.audit.rule.Examination;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An export in a file. Read twice, so that anchors may stand anywhere and only they are in memory. */
final class Export {
    private final Path file;
    private final List<Line.Anchor> anchors = new ArrayList<>();
    private Line.@Nullable Head head;
    private boolean isWhole;

    private Export(Path file) {
        this.file = file;
    }

    /** The export in this file, without its entries. */
    static Export open(Path file) throws CannotRead {
        Export export = new Export(file);
        export.forEach(export::note);
        if (!export.isWhole) {
            throw new CannotRead(file + " broke off: its last line is no end");
        }
        return export;
    }

    Line.Head head() throws CannotRead {
        Line.Head first = head;
        if (first == null) {
            throw new CannotRead(file + " does not begin with a head");
        }
        return first;
    }

    List<Line.Anchor> anchors() {
        return anchors;
    }

    /** Has the entries examined, in the order that they stand in. */
    void read(Examination examination) throws CannotRead {
        String tenant = head().tenant();
        forEach(line -> {
            if (line instanceof Line.Entry entry) {
                examination.read(EntryText.found(
                        entry.sequence(),
                        entry.text(),
                        entry.hash(),
                        text -> text.filing().tenant().equals(tenant)));
            }
        });
    }

    private void note(Line line) throws IOException {
        if (isWhole) {
            throw new IOException("stands behind the end");
        }
        if ((head == null) != line instanceof Line.Head) {
            throw new IOException("is not where a head must be, or is a second one");
        }
        if (line instanceof Line.Head first) {
            head = first;
        } else if (line instanceof Line.Anchor anchor) {
            anchors.add(anchor);
        } else if (line instanceof Line.End) {
            isWhole = true;
        }
    }

    private interface Reader {
        void read(Line line) throws IOException;
    }

    private void forEach(Reader reader) throws CannotRead {
        int number = 0;
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                number++;
                reader.read(Line.parse(text));
            }
        } catch (IOException broken) {
            throw new CannotRead(file + ", line " + number + ": " + broken.getMessage(), broken);
        }
    }
}
