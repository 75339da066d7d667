apk add python3-dev musl-dev
