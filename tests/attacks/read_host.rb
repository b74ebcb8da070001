# SPDX-License-Identifier: MIT
#
# attack: reads users, keys, answers and what the host's processes were given.
# expect: AC
# why: Ruby has more of the system in view than a native program: its own files, but none of
#      these.

SECRETS = %w[
  /etc/passwd /etc/shadow /root/* /home/* /proc/1/environ /proc/1/root/etc /proc/kcore /sys/kernel/*
  ../../../etc/passwd /proc/self/root/etc/passwd
].freeze

found = SECRETS.flat_map { |pattern| Dir.glob(pattern, File::FNM_DOTMATCH) }
               .reject { |path| path.end_with?("/.", "/..") }
               .select { |path| File.directory?(path) || !File.binread(path, 1).to_s.empty? rescue false }
# The answers of the test cases lie in the package, some directory of the host.
found += %w[. /tmp /work /root /home /var].flat_map { |top| Dir.glob("#{top}/**/*.ans") }
puts found.empty? ? "denied" : "ESCAPED #{found.first}"
