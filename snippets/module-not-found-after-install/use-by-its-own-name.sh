python -c "import yaml"
