echo "setuptools<82" >~/build-constraints.txt
pip config set install.build-constraint ~/build-constraints.txt
