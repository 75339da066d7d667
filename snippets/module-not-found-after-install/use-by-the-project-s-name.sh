python -c "import pyyaml"
