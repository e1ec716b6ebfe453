package headroom.platform.json;

/**
 * A body that is read thousands of times a second and can say cheaply that it keeps every constraint declared on it, as
 * almost all do. One that cannot is validated, which costs more than all else that is done with it, and says what is wrong.
 */
public interface PlainlyValid {
    /** True only where a validator would find nothing; false says nothing. */
    boolean keepsItsRules();
}
