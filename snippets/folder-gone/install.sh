mkdir build
cd build && rm -r ../build
pip install requests
