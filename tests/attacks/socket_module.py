# SPDX-License-Identifier: MIT
#
# attack: opens a connection by the socket module.
# expect: RTE
# detail: socket
# why: Importing the module is harmless. Making a socket is not.

import socket

with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as s:
    print("ESCAPED", s.fileno())
