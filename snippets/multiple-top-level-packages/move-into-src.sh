mkdir src
mv shop src
pip install .
