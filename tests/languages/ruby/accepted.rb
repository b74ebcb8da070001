# expect: AC
sum = 0
STDIN.each_line { |x| sum += x.to_i }
puts sum
