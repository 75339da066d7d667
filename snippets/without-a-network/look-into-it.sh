ls wheelhouse
