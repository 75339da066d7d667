apk add pkgconf mariadb-dev gcc musl-dev python3-dev
