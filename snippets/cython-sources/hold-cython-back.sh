echo "cython<3" >build-constraints.txt
pip install --build-constraint build-constraints.txt pyyaml==5.4.1
