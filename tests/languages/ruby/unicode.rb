# expect: AC
line = gets.chomp
puts line if line == "Grüße, 世界 🙂"
