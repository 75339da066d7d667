apk add swig
