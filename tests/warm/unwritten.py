import os, sys

out = os.fdopen(os.dup(1), "w")
out.write("written when it is collected\n")
sys.stdout.write("no newline at the end")
