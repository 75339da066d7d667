apk add cmake make gcc g++ musl-dev python3-dev
