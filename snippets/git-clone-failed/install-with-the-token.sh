GIT_CONFIG_COUNT=2 GIT_CONFIG_KEY_0=credential.helper GIT_CONFIG_VALUE_0='' \
	GIT_CONFIG_KEY_1=credential.https://github.com.helper \
	GIT_CONFIG_VALUE_1='!f() { echo username=x-access-token; echo "password=$GITHUB_TOKEN"; }; f' \
	pip install git+https://github.com/example/requests.git
