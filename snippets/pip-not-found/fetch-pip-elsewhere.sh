pip download --no-deps pip==26.3
