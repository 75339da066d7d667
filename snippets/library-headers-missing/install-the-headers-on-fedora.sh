sudo dnf install --assumeyes libffi-devel
