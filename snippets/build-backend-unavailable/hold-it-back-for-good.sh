echo "setuptools<82" >~/build-constraints.txt
pip config set global.build-constraint ~/build-constraints.txt
