echo "setuptools<58" >build-constraints.txt
PIP_CONSTRAINT=build-constraints.txt ~/python3.11/bin/python -m pip install requests==1.0.4
