sudo timedatectl set-ntp true
