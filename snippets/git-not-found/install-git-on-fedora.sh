sudo dnf install --assumeyes git
