# SPDX-License-Identifier: MIT
#
# attack: leaves libraries, settings and a new source for the next program.
# expect: AC
# expect-basic: RTE
# why: require_relative and a .rb beside the program come before what is installed. This one needs
#      the second run to mean something.

NAMES = %w[set.rb json.rb .rubyrc .irbrc Gemfile .rspec gems.rb].freeze

if NAMES.any? { |name| File.exist?(name) }
  puts "ESCAPED a file is still there"
else
  NAMES.each { |name| File.write(name, "puts 'ESCAPED'") }
  File.rename(NAMES.first, "main.rb") rescue 0
  puts "denied"
end
