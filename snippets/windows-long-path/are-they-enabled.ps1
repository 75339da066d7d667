Get-ItemPropertyValue "HKLM:\SYSTEM\CurrentControlSet\Control\FileSystem" LongPathsEnabled
