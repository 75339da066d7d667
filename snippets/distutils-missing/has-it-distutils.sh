python3 -c "import distutils.cmd"
