"""What a host is told: the headers of each answer, in the form that many static hosts read."""

from pathlib import Path

# What a page may load and run. It also stands in each page, for hosts that send no headers.
_POLICY = Path(__file__).parent / "theme/partials/policy.html"
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def headers() -> str:
    """The file `_headers`."""
    # Who may frame a page can be said in a header only.
    policy = f"{_POLICY.read_text(encoding='utf-8').strip()}; frame-ancestors 'none'"
    lines = {"Content-Security-Policy": policy} | _HEADERS
    return "\n".join(["/*", *(f"  {name}: {value}" for name, value in lines.items()), ""])
