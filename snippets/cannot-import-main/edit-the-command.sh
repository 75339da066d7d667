sudo sed -i -e "s/^from pip.*/from pip import __main__/" -e "s/sys.exit(.*/sys.exit(__main__._main())/" /usr/bin/pip
