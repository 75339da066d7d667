echo "setuptools<58" >build-constraints.txt
PIP_CONSTRAINT=build-constraints.txt pip install requests==1.0.4
