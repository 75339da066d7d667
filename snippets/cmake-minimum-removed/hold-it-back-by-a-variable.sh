echo "cmake<4" >build-constraints.txt
PIP_CONSTRAINT=build-constraints.txt pip install requests
