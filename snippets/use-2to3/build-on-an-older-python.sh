echo "setuptools<58" >build-constraints.txt
~/python3.11/bin/python -m pip install --build-constraint build-constraints.txt requests==1.0.4
