print("out")
quit()
