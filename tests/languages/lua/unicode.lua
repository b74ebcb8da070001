-- expect: AC
if io.read() == "Grüße, 世界 🙂" then print("Grüße, 世界 🙂") end
