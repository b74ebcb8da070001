import socket

print("never" if socket.socket() else "")
