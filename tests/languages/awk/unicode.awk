# expect: AC
$0 == "Grüße, 世界 🙂" { print }
