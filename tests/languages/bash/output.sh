# expect: OLE
while :; do echo "again and again and again"; done
