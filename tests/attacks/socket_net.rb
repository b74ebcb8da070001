# SPDX-License-Identifier: MIT
#
# attack: opens connections, servers and datagram sockets.
# expect: AC
# why: A runtime is refused its sockets, not killed for them. None may exist.

require "socket"

[
  -> { TCPSocket.new("127.0.0.1", 22) },
  -> { TCPServer.new(0) },
  -> { UDPSocket.new },
  -> { UNIXServer.new("socket") },
  -> { Socket.new(:INET, :RAW, 1) },
].each do |attempt|
  puts "ESCAPED by #{attempt.call}"
rescue SystemCallError, SocketError
  next
end
puts "denied"
