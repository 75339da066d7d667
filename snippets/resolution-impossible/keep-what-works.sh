pip freeze > constraints.txt
