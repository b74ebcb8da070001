# expect: AC
line = input()
if line == "Grüße, 世界 🙂": print(line)
