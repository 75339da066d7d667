rm -f ./=2.20
pip install 'requests>=2.20'
