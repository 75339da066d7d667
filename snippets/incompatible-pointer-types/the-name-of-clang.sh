CFLAGS=-Wno-incompatible-function-pointer-types pip install requests==2.34.1
