pip install requests --refresh-package :all:
