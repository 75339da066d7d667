grep -qE '^[A-Za-z0-9._-]+ *\[' constraints.txt && sed -i.bak -E 's/^([A-Za-z0-9._-]+) *\[[^]]*\]/\1/' constraints.txt
pip install -c constraints.txt "requests[socks]"
