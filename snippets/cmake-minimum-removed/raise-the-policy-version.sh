CMAKE_POLICY_VERSION_MINIMUM=3.5 pip install requests
