# expect: AC
puts "ok" if (0...8).map { |i| Thread.new { i } }.sum(&:value) == 28
