sudo dnf install --assumeyes cargo gcc python3-devel
