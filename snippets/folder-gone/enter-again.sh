mkdir build
cd build && rm -r ../build && mkdir ../build
cd "$PWD" && pip install requests
