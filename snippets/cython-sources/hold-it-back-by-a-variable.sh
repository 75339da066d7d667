echo "cython<3" >build-constraints.txt
PIP_CONSTRAINT=build-constraints.txt pip install pyyaml==5.4.1
