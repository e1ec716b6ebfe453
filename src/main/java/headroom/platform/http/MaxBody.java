package headroom.platform.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a record as the body of a request, and says how large it may be. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface MaxBody {
    /** Most bodies: 64 KiB. */
    int DEFAULT_BYTES = 65_536;

    /** Batches: 1 MiB. */
    int BATCH_BYTES = 1_048_576;

    /** Bytes, counted while they are read. */
    int value() default DEFAULT_BYTES;

    /** Whether the request may come without one. */
    boolean optional() default false;
}
