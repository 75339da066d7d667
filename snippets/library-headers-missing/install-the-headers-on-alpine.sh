apk add libffi-dev
