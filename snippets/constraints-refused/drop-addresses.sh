sed -i.bak -E '/^(-e |[a-z+]+:)/d' constraints.txt
pip install -c constraints.txt requests
