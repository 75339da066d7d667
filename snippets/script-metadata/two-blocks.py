# /// script
# dependencies = ["requests"]
# ///

# /// script
# dependencies = ["idna"]
# ///
