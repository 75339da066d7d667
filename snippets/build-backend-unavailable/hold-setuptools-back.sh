echo "setuptools<82" >build-constraints.txt
pip install --build-constraint build-constraints.txt requests
