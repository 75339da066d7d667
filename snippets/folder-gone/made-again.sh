mkdir build
cd build && rm -r ../build
mkdir ../build
pip install requests
