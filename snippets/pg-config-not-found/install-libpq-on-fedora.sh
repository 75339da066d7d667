sudo dnf install --assumeyes gcc python3-devel libpq-devel
