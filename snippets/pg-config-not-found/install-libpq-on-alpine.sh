apk add gcc musl-dev python3-dev postgresql-dev
