sudo dnf install --assumeyes python3-devel
