CFLAGS=-Wno-error=incompatible-pointer-types pip install requests==2.34.1
