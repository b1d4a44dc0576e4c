"""The headers that protect a reader, sent with every answer, whatever makes it."""

from collections.abc import Mapping

# What has no policy of its own is no page: it may show itself, and nothing else.
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
# Where no script writes HTML: one that would is stopped by the browser (Trusted Types).
NO_SINK = "require-trusted-types-for 'script'; trusted-types 'none'"
HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": PICTURE_POLICY,
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    # Nothing comes from elsewhere, so that the frame also fits a page that isolates itself.
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# What any site may use: the frame in a page that isolates itself, a picture, a script, an API, open data.
SHARED: Mapping[str, str] = {
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Allow-Origin": "*",
}
# What the browser of another site is told when it asks beforehand.
PREFLIGHT: Mapping[str, str] = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}
# Every method of HTTP (RFC 9110, RFC 5789).
METHODS = frozenset("GET HEAD POST PUT DELETE CONNECT OPTIONS TRACE PATCH".split())
SHARED_PATHS = ("/embed", "/carte.", "/oembed", "/donnees/")


def shared(path: str) -> bool:
    """Whether any site may use the answers of a path."""
    return path.startswith(SHARED_PATHS)
