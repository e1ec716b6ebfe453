package headroom.platform.json;

import jakarta.validation.valueextraction.ExtractedValue;
import jakarta.validation.valueextraction.ValueExtractor;

/** Lets constraints on a patch's value be checked, where the field is present. */
public class PatchExtractor implements ValueExtractor<Patch<@ExtractedValue ?>> {
    @Override
    public void extractValues(Patch<?> patch, ValueReceiver receiver) {
        if (patch.present()) {
            receiver.value(null, patch.value());
        }
    }
}
