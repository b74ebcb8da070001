print("out")
raise SystemExit("words to stderr")
