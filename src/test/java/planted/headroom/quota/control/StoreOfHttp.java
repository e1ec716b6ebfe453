package planted.headroom.quota.control;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;

/** A control that knows HTTP. */
public class StoreOfHttp {
    Response answer;
    HttpServletRequest request;
}
