pip freeze --all --exclude-editable
