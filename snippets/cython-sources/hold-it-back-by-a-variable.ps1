Set-Content build-constraints.txt "cython<3"
$Env:PIP_CONSTRAINT = "build-constraints.txt"
pip install pyyaml==5.4.1
