dnf install --assumeyes gcc gcc-c++ make python3-devel
