python -c "import glob, shutil, sysconfig; [shutil.rmtree(path) for path in glob.glob(sysconfig.get_path('purelib') + '/~*')]"
