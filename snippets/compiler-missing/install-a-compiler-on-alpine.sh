apk add build-base python3-dev
