grep -qE '^(-e |[a-z+]+:)' constraints.txt && sed -i.old -E '/^(-e |[a-z+]+:)/d' constraints.txt
pip install -c constraints.txt requests
