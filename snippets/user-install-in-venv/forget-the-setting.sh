pip config unset install.user
