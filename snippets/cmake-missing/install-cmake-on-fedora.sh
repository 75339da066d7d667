sudo dnf install --assumeyes cmake gcc gcc-c++ python3-devel
