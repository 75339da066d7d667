python -c "import glob, sysconfig; print(glob.glob(sysconfig.get_path('purelib') + '/~*'))"
