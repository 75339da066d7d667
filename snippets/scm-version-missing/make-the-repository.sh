mkdir shop
touch shop/__init__.py
git init -q
git add .
git -c user.name=You -c user.email=you@example.com commit -q -m "Begin"
git tag v1.4
