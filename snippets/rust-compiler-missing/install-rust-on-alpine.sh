apk add cargo gcc musl-dev python3-dev
