echo "cmake<4" >build-constraints.txt
pip install --build-constraint build-constraints.txt requests
