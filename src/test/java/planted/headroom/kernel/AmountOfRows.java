package planted.headroom.kernel;

import jakarta.persistence.Column;

/** A kernel that knows jakarta. */
public class AmountOfRows {
    @Column
    String value;
}
