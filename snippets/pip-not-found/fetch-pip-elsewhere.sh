pip download pip==26.3
