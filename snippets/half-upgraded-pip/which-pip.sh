python -c "import pip, sysconfig; print(pip.__file__); print(sysconfig.get_path('purelib'))"
