sed "s/ *@ *file:.*//" requirements.txt >without-paths.txt
pip install -r without-paths.txt
