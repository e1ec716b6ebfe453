package headroom.guard.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import headroom.webhook.control.NameResolution;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers without MicroProfile have none of the annotations' classes; the beans that carry them live there all the same. */
class WithoutFaultToleranceTest {
    /** Loads the service's classes anew, and nothing of MicroProfile. */
    private static final class Bare extends ClassLoader {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.eclipse.microprofile.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("headroom.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? defined(name) : loaded;
        }

        private Class<?> defined(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException failed) {
                throw new ClassNotFoundException(name, failed);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {FaultToleranceProbe.class, FaultTolerance.class, NameResolution.class})
    void theirAnnotationsAreNotThere(Class<?> bean) throws Exception {
        Class<?> bare = new Bare().loadClass(bean.getName());
        assertThat(bare).isNotSameAs(bean);
        assertThat(Arrays.stream(bare.getDeclaredMethods())
                        .flatMap(method -> Arrays.stream(method.getAnnotations()))
                        .map(annotation -> annotation.annotationType().getName()))
                .noneMatch(name -> name.contains("faulttolerance"));
        bare.getDeclaredConstructor().newInstance();
    }

    @Test
    void namesAreLookedUpOnce() throws Exception {
        Class<?> bare = new Bare().loadClass(NameResolution.class.getName());
        Object bean = bare.getDeclaredConstructor().newInstance();
        Method resolve = bare.getMethod("resolve", String.class);
        assertThat((List<?>) resolve.invoke(bean, "127.0.0.1")).hasSize(1);
        assertThatThrownBy(() -> resolve.invoke(bean, "no-such-host.invalid"))
                .isInstanceOf(InvocationTargetException.class)
                .hasCauseInstanceOf(UnknownHostException.class);
    }
}
