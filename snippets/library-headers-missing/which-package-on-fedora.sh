dnf provides '*/ffi.h'
