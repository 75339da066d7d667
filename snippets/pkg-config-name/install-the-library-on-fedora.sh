sudo dnf install --assumeyes pkgconf-pkg-config mariadb-connector-c-devel gcc python3-devel
