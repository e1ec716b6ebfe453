package headroom.platform.http;

/** A record that is the body of a request and may be written in YAML as well: read by {@link YamlBodyReader}. */
public interface YamlBody extends JsonBody {
    /** What YAML is called (RFC 9512). */
    String MEDIA_TYPE = "application/yaml";
}
