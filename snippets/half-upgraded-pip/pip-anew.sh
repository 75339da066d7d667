python -c "import glob, shutil, sysconfig; [shutil.rmtree(path) for name in ('pip', 'pip-[0-9]*') for path in glob.glob(sysconfig.get_path('purelib') + '/' + name)]"
python -m ensurepip --default-pip
