CFLAGS=-I/usr/include/python3.11/cpython pip install frozenlist==1.2.0
