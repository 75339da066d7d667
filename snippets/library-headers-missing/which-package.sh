sudo apt-get install --yes apt-file
sudo apt-file update
apt-file search --regexp "/ffi\.h$"
