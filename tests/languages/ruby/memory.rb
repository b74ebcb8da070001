# expect: MLE
all = []
loop { all << Array.new(100000) { |i| i.to_s } }
