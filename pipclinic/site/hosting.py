"""What a host is told, and whoever crawls it: headers, and where the pages are listed."""

from pathlib import Path

from pipclinic.site.rendering import render

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


def robots(site: str) -> str:
    """The file `robots.txt`: everybody may read everything.

    site: where the pages lie, if anybody knows; then it also says where they are listed
    """
    listed = f"\nSitemap: {site}sitemap.xml\n" if site else ""
    return f"User-agent: *\nAllow: /\n{listed}"


def leads_to(version: str) -> str:
    """The page at the root of all versions: it leads to one, with the rest of the address."""
    return render("root.html", version=version)
